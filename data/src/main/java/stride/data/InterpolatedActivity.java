package stride.data;

import stride.engine.RowBlocks;

/**
 * Activity whose missing values are filled as it is read, neuron by neuron.
 *
 * @param gappy neurons x bins
 */
record InterpolatedActivity(RowBlocks gappy) implements RowBlocks {
    @Override
    public int rows() {
        return gappy.rows();
    }

    @Override
    public int columns() {
        return gappy.columns();
    }

    @Override
    public void read(int first, int count, float[] target) {
        gappy.read(first, count, target);
        int bins = columns();
        for (int i = 0; i < count; i++) {
            if (!FiniteActivity.allFinite(target, i * bins, (i + 1) * bins)) {
                Interpolation.fill(target, i * bins, (i + 1) * bins);
            }
        }
    }
}
