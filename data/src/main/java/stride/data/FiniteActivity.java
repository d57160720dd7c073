package stride.data;

import stride.engine.RowBlocks;

/**
 * Activity that is checked as it is read, so that no step of the arithmetic ever meets a NaN or an infinity.
 *
 * @param unchecked neurons x bins
 * @param file      for messages
 * @param array     for messages
 */
record FiniteActivity(RowBlocks unchecked, String file, String array) implements RowBlocks {
    private static final int EXPONENT = 0x7f80_0000;

    @Override
    public int rows() {
        return unchecked.rows();
    }

    @Override
    public int columns() {
        return unchecked.columns();
    }

    /**
     * {@inheritDoc}
     *
     * @throws DataException if a value is NaN or infinite; the message names neuron and bin
     */
    @Override
    public void read(int first, int count, float[] target) {
        unchecked.read(first, count, target);
        int values = count * unchecked.columns();
        if (!allFinite(target, 0, values)) {
            throw refusal(first, values, target);
        }
    }

    /** Whether no value is NaN or infinite. Adding one to an exponent of all ones carries into the sign: a loop without branches, eight values at a time. */
    static boolean allFinite(float[] x, int from, int to) {
        int carries = 0;
        for (int i = from; i < to; i++) {
            carries |= (Float.floatToRawIntBits(x[i]) & EXPONENT) + 0x0080_0000;
        }
        return carries >= 0;
    }

    private DataException refusal(int first, int values, float[] target) {
        int at = 0;
        while (at < values && Float.isFinite(target[at])) {
            at++;
        }
        return new DataException(
                file,
                "%s: neuron %d, bin %d is %s; fill such gaps with --nan interpolate or leave them out with --nan drop"
                        .formatted(array, first + at / columns(), at % columns(), target[at]));
    }
}
