package stride.model.decoder;

import stride.engine.Matrix;
import stride.engine.RowBlocks;

/** Activity itself as the inputs of a network. */
final class Inputs {
    /** Neurons transposed at once: their values for one bin fill four cache lines of the result. */
    private static final int BLOCK = 64;

    private Inputs() {}

    /** Activity (neurons, bins) as (bins, neurons). */
    static Matrix transposed(RowBlocks activity) {
        int neurons = activity.rows();
        int bins = activity.columns();
        Matrix inputs = Matrix.zeros(bins, neurons);
        float[] buffer = new float[Math.multiplyExact(Math.min(neurons, BLOCK), bins)];
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
