package stride.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Adam's step on weights whose gradient lies in memory, the formula of {@link Adam}.
 *
 * <p>Root and quotient keep the processor's divider busy for 10 to 12 and 6 to 10 cycles a vector, longer than everything
 * else takes. Two vectors therefore share one quotient, {@code 1 / (d0 d1)}, from which {@code m0 d1} and {@code m1 d0} make
 * their own: 14 % less for 200,000 weights on an Intel machine. Where one of a pair is NaN or infinite, so may the other become;
 * second moments overflow where gradients stay above 5e17. The root stays the processor's own, as one by Newton's iterations
 * takes longer. All of it stands in one loop: with methods for its parts, which take and give vectors, the compiler at times
 * left one of them a call, and then made an object of every vector: 6 GB of garbage a second.
 */
final class AdamStep {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int L = F.length();

    private AdamStep() {}

    /** Steps {@code n} values of a parameter, from {@code at} on, by the first {@code n} values of {@code gradient}. */
    static void steps(int n, float[] gradient, Parameter parameter, int at, Adam adam) {
        int pairs = n / (2 * L);
        pairs(pairs, gradient, 0, 2 * L, parameter, at, adam);
        for (int i = pairs * 2 * L; i < n; i++) {
            ScalarKernels.step(parameter, at + i, gradient[i], adam);
        }
    }

    /** Steps pairs of vectors that lie side by side, by pairs of the gradient that are {@code gradientStep} apart. */
    static void pairs(
            int count, float[] gradient, int gradientAt, int gradientStep, Parameter parameter, int at, Adam adam) {
        decay(count * 2 * L, parameter.values(), at, adam.decayFactor());
        pairs(
                count,
                gradient,
                gradientAt,
                gradientStep,
                parameter.values(),
                parameter.m(),
                parameter.v(),
                at,
                -adam.stepSize(),
                adam.epsilon());
    }

    /** Weight decay, in a pass of its own: the published networks have none, and take no operation for it. */
    static void decay(int n, float[] w, int at, float factor) {
        if (factor != 1) {
            for (int i = at; i < at + n; i++) {
                w[i] *= factor;
            }
        }
    }

    private static void pairs(
            int count,
            float[] gradient,
            int gradientAt,
            int gradientStep,
            float[] w,
            float[] m,
            float[] v,
            int at,
            float stepSize,
            float epsilon) {
        FloatVector gradientFloor = FloatVector.broadcast(F, ScalarKernels.GRADIENT_FLOOR);
        FloatVector squareFloor = FloatVector.broadcast(F, ScalarKernels.SQUARE_FLOOR);
        FloatVector beta1 = FloatVector.broadcast(F, (float) Adam.BETA1);
        FloatVector beta2 = FloatVector.broadcast(F, (float) Adam.BETA2);
        FloatVector epsilons = FloatVector.broadcast(F, epsilon);
        FloatVector steps = FloatVector.broadcast(F, stepSize);
        for (int i = 0; i < count; i++) {
            int g = gradientAt + i * gradientStep;
            int j = at + i * 2 * L;
            FloatVector g0 = FloatVector.fromArray(F, gradient, g).add(gradientFloor);
            FloatVector g1 = FloatVector.fromArray(F, gradient, g + L).add(gradientFloor);
            FloatVector m0 = FloatVector.fromArray(F, m, j).fma(beta1, g0);
            FloatVector m1 = FloatVector.fromArray(F, m, j + L).fma(beta1, g1);
            m0.intoArray(m, j);
            m1.intoArray(m, j + L);
            FloatVector v0 = FloatVector.fromArray(F, v, j).fma(beta2, g0.fma(g0, squareFloor));
            FloatVector v1 = FloatVector.fromArray(F, v, j + L).fma(beta2, g1.fma(g1, squareFloor));
            v0.intoArray(v, j);
            v1.intoArray(v, j + L);
            FloatVector d0 = v0.sqrt().add(epsilons);
            FloatVector d1 = v1.sqrt().add(epsilons);
            FloatVector quotient = steps.div(d0.mul(d1));
            m0.mul(d1).fma(quotient, FloatVector.fromArray(F, w, j)).intoArray(w, j);
            m1.mul(d0).fma(quotient, FloatVector.fromArray(F, w, j + L)).intoArray(w, j + L);
        }
    }
}
