package stride.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The update of a layer: the gradient of a few units' weights at a time, and Adam's step on them while it is still in
 * the first cache. In a batch of usual size the gradient is never in memory as a whole.
 */
final class AdamUpdate {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int L = F.length();

    /** Units between two turns of Adam's step: two tiles' height; one took 2 % longer, four 7 %. */
    private static final int UNITS = 2 * Tiles.THIN_ROWS;

    private static final ThreadBuffer GRADIENT = new ThreadBuffer();
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
        dropTiny(batch * out, dY, 0, d, 0);
        updateBias(batch, out, d, out, bias, adam);
        updateWeights(batch, in, out, x, xOffset, d, weight, adam);
    }

    private static void updateWeights(
            int batch, int in, int out, float[] x, int xAt, float[] d, Parameter weight, Adam adam) {
        boolean large = batch > ThinGemm.MAX_ROWS;
        int step = large ? out : UNITS; // Of a large batch the general product is worth a gradient in memory.
        for (int first = 0; first < out; first += step) {
            int units = Math.min(step, out - first);
            float[] gradient = GRADIENT.atLeast(units * in);
            SimdGemm.multiply(Workers.NONE, units, in, batch, 1, d, first, 1, out, x, xAt, in, 1, 0, gradient, 0, in);
            AdamStep.steps(units * in, gradient, weight, first * in, adam);
        }
    }

    /** Copies {@code n} values of dY, without those that count as zero. */
    static void dropTiny(int n, float[] dY, int from, float[] d, int to) {
        int i = 0;
        for (; i < F.loopBound(n); i += L) {
            FloatVector kept = FloatVector.fromArray(F, dY, from + i);
            kept.blend(0, kept.abs().compare(VectorOperators.LT, ScalarKernels.D_Y_FLOOR))
                    .intoArray(d, to + i);
        }
        for (; i < n; i++) {
            d[to + i] = ScalarKernels.keep(dY[from + i], ScalarKernels.D_Y_FLOOR);
        }
    }

    /** Steps the biases by the sums of d's rows, which are {@code dRow} apart. */
    static void updateBias(int batch, int out, float[] d, int dRow, Parameter bias, Adam adam) {
        float[] gradient = GRADIENT.atLeast(out);
        int o = 0;
        for (; o <= out - L; o += L) {
            FloatVector g = FloatVector.zero(F);
            for (int r = 0; r < batch; r++) {
                g = g.add(FloatVector.fromArray(F, d, r * dRow + o));
            }
            g.intoArray(gradient, o);
        }
        for (; o < out; o++) {
            float g = 0;
            for (int r = 0; r < batch; r++) {
                g += d[r * dRow + o];
            }
            gradient[o] = g;
        }
        AdamStep.steps(out, gradient, bias, 0, adam);
    }
}
