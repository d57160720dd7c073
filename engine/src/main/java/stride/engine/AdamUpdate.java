package stride.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The update of a layer: its gradient, tile by tile, and Adam's step on each tile while it is still in the first cache.
 */
final class AdamUpdate {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int L = F.length();
    private static final int UNITS = 4;
    private static final int WIDTH = 4 * L;

    private static final ThreadBuffer TILE = new ThreadBuffer();
    private static final ThreadBuffer D_Y = new ThreadBuffer();

    private AdamUpdate() {}

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
        float[] gradient = TILE.atLeast(UNITS * WIDTH);
        float[] block = D_Y.atLeast(batch * UNITS);
        for (int o = 0; o < out; o += UNITS) {
            int units = Math.min(UNITS, out - o);
            pack(batch, out, o, units, dY, block);
            for (int i = 0; i < in; i += WIDTH) {
                int width = Math.min(WIDTH, in - i);
                if (width == WIDTH) {
                    wholeTile(batch, in, x, xOffset + i, block, gradient);
                } else {
                    for (int j = 0; j < width; j += L) {
                        partOfTile(batch, in, Math.min(L, width - j), x, xOffset + i + j, block, gradient, j);
                    }
                }
                for (int u = 0; u < units; u++) {
                    step(width, gradient, u * WIDTH, weight, (o + u) * in + i, adam);
                }
            }
            for (int u = 0; u < units; u++) {
                float sum = 0;
                for (int r = 0; r < batch; r++) {
                    sum += block[r * UNITS + u];
                }
                gradient[u] = sum;
            }
            step(units, gradient, 0, bias, o, adam);
        }
    }

    private static void pack(int batch, int out, int o, int units, float[] dY, float[] block) {
        for (int r = 0; r < batch; r++) {
            for (int u = 0; u < UNITS; u++) {
                float d = u < units ? dY[r * out + o + u] : 0;
                block[r * UNITS + u] = Math.abs(d) < ScalarKernels.D_Y_FLOOR ? 0 : d;
            }
        }
    }

    private static void wholeTile(int batch, int in, float[] x, int xAt, float[] dY, float[] gradient) {
        FloatVector g00 = FloatVector.zero(F);
        FloatVector g01 = FloatVector.zero(F);
        FloatVector g02 = FloatVector.zero(F);
        FloatVector g03 = FloatVector.zero(F);
        FloatVector g10 = FloatVector.zero(F);
        FloatVector g11 = FloatVector.zero(F);
        FloatVector g12 = FloatVector.zero(F);
        FloatVector g13 = FloatVector.zero(F);
        FloatVector g20 = FloatVector.zero(F);
        FloatVector g21 = FloatVector.zero(F);
        FloatVector g22 = FloatVector.zero(F);
        FloatVector g23 = FloatVector.zero(F);
        FloatVector g30 = FloatVector.zero(F);
        FloatVector g31 = FloatVector.zero(F);
        FloatVector g32 = FloatVector.zero(F);
        FloatVector g33 = FloatVector.zero(F);
        for (int r = 0; r < batch; r++) {
            int i = xAt + r * in;
            int o = r * UNITS;
            FloatVector x0 = FloatVector.fromArray(F, x, i);
            FloatVector x1 = FloatVector.fromArray(F, x, i + L);
            FloatVector x2 = FloatVector.fromArray(F, x, i + 2 * L);
            FloatVector x3 = FloatVector.fromArray(F, x, i + 3 * L);
            FloatVector d0 = FloatVector.broadcast(F, dY[o]);
            g00 = d0.fma(x0, g00);
            g01 = d0.fma(x1, g01);
            g02 = d0.fma(x2, g02);
            g03 = d0.fma(x3, g03);
            FloatVector d1 = FloatVector.broadcast(F, dY[o + 1]);
            g10 = d1.fma(x0, g10);
            g11 = d1.fma(x1, g11);
            g12 = d1.fma(x2, g12);
            g13 = d1.fma(x3, g13);
            FloatVector d2 = FloatVector.broadcast(F, dY[o + 2]);
            g20 = d2.fma(x0, g20);
            g21 = d2.fma(x1, g21);
            g22 = d2.fma(x2, g22);
            g23 = d2.fma(x3, g23);
            FloatVector d3 = FloatVector.broadcast(F, dY[o + 3]);
            g30 = d3.fma(x0, g30);
            g31 = d3.fma(x1, g31);
            g32 = d3.fma(x2, g32);
            g33 = d3.fma(x3, g33);
        }
        g00.intoArray(gradient, 0);
        g01.intoArray(gradient, L);
        g02.intoArray(gradient, 2 * L);
        g03.intoArray(gradient, 3 * L);
        g10.intoArray(gradient, WIDTH);
        g11.intoArray(gradient, 5 * L);
        g12.intoArray(gradient, 6 * L);
        g13.intoArray(gradient, 7 * L);
        g20.intoArray(gradient, 8 * L);
        g21.intoArray(gradient, 9 * L);
        g22.intoArray(gradient, 10 * L);
        g23.intoArray(gradient, 11 * L);
        g30.intoArray(gradient, 12 * L);
        g31.intoArray(gradient, 13 * L);
        g32.intoArray(gradient, 14 * L);
        g33.intoArray(gradient, 15 * L);
    }

    private static void partOfTile(
            int batch, int in, int width, float[] x, int xAt, float[] dY, float[] gradient, int at) {
        VectorMask<Float> rest = F.indexInRange(0, width);
        FloatVector g0 = FloatVector.zero(F);
        FloatVector g1 = g0;
        FloatVector g2 = g0;
        FloatVector g3 = g0;
        for (int r = 0; r < batch; r++) {
            FloatVector v = FloatVector.fromArray(F, x, xAt + r * in, rest);
            int o = r * UNITS;
            g0 = v.fma(FloatVector.broadcast(F, dY[o]), g0);
            g1 = v.fma(FloatVector.broadcast(F, dY[o + 1]), g1);
            g2 = v.fma(FloatVector.broadcast(F, dY[o + 2]), g2);
            g3 = v.fma(FloatVector.broadcast(F, dY[o + 3]), g3);
        }
        g0.intoArray(gradient, at);
        g1.intoArray(gradient, at + WIDTH);
        g2.intoArray(gradient, at + 2 * WIDTH);
        g3.intoArray(gradient, at + 3 * WIDTH);
    }

    /** Adam's step on {@code n} values from {@code at} on. */
    private static void step(int n, float[] gradient, int from, Parameter parameter, int at, Adam adam) {
        float[] w = parameter.values();
        float[] m = parameter.m();
        float[] v = parameter.v();
        float stepSize = adam.stepSize();
        float rate = 1 / adam.rootCorrection();
        float decay = adam.decayFactor();
        int i = 0;
        for (; i < F.loopBound(n); i += L) {
            FloatVector g = keep(FloatVector.fromArray(F, gradient, from + i), ScalarKernels.GRADIENT_FLOOR);
            FloatVector mean = mean(FloatVector.fromArray(F, m, at + i), g);
            FloatVector square = square(FloatVector.fromArray(F, v, at + i), g);
            mean.intoArray(m, at + i);
            square.intoArray(v, at + i);
            FloatVector old = FloatVector.fromArray(F, w, at + i);
            old.mul(decay).sub(mean.div(denominator(square, rate)).mul(stepSize)).intoArray(w, at + i);
        }
        if (i < n) {
            VectorMask<Float> rest = F.indexInRange(i, n);
            FloatVector g = keep(FloatVector.fromArray(F, gradient, from + i), ScalarKernels.GRADIENT_FLOOR);
            FloatVector mean = mean(FloatVector.fromArray(F, m, at + i, rest), g);
            FloatVector square = square(FloatVector.fromArray(F, v, at + i, rest), g);
            mean.intoArray(m, at + i, rest);
            square.intoArray(v, at + i, rest);
            FloatVector old = FloatVector.fromArray(F, w, at + i, rest);
            old.mul(decay).sub(mean.div(denominator(square, rate)).mul(stepSize)).intoArray(w, at + i, rest);
        }
    }

    private static FloatVector mean(FloatVector m, FloatVector g) {
        return keep(m.mul((float) Adam.BETA1).add(g.mul((float) (1 - Adam.BETA1))), ScalarKernels.GRADIENT_FLOOR);
    }

    private static FloatVector square(FloatVector v, FloatVector g) {
        return keep(
                v.mul((float) Adam.BETA2).add(g.mul(g).mul((float) (1 - Adam.BETA2))), ScalarKernels.SQUARE_FLOOR);
    }

    private static FloatVector denominator(FloatVector square, float rate) {
        return square.sqrt().fma(FloatVector.broadcast(F, rate), FloatVector.broadcast(F, Adam.EPSILON));
    }

    private static FloatVector keep(FloatVector x, float floor) {
        return x.blend(0, x.abs().compare(VectorOperators.LT, floor));
    }
}
