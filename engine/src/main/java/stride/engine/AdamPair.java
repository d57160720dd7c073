package stride.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The gradients of two rows of weights, and Adam's step on them while they are in registers: the formula of {@link Adam}.
 *
 * <p>The processor's root and quotient keep one of its units busy for 22 cycles a vector, in which the others make the next
 * tile's gradients. Two rows, as each vector of x then serves twice; with the gradients in an array between the two
 * halves, a layer of 500 x 400 took 152 us where this takes 120. All is written out: of methods for its parts, which take
 * and give vectors, the compiler at times left one a call, and made an object of every vector.
 */
final class AdamPair {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int L = F.length();
    private static final int WIDTH = 4 * L;

    private AdamPair() {}

    /**
     * Steps two rows of weights, (2, in) from {@code at} on, as far as whole tiles go; gives how many inputs that is.
     *
     * @param x    (batch, in) from {@code xAt} on
     * @param pair (batch, 2), the gradients of the two units' outputs
     */
    static int step(int batch, int in, float[] x, int xAt, float[] pair, Parameter weight, int at, Adam adam) {
        float stepSize = -adam.stepSize();
        float rate = 1 / adam.rootCorrection();
        float decay = adam.decayFactor();
        int whole = in - in % WIDTH;
        tiles(batch, in, whole, x, xAt, pair, weight.values(), weight.m(), weight.v(), at, stepSize, rate, decay);
        return whole;
    }

    /** The inputs up to {@code whole}, four vectors at a time. */
    private static void tiles(
            int batch,
            int in,
            int whole,
            float[] x,
            int xAt,
            float[] pair,
            float[] w,
            float[] m,
            float[] v,
            int at,
            float stepSize,
            float rate,
            float decay) {
        FloatVector zero = FloatVector.zero(F);
        FloatVector momentFloor = FloatVector.broadcast(F, ScalarKernels.MOMENT_FLOOR);
        FloatVector squareFloor = FloatVector.broadcast(F, ScalarKernels.SQUARE_FLOOR);
        FloatVector beta1 = FloatVector.broadcast(F, (float) Adam.BETA1);
        FloatVector beta2 = FloatVector.broadcast(F, (float) Adam.BETA2);
        FloatVector rest1 = FloatVector.broadcast(F, (float) (1 - Adam.BETA1));
        FloatVector rest2 = FloatVector.broadcast(F, (float) (1 - Adam.BETA2));
        FloatVector epsilon = FloatVector.broadcast(F, Adam.EPSILON);
        FloatVector rates = FloatVector.broadcast(F, rate);
        FloatVector decays = FloatVector.broadcast(F, decay);
        FloatVector steps = FloatVector.broadcast(F, stepSize);
        for (int i = 0; i < whole; i += WIDTH) {
            FloatVector g00 = FloatVector.zero(F);
            FloatVector g01 = FloatVector.zero(F);
            FloatVector g02 = FloatVector.zero(F);
            FloatVector g03 = FloatVector.zero(F);
            FloatVector g10 = FloatVector.zero(F);
            FloatVector g11 = FloatVector.zero(F);
            FloatVector g12 = FloatVector.zero(F);
            FloatVector g13 = FloatVector.zero(F);
            int from = xAt + i;
            for (int r = 0; r < batch; r++) {
                FloatVector x0 = FloatVector.fromArray(F, x, from);
                FloatVector x1 = FloatVector.fromArray(F, x, from + L);
                FloatVector x2 = FloatVector.fromArray(F, x, from + 2 * L);
                FloatVector x3 = FloatVector.fromArray(F, x, from + 3 * L);
                FloatVector d0 = FloatVector.broadcast(F, pair[2 * r]);
                g00 = d0.fma(x0, g00);
                g01 = d0.fma(x1, g01);
                g02 = d0.fma(x2, g02);
                g03 = d0.fma(x3, g03);
                FloatVector d1 = FloatVector.broadcast(F, pair[2 * r + 1]);
                g10 = d1.fma(x0, g10);
                g11 = d1.fma(x1, g11);
                g12 = d1.fma(x2, g12);
                g13 = d1.fma(x3, g13);
                from += in;
            }
            int first = at + i;
            int second = first + in;
            FloatVector m00 = FloatVector.fromArray(F, m, first).mul(beta1);
            m00 = g00.fma(rest1, m00);
            m00 = m00.blend(zero, m00.abs().compare(VectorOperators.LT, momentFloor));
            m00.intoArray(m, first);
            FloatVector v00 = FloatVector.fromArray(F, v, first);
            v00 = v00.fma(beta2, g00.mul(rest2).fma(g00, squareFloor));
            v00.intoArray(v, first);
            FloatVector w00 = FloatVector.fromArray(F, w, first).mul(decays);
            m00.div(v00.sqrt().fma(rates, epsilon)).fma(steps, w00).intoArray(w, first);
            FloatVector m01 = FloatVector.fromArray(F, m, first + L).mul(beta1);
            m01 = g01.fma(rest1, m01);
            m01 = m01.blend(zero, m01.abs().compare(VectorOperators.LT, momentFloor));
            m01.intoArray(m, first + L);
            FloatVector v01 = FloatVector.fromArray(F, v, first + L);
            v01 = v01.fma(beta2, g01.mul(rest2).fma(g01, squareFloor));
            v01.intoArray(v, first + L);
            FloatVector w01 = FloatVector.fromArray(F, w, first + L).mul(decays);
            m01.div(v01.sqrt().fma(rates, epsilon)).fma(steps, w01).intoArray(w, first + L);
            FloatVector m02 = FloatVector.fromArray(F, m, first + 2 * L).mul(beta1);
            m02 = g02.fma(rest1, m02);
            m02 = m02.blend(zero, m02.abs().compare(VectorOperators.LT, momentFloor));
            m02.intoArray(m, first + 2 * L);
            FloatVector v02 = FloatVector.fromArray(F, v, first + 2 * L);
            v02 = v02.fma(beta2, g02.mul(rest2).fma(g02, squareFloor));
            v02.intoArray(v, first + 2 * L);
            FloatVector w02 = FloatVector.fromArray(F, w, first + 2 * L).mul(decays);
            m02.div(v02.sqrt().fma(rates, epsilon)).fma(steps, w02).intoArray(w, first + 2 * L);
            FloatVector m03 = FloatVector.fromArray(F, m, first + 3 * L).mul(beta1);
            m03 = g03.fma(rest1, m03);
            m03 = m03.blend(zero, m03.abs().compare(VectorOperators.LT, momentFloor));
            m03.intoArray(m, first + 3 * L);
            FloatVector v03 = FloatVector.fromArray(F, v, first + 3 * L);
            v03 = v03.fma(beta2, g03.mul(rest2).fma(g03, squareFloor));
            v03.intoArray(v, first + 3 * L);
            FloatVector w03 = FloatVector.fromArray(F, w, first + 3 * L).mul(decays);
            m03.div(v03.sqrt().fma(rates, epsilon)).fma(steps, w03).intoArray(w, first + 3 * L);
            FloatVector m10 = FloatVector.fromArray(F, m, second).mul(beta1);
            m10 = g10.fma(rest1, m10);
            m10 = m10.blend(zero, m10.abs().compare(VectorOperators.LT, momentFloor));
            m10.intoArray(m, second);
            FloatVector v10 = FloatVector.fromArray(F, v, second);
            v10 = v10.fma(beta2, g10.mul(rest2).fma(g10, squareFloor));
            v10.intoArray(v, second);
            FloatVector w10 = FloatVector.fromArray(F, w, second).mul(decays);
            m10.div(v10.sqrt().fma(rates, epsilon)).fma(steps, w10).intoArray(w, second);
            FloatVector m11 = FloatVector.fromArray(F, m, second + L).mul(beta1);
            m11 = g11.fma(rest1, m11);
            m11 = m11.blend(zero, m11.abs().compare(VectorOperators.LT, momentFloor));
            m11.intoArray(m, second + L);
            FloatVector v11 = FloatVector.fromArray(F, v, second + L);
            v11 = v11.fma(beta2, g11.mul(rest2).fma(g11, squareFloor));
            v11.intoArray(v, second + L);
            FloatVector w11 = FloatVector.fromArray(F, w, second + L).mul(decays);
            m11.div(v11.sqrt().fma(rates, epsilon)).fma(steps, w11).intoArray(w, second + L);
            FloatVector m12 = FloatVector.fromArray(F, m, second + 2 * L).mul(beta1);
            m12 = g12.fma(rest1, m12);
            m12 = m12.blend(zero, m12.abs().compare(VectorOperators.LT, momentFloor));
            m12.intoArray(m, second + 2 * L);
            FloatVector v12 = FloatVector.fromArray(F, v, second + 2 * L);
            v12 = v12.fma(beta2, g12.mul(rest2).fma(g12, squareFloor));
            v12.intoArray(v, second + 2 * L);
            FloatVector w12 = FloatVector.fromArray(F, w, second + 2 * L).mul(decays);
            m12.div(v12.sqrt().fma(rates, epsilon)).fma(steps, w12).intoArray(w, second + 2 * L);
            FloatVector m13 = FloatVector.fromArray(F, m, second + 3 * L).mul(beta1);
            m13 = g13.fma(rest1, m13);
            m13 = m13.blend(zero, m13.abs().compare(VectorOperators.LT, momentFloor));
            m13.intoArray(m, second + 3 * L);
            FloatVector v13 = FloatVector.fromArray(F, v, second + 3 * L);
            v13 = v13.fma(beta2, g13.mul(rest2).fma(g13, squareFloor));
            v13.intoArray(v, second + 3 * L);
            FloatVector w13 = FloatVector.fromArray(F, w, second + 3 * L).mul(decays);
            m13.div(v13.sqrt().fma(rates, epsilon)).fma(steps, w13).intoArray(w, second + 3 * L);
        }
    }
}
