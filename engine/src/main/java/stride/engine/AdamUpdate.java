package stride.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The update of a layer: its gradient, tile by tile, and Adam's step on each tile at once, while the processor's divider
 * would wait otherwise.
 *
 * <p>The loop is bound by the weights and moments, which it reads and writes once, and by a root and a quotient for each.
 * Those are the processor's own: a root by Newton's iteration took half as long again.
 */
final class AdamUpdate {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int L = F.length();
    // Two rows of weights, as each vector of x then serves twice, by four vectors. One row by four, two by two and four
    // by one took 3 to 20 % longer; four by four is more than the compiler inlines as one.
    private static final int UNITS = 2;
    private static final int WIDTH = 4 * L;

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
        float[] gradient = GRADIENT.atLeast(UNITS * WIDTH);
        float rate = 1 / adam.rootCorrection();
        float[] w = weight.values();
        float[] m = weight.m();
        float[] v = weight.v();
        int o = 0;
        for (; o <= out - UNITS; o += UNITS) {
            wholeTiles(batch, in, out, x, xOffset, d, o, gradient, w, m, v, adam.stepSize(), rate, adam.decayFactor());
            for (int u = 0; u < UNITS; u++) {
                restOfRow(batch, in - in % WIDTH, in, out, x, xOffset, d, o + u, weight, adam);
            }
        }
        for (; o < out; o++) {
            restOfRow(batch, 0, in, out, x, xOffset, d, o, weight, adam);
        }
        updateBias(batch, out, d, bias, adam);
    }

    /** Copies dY without the values that count as zero. */
    private static void dropTiny(int n, float[] dY, float[] d) {
        int i = 0;
        for (; i < F.loopBound(n); i += L) {
            keep(FloatVector.fromArray(F, dY, i), ScalarKernels.D_Y_FLOOR).intoArray(d, i);
        }
        for (; i < n; i++) {
            d[i] = Math.abs(dY[i]) < ScalarKernels.D_Y_FLOOR ? 0 : dY[i];
        }
    }

    private static void wholeTiles(
            int batch,
            int in,
            int out,
            float[] x,
            int xAt,
            float[] d,
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
                FloatVector d0 = FloatVector.broadcast(F, d[r * out + o]);
                g00 = d0.fma(x0, g00);
                g01 = d0.fma(x1, g01);
                g02 = d0.fma(x2, g02);
                g03 = d0.fma(x3, g03);
                FloatVector d1 = FloatVector.broadcast(F, d[r * out + o + 1]);
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
                    step(g, w, m, v, (o + u) * in + i + j, stepSize, rate, decay);
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
        int i = first;
        for (; i <= in - L; i += L) {
            FloatVector g = FloatVector.zero(F);
            for (int r = 0; r < batch; r++) {
                g = FloatVector.fromArray(F, x, xAt + r * in + i).fma(FloatVector.broadcast(F, d[r * out + o]), g);
            }
            step(g, w, m, v, o * in + i, adam.stepSize(), rate, adam.decayFactor());
        }
        if (i < in) {
            VectorMask<Float> here = F.indexInRange(i, in);
            FloatVector g = FloatVector.zero(F);
            for (int r = 0; r < batch; r++) {
                FloatVector values = FloatVector.fromArray(F, x, xAt + r * in + i, here);
                g = values.fma(FloatVector.broadcast(F, d[r * out + o]), g);
            }
            step(g, w, m, v, o * in + i, here, adam.stepSize(), rate, adam.decayFactor());
        }
    }

    private static void updateBias(int batch, int out, float[] d, Parameter bias, Adam adam) {
        float rate = 1 / adam.rootCorrection();
        for (int o = 0; o < out; o += L) {
            VectorMask<Float> here = F.indexInRange(o, out);
            FloatVector g = FloatVector.zero(F);
            for (int r = 0; r < batch; r++) {
                g = g.add(FloatVector.fromArray(F, d, r * out + o, here));
            }
            step(g, bias.values(), bias.m(), bias.v(), o, here, adam.stepSize(), rate, adam.decayFactor());
        }
    }

    private static void step(
            FloatVector gradient, float[] w, float[] m, float[] v, int at, float stepSize, float rate, float decay) {
        FloatVector g = keep(gradient, ScalarKernels.GRADIENT_FLOOR);
        FloatVector mean = mean(FloatVector.fromArray(F, m, at), g);
        FloatVector square = square(FloatVector.fromArray(F, v, at), g);
        mean.intoArray(m, at);
        square.intoArray(v, at);
        FloatVector step = mean.div(denominator(square, rate)).mul(stepSize);
        FloatVector.fromArray(F, w, at).mul(decay).sub(step).intoArray(w, at);
    }

    private static void step(
            FloatVector gradient,
            float[] w,
            float[] m,
            float[] v,
            int at,
            VectorMask<Float> here,
            float stepSize,
            float rate,
            float decay) {
        FloatVector g = keep(gradient, ScalarKernels.GRADIENT_FLOOR);
        FloatVector mean = mean(FloatVector.fromArray(F, m, at, here), g);
        FloatVector square = square(FloatVector.fromArray(F, v, at, here), g);
        mean.intoArray(m, at, here);
        square.intoArray(v, at, here);
        FloatVector step = mean.div(denominator(square, rate)).mul(stepSize);
        FloatVector.fromArray(F, w, at, here).mul(decay).sub(step).intoArray(w, at, here);
    }

    private static FloatVector mean(FloatVector m, FloatVector g) {
        return keep(m.mul((float) Adam.BETA1).add(g.mul((float) (1 - Adam.BETA1))), ScalarKernels.GRADIENT_FLOOR);
    }

    private static FloatVector square(FloatVector v, FloatVector g) {
        return keep(v.mul((float) Adam.BETA2).add(g.mul(g).mul((float) (1 - Adam.BETA2))), ScalarKernels.SQUARE_FLOOR);
    }

    private static FloatVector denominator(FloatVector square, float rate) {
        return square.sqrt().fma(FloatVector.broadcast(F, rate), FloatVector.broadcast(F, Adam.EPSILON));
    }

    /** x, or 0 where it is smaller than the floor; NaN stays. */
    private static FloatVector keep(FloatVector x, float floor) {
        return x.blend(0, x.abs().compare(VectorOperators.LT, floor));
    }
}
