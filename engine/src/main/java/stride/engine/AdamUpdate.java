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
    // Two rows of weights, as each vector of x then serves twice, by four vectors. One row by four, two by two and four
    // by one took 3 to 20 % longer; four by four is more than the compiler inlines as one.
    private static final int UNITS = 2;
    private static final int WIDTH = 4 * L;

    /** Rows of weights between two turns of Adam's step: of 500 inputs 8 kB, and a whole number of vectors. */
    private static final int ROWS = 4;

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
            AdamStep.steps(out * in, whole, weight, 0, adam);
            return;
        }
        if (in < L) {
            updateNarrow(batch, in, out, x, xOffset, d, weight, adam);
            return;
        }
        float[] pair = PAIR.atLeast(batch * UNITS);
        float[] gradient = GRADIENT.atLeast(ROWS * in);
        for (int first = 0; first < out; first += ROWS) {
            int rows = Math.min(ROWS, out - first);
            int row = 0;
            for (; row <= rows - UNITS && in >= WIDTH; row += UNITS) {
                takePair(batch, out, d, first + row, pair);
                pairOfRows(batch, in, x, xOffset, pair, gradient, row * in);
            }
            for (; row < rows; row++) {
                oneRow(batch, in, out, x, xOffset, d, first + row, gradient, row * in);
            }
            AdamStep.steps(rows * in, gradient, weight, first * in, adam);
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
            pair[r * UNITS] = d[r * out + o];
            pair[r * UNITS + 1] = d[r * out + o + 1];
        }
    }

    /** Sets two rows of the gradient, (2, in) from {@code to} on; in is at least a tile's width. */
    private static void pairOfRows(int batch, int in, float[] x, int xAt, float[] pair, float[] gradient, int to) {
        for (int next = 0; next < in; next += WIDTH) {
            // The last tile begins further to the left: what it makes again is the same.
            int i = Math.min(next, in - WIDTH);
            FloatVector g00 = FloatVector.zero(F);
            FloatVector g01 = FloatVector.zero(F);
            FloatVector g02 = FloatVector.zero(F);
            FloatVector g03 = FloatVector.zero(F);
            FloatVector g10 = FloatVector.zero(F);
            FloatVector g11 = FloatVector.zero(F);
            FloatVector g12 = FloatVector.zero(F);
            FloatVector g13 = FloatVector.zero(F);
            for (int r = 0; r < batch; r++) {
                int from = xAt + r * in + i;
                FloatVector x0 = FloatVector.fromArray(F, x, from);
                FloatVector x1 = FloatVector.fromArray(F, x, from + L);
                FloatVector x2 = FloatVector.fromArray(F, x, from + 2 * L);
                FloatVector x3 = FloatVector.fromArray(F, x, from + 3 * L);
                FloatVector d0 = FloatVector.broadcast(F, pair[r * UNITS]);
                g00 = d0.fma(x0, g00);
                g01 = d0.fma(x1, g01);
                g02 = d0.fma(x2, g02);
                g03 = d0.fma(x3, g03);
                FloatVector d1 = FloatVector.broadcast(F, pair[r * UNITS + 1]);
                g10 = d1.fma(x0, g10);
                g11 = d1.fma(x1, g11);
                g12 = d1.fma(x2, g12);
                g13 = d1.fma(x3, g13);
            }
            int at = to + i;
            g00.intoArray(gradient, at);
            g01.intoArray(gradient, at + L);
            g02.intoArray(gradient, at + 2 * L);
            g03.intoArray(gradient, at + 3 * L);
            g10.intoArray(gradient, at + in);
            g11.intoArray(gradient, at + in + L);
            g12.intoArray(gradient, at + in + 2 * L);
            g13.intoArray(gradient, at + in + 3 * L);
        }
    }

    /** Sets one row of the gradient, (in) from {@code to} on, vector by vector; in is at least a vector's length. */
    private static void oneRow(
            int batch, int in, int out, float[] x, int xAt, float[] d, int o, float[] gradient, int to) {
        for (int next = 0; next < in; next += L) {
            int i = Math.min(next, in - L);
            FloatVector g = FloatVector.zero(F);
            for (int r = 0; r < batch; r++) {
                g = FloatVector.fromArray(F, x, xAt + r * in + i).fma(FloatVector.broadcast(F, d[r * out + o]), g);
            }
            g.intoArray(gradient, to + i);
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
        AdamStep.steps(out * in, gradient, weight, 0, adam);
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
