package stride.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The update of a layer: the gradient of a few rows of weights at a time, and Adam's step on them while it is still in
 * the first cache. In a batch of usual size the gradient is never in memory as a whole.
 */
final class AdamUpdate {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int L = F.length();

    /** Rows of weights between two turns of Adam's step: two tiles' height; one took 2 % longer, four 7 %. */
    private static final int ROWS = 2 * Tiles.THIN_ROWS;

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
        dropTiny(batch * out, dY, d);
        updateBias(batch, out, d, bias, adam);
        updateWeights(batch, out, in, d, 0, x, xOffset, weight, adam);
    }

    /** As {@link Kernels#linearUpdateTransposed}. */
    static void updateTransposed(
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
        updateWeights(batch, in, out, x, xOffset, d, 0, weight, adam);
    }

    /** Weights (rows, columns), of which the gradient is a^T b; a is (batch, rows), b is (batch, columns). */
    private static void updateWeights(
            int batch, int rows, int columns, float[] a, int aAt, float[] b, int bAt, Parameter weight, Adam adam) {
        boolean large = batch > ThinGemm.MAX_ROWS;
        int step = large ? rows : ROWS; // Of a large batch the general product is worth a gradient in memory.
        for (int first = 0; first < rows; first += step) {
            int count = Math.min(step, rows - first);
            float[] gradient = GRADIENT.atLeast(count * columns);
            SimdGemm.multiply(
                    Workers.NONE,
                    count,
                    columns,
                    batch,
                    1,
                    a,
                    aAt + first,
                    1,
                    rows,
                    b,
                    bAt,
                    columns,
                    1,
                    0,
                    gradient,
                    0,
                    columns);
            AdamStep.steps(count * columns, gradient, weight, first * columns, adam);
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
        AdamStep.steps(out, gradient, bias, 0, adam);
    }
}
