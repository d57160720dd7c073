package stride.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Adam's step on a run of weights, the formula of {@link Adam}.
 *
 * <p>The root and the quotient are the processor's own: with a root by three of Newton's iterations a step took half as
 * long again. All of it stands in one loop: with methods for its parts, which take and give vectors, the compiler at
 * times left one of them a call, and then made an object of every vector: 6 GB of garbage a second.
 */
final class AdamStep {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int L = F.length();

    private AdamStep() {}

    /** Steps {@code n} values of a parameter, from {@code at} on, by the first {@code n} values of {@code gradient}. */
    static void steps(int n, float[] gradient, Parameter parameter, int at, Adam adam) {
        int whole = F.loopBound(n);
        wholeVectors(
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

    private static void wholeVectors(
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
        for (int i = 0; i < n; i += L) {
            FloatVector g = FloatVector.fromArray(F, gradient, i);
            FloatVector mean = g.fma(rest1, FloatVector.fromArray(F, m, at + i).mul(beta1));
            mean = mean.blend(zero, mean.abs().compare(VectorOperators.LT, momentFloor));
            mean.intoArray(m, at + i);
            FloatVector square =
                    FloatVector.fromArray(F, v, at + i).fma(beta2, g.mul(rest2).fma(g, squareFloor));
            square.intoArray(v, at + i);
            FloatVector old = FloatVector.fromArray(F, w, at + i).mul(decays);
            // The quotient first: the step size times a small moment could be subnormal.
            mean.div(square.sqrt().fma(rates, epsilon)).fma(steps, old).intoArray(w, at + i);
        }
    }
}
