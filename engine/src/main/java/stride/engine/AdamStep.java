package stride.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Adam's step on a run of weights, the formula of {@link Adam}.
 *
 * <p>Root and quotient keep the processor's divider busy for 12 and 10 cycles a vector, longer than everything else takes.
 * Two vectors therefore share one quotient, {@code 1 / (d0 d1)}, from which {@code m0 d1} and {@code m1 d0} make their own:
 * 73 us instead of 85 for 200,000 weights. The product of two denominators stays in range while gradients are below
 * 1e19; where one of a pair is NaN or infinite, so may the other become. The root stays the processor's own, as one by
 * Newton's iterations takes longer. All of it stands in one loop: with methods for its parts, which take and give vectors, the compiler at
 * times left one of them a call, and then made an object of every vector: 6 GB of garbage a second.
 */
final class AdamStep {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int L = F.length();

    private AdamStep() {}

    /** Steps {@code n} values of a parameter, from {@code at} on, by the first {@code n} values of {@code gradient}. */
    static void steps(int n, float[] gradient, Parameter parameter, int at, Adam adam) {
        int whole = n - n % (2 * L);
        pairs(
                whole,
                gradient,
                parameter.values(),
                parameter.m(),
                parameter.v(),
                at,
                -adam.stepSize(),
                1 / adam.rootCorrection(),
                adam.decayFactor());
        for (int i = whole; i < n; i++) {
            ScalarKernels.step(parameter, at + i, gradient[i], adam);
        }
    }

    /** The same on {@code n} values, two vectors at a time. */
    private static void pairs(
            int n, float[] gradient, float[] w, float[] m, float[] v, int at, float stepSize, float rate, float decay) {
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
        for (int i = 0; i < n; i += 2 * L) {
            int j = at + i;
            FloatVector g0 = FloatVector.fromArray(F, gradient, i);
            FloatVector g1 = FloatVector.fromArray(F, gradient, i + L);
            FloatVector m0 = g0.fma(rest1, FloatVector.fromArray(F, m, j).mul(beta1));
            FloatVector m1 = g1.fma(rest1, FloatVector.fromArray(F, m, j + L).mul(beta1));
            m0 = m0.blend(zero, m0.abs().compare(VectorOperators.LT, momentFloor));
            m1 = m1.blend(zero, m1.abs().compare(VectorOperators.LT, momentFloor));
            m0.intoArray(m, j);
            m1.intoArray(m, j + L);
            FloatVector v0 =
                    FloatVector.fromArray(F, v, j).fma(beta2, g0.mul(rest2).fma(g0, squareFloor));
            FloatVector v1 =
                    FloatVector.fromArray(F, v, j + L).fma(beta2, g1.mul(rest2).fma(g1, squareFloor));
            v0.intoArray(v, j);
            v1.intoArray(v, j + L);
            FloatVector d0 = v0.sqrt().fma(rates, epsilon);
            FloatVector d1 = v1.sqrt().fma(rates, epsilon);
            FloatVector quotient = steps.div(d0.mul(d1));
            FloatVector w0 = FloatVector.fromArray(F, w, j).mul(decays);
            FloatVector w1 = FloatVector.fromArray(F, w, j + L).mul(decays);
            m0.mul(d1).fma(quotient, w0).intoArray(w, j);
            m1.mul(d0).fma(quotient, w1).intoArray(w, j + L);
        }
    }
}
