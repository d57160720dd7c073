package stride.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The update of a layer: gradients that go into Adam's step at once, and in a batch of usual size are never in memory. */
final class AdamUpdate {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int L = F.length();

    /** Up to so many samples the gradient is made in tiles; above, the general product is worth a gradient in memory. */
    private static final int MAX_BATCH = 30;

    private static final ThreadBuffer GRADIENT = new ThreadBuffer();
    private static final ThreadBuffer PAIR = new ThreadBuffer();
    private static final ThreadBuffer D_Y = new ThreadBuffer();

    private AdamUpdate() {}

    /** As {@link Kernels#linearUpdate}. */
    static void update(
            int batch,
            int in,
            int out,
            float[] x,
            int xOffset,
            float[] dY,
            Parameter weight,
            Parameter bias,
            Adam adam) {
        float[] d = D_Y.atLeast(batch * out);
        dropTiny(batch * out, dY, d);
        updateBias(batch, out, d, bias, adam);
        if (batch > MAX_BATCH) {
            float[] whole = GRADIENT.atLeast(out * in);
            SimdGemm.multiply(Workers.NONE, out, in, batch, 1, d, 0, 1, out, x, xOffset, in, 1, 0, whole, 0, in);
            AdamStep.steps(out * in, whole, 0, weight, 0, adam);
            return;
        }
        if (in < L) {
            updateNarrow(batch, in, out, x, xOffset, d, weight, adam);
            return;
        }
        float[] pair = PAIR.atLeast(batch * 2);
        float[] gradient = GRADIENT.atLeast(in);
        for (int o = 0; o < out; o += 2) {
            int units = Math.min(2, out - o);
            int done = 0;
            if (units == 2) {
                takePair(batch, out, d, o, pair);
                done = AdamPair.step(batch, in, x, xOffset, pair, weight, o * in, adam);
            }
            for (int u = o; u < o + units && done < in; u++) {
                restOfRow(batch, in, out, done, x, xOffset, d, u, gradient);
                AdamStep.steps(in - done, gradient, done, weight, u * in + done, adam);
            }
        }
    }

    /** Copies dY without the values that count as zero. */
    private static void dropTiny(int n, float[] dY, float[] d) {
        int i = 0;
        for (; i < F.loopBound(n); i += L) {
            FloatVector kept = FloatVector.fromArray(F, dY, i);
            kept.blend(0, kept.abs().compare(VectorOperators.LT, ScalarKernels.D_Y_FLOOR))
                    .intoArray(d, i);
        }
        for (; i < n; i++) {
            d[i] = ScalarKernels.keep(dY[i], ScalarKernels.D_Y_FLOOR);
        }
    }

    /** The values of dY that belong to one pair of units, side by side. */
    private static void takePair(int batch, int out, float[] d, int o, float[] pair) {
        for (int r = 0; r < batch; r++) {
            pair[2 * r] = d[r * out + o];
            pair[2 * r + 1] = d[r * out + o + 1];
        }
    }

    /** Sets the gradient of one row from input {@code begin} on, vector by vector; in is at least a vector's length. */
    private static void restOfRow(
            int batch, int in, int out, int begin, float[] x, int xAt, float[] d, int o, float[] gradient) {
        for (int next = begin; next < in; next += L) {
            // The last vector begins further to the left: what it makes again is the same.
            int i = Math.min(next, in - L);
            FloatVector g = FloatVector.zero(F);
            for (int r = 0; r < batch; r++) {
                g = FloatVector.fromArray(F, x, xAt + r * in + i).fma(FloatVector.broadcast(F, d[r * out + o]), g);
            }
            g.intoArray(gradient, i);
        }
    }

    /** A layer with fewer inputs than lanes: its rows lie side by side, so Adam takes them as one. */
    private static void updateNarrow(
            int batch, int in, int out, float[] x, int xAt, float[] d, Parameter weight, Adam adam) {
        float[] gradient = GRADIENT.atLeast(out * in);
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                float g = 0;
                for (int r = 0; r < batch; r++) {
                    g = Math.fma(d[r * out + o], x[xAt + r * in + i], g);
                }
                gradient[o * in + i] = g;
            }
        }
        AdamStep.steps(out * in, gradient, 0, weight, 0, adam);
    }

    private static void updateBias(int batch, int out, float[] d, Parameter bias, Adam adam) {
        float[] gradient = GRADIENT.atLeast(out);
        int o = 0;
        for (; o <= out - L; o += L) {
            FloatVector g = FloatVector.zero(F);
            for (int r = 0; r < batch; r++) {
                g = g.add(FloatVector.fromArray(F, d, r * out + o));
            }
            g.intoArray(gradient, o);
        }
        for (; o < out; o++) {
            float g = 0;
            for (int r = 0; r < batch; r++) {
                g += d[r * out + o];
            }
            gradient[o] = g;
        }
        AdamStep.steps(out, gradient, 0, bias, 0, adam);
    }
}
