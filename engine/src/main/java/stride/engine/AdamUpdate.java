package stride.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The update of a layer: its gradient, tile by tile, and Adam's step on each tile at once. In a batch of usual size
 * the gradient is never in memory as a whole, and the weights are gone over once.
 */
final class AdamUpdate {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int L = F.length();
    // Two rows of weights, as each vector of x then serves twice, by four vectors. One row by four, two by two and four
    // by one took 3 to 20 % longer; four by four is more than the compiler inlines as one.
    private static final int UNITS = 2;
    private static final int WIDTH = 4 * L;

    /** Up to so many samples the gradient stays in tiles; above, the general product is worth a gradient in memory. */
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
            AdamStep.steps(out * in, whole, weight, adam);
            return;
        }
        if (in < L) {
            updateNarrow(batch, in, out, x, xOffset, d, weight, adam);
            return;
        }
        float[] pair = PAIR.atLeast(batch * UNITS);
        float[] gradient = GRADIENT.atLeast(UNITS * WIDTH);
        float rate = 1 / adam.rootCorrection();
        float[] w = weight.values();
        float[] m = weight.m();
        float[] v = weight.v();
        int o = 0;
        for (; o <= out - UNITS; o += UNITS) {
            takePair(batch, out, d, o, pair);
            wholeTiles(batch, in, x, xOffset, pair, o, gradient, w, m, v, adam.stepSize(), rate, adam.decayFactor());
            for (int u = 0; u < UNITS; u++) {
                restOfRow(batch, in - in % WIDTH, in, out, x, xOffset, d, o + u, weight, adam);
            }
        }
        for (; o < out; o++) {
            restOfRow(batch, 0, in, out, x, xOffset, d, o, weight, adam);
        }
    }

    /** Copies dY without the values that count as zero. */
    private static void dropTiny(int n, float[] dY, float[] d) {
        int i = 0;
        for (; i < F.loopBound(n); i += L) {
            AdamStep.keep(FloatVector.fromArray(F, dY, i), ScalarKernels.D_Y_FLOOR)
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

    private static void wholeTiles(
            int batch,
            int in,
            float[] x,
            int xAt,
            float[] pair,
            int o,
            float[] gradient,
            float[] w,
            float[] m,
            float[] v,
            float stepSize,
            float rate,
            float decay) {
        for (int i = 0; i <= in - WIDTH; i += WIDTH) {
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
            // By way of the first cache, so that the step stands here once and not eight times.
            g00.intoArray(gradient, 0);
            g01.intoArray(gradient, L);
            g02.intoArray(gradient, 2 * L);
            g03.intoArray(gradient, 3 * L);
            g10.intoArray(gradient, WIDTH);
            g11.intoArray(gradient, WIDTH + L);
            g12.intoArray(gradient, WIDTH + 2 * L);
            g13.intoArray(gradient, WIDTH + 3 * L);
            for (int u = 0; u < UNITS; u++) {
                for (int j = 0; j < WIDTH; j += L) {
                    FloatVector g = FloatVector.fromArray(F, gradient, u * WIDTH + j);
                    AdamStep.step(g, w, m, v, (o + u) * in + i + j, stepSize, rate, decay);
                }
            }
        }
    }

    /** The weights of one unit from input {@code first} on, vector by vector. */
    private static void restOfRow(
            int batch, int first, int in, int out, float[] x, int xAt, float[] d, int o, Parameter weight, Adam adam) {
        float rate = 1 / adam.rootCorrection();
        float[] w = weight.values();
        float[] m = weight.m();
        float[] v = weight.v();
        for (int i = first; i < in; i += L) {
            // The last vector begins further to the left; its first lanes have had their step.
            int from = Math.min(i, in - L);
            FloatVector g = gradient(batch, in, out, x, xAt + from, d, o);
            AdamStep.stepFrom(i - from, g, w, m, v, o * in + from, adam.stepSize(), rate, adam.decayFactor());
        }
    }

    private static FloatVector gradient(int batch, int in, int out, float[] x, int xAt, float[] d, int o) {
        FloatVector g = FloatVector.zero(F);
        for (int r = 0; r < batch; r++) {
            g = FloatVector.fromArray(F, x, xAt + r * in).fma(FloatVector.broadcast(F, d[r * out + o]), g);
        }
        return g;
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
        AdamStep.steps(out * in, gradient, weight, adam);
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
        AdamStep.steps(out, gradient, bias, adam);
    }
}
