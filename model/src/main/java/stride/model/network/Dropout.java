package stride.model.network;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Inverted dropout: while training, each output of a hidden layer is left out with probability p, and what stays is
 * scaled up, so that its expected value is what it was. Evaluation knows nothing of it.
 *
 * <pre>
 *   y' = mask y      forward: the next layer's input
 *   dY = mask dY'    backward; mask is 0 with probability p, else 1 / (1 - p)
 * </pre>
 *
 * <p>y itself is kept, for the activation's gradient is computed from it.
 *
 * @see <a href="https://jmlr.org/papers/v15/srivastava14a.html">Srivastava et al. 2014</a>
 */
final class Dropout {
    /** Leaves nothing out. */
    static final Dropout NONE = new Dropout(0, List.of(), 0, new SplittableRandom(0));

    private final boolean active;
    private final RandomGenerator random;
    /** Of 2^32 equally likely numbers, as many as keep an output. */
    private final long keeping;

    private final float scale;
    private final float[][] masks;
    private final float[][] passed;

    /**
     * Makes room for batches of at most {@code largestBatch} rows.
     *
     * @param p      0 for none, less than 1
     * @param hidden the widths of the hidden layers
     * @param random draws the masks; with {@code p} 0 it is never asked
     */
    Dropout(double p, List<Integer> hidden, int largestBatch, RandomGenerator random) {
        this.active = p > 0;
        this.random = random;
        this.keeping = Math.round((1 - p) * 0x1p32);
        this.scale = (float) (1 / (1 - p));
        this.masks = new float[hidden.size()][];
        this.passed = new float[hidden.size()][];
        for (int i = 0; i < hidden.size(); i++) {
            int n = active ? Math.multiplyExact(largestBatch, hidden.get(i)) : 0;
            masks[i] = new float[n];
            passed[i] = new float[n];
        }
    }

    /** What hidden layer {@code i} passes on of its {@code n} outputs y, by a new mask; y itself where p is 0. */
    float[] forward(int i, int n, float[] y) {
        if (!active) {
            return y;
        }
        float[] mask = masks[i];
        draw(n, mask);
        float[] kept = passed[i];
        for (int j = 0; j < n; j++) {
            kept[j] = mask[j] * y[j];
        }
        return kept;
    }

    /** Turns the gradient by what the layer passed on, {@code n} values, into that by its outputs, in place. */
    void backward(int i, int n, float[] dY) {
        if (!active) {
            return;
        }
        float[] mask = masks[i];
        for (int j = 0; j < n; j++) {
            dY[j] *= mask[j];
        }
    }

    /** Two numbers of 32 bits from each of the random ones. */
    private void draw(int n, float[] mask) {
        for (int j = 0; j < n; j += 2) {
            long bits = random.nextLong();
            mask[j] = (bits & 0xffffffffL) < keeping ? scale : 0;
            if (j + 1 < n) {
                mask[j + 1] = bits >>> 32 < keeping ? scale : 0;
            }
        }
    }

    /** The mask that hidden layer {@code i} last had, (batch, out); empty where p is 0. */
    float[] mask(int i) {
        return masks[i];
    }
}
