package stride.model.decoder;

import stride.engine.Matrix;
import stride.engine.RowBlocks;
import stride.model.UnfitException;

/** Activity itself as the inputs of a network. */
final class Inputs {
    /** Neurons transposed at once: their values for one bin fill four cache lines of the result. */
    private static final int BLOCK = 64;

    /** What a Java array may hold, on every machine. */
    private static final int MOST_VALUES = Integer.MAX_VALUE - 8;

    private Inputs() {}

    /**
     * Activity (neurons, bins) as (bins, neurons).
     *
     * @throws UnfitException if so many values do not fit an array
     */
    static Matrix transposed(RowBlocks activity) {
        int neurons = activity.rows();
        int bins = activity.columns();
        if ((long) neurons * bins > MOST_VALUES) {
            throw new UnfitException(
                    "the activity of %d neurons in %d bins is %d values, and without components an array holds them all, at most %d; use components (--pca), or a recording of fewer neurons or bins"
                            .formatted(neurons, bins, (long) neurons * bins, MOST_VALUES));
        }
        Matrix inputs = Matrix.zeros(bins, neurons);
        float[] buffer = new float[Math.min(neurons, BLOCK) * bins];
        for (int first = 0; first < neurons; first += BLOCK) {
            int count = Math.min(BLOCK, neurons - first);
            activity.read(first, count, buffer);
            for (int t = 0; t < bins; t++) {
                for (int i = 0; i < count; i++) {
                    inputs.data()[t * neurons + first + i] = buffer[i * bins + t];
                }
            }
        }
        return inputs;
    }
}
