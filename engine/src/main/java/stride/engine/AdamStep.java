package stride.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Adam's step on vectors of weights, the formula of {@link Adam}.
 *
 * <p>The root and the quotient are the processor's own: with a root by three of Newton's iterations a step took half as
 * long again. The methods are short and take no masks for memory, as all of a kernel must fit into what the compiler
 * inlines.
 */
final class AdamStep {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int L = F.length();

    private AdamStep() {}

    /** Steps all {@code n} values of a parameter. */
    static void steps(int n, float[] gradient, Parameter parameter, Adam adam) {
        float rate = 1 / adam.rootCorrection();
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector g = FloatVector.fromArray(F, gradient, i);
            step(g, parameter.values(), parameter.m(), parameter.v(), i, adam.stepSize(), rate, adam.decayFactor());
        }
        for (; i < n; i++) {
            ScalarKernels.step(parameter, i, gradient[i], adam);
        }
    }

    /**
     * Steps one vector.
     *
     * @param rate one over the root of the second moment's bias correction
     */
    static void step(
            FloatVector gradient, float[] w, float[] m, float[] v, int at, float stepSize, float rate, float decay) {
        FloatVector g = keep(gradient, ScalarKernels.GRADIENT_FLOOR);
        FloatVector mean = mean(FloatVector.fromArray(F, m, at), g);
        FloatVector square = square(FloatVector.fromArray(F, v, at), g);
        mean.intoArray(m, at);
        square.intoArray(v, at);
        stepped(FloatVector.fromArray(F, w, at), mean, square, stepSize, rate, decay)
                .intoArray(w, at);
    }

    /** Steps one vector, its first {@code done} lanes excepted. */
    static void stepFrom(
            int done,
            FloatVector gradient,
            float[] w,
            float[] m,
            float[] v,
            int at,
            float stepSize,
            float rate,
            float decay) {
        VectorMask<Float> old = F.indexInRange(0, done);
        FloatVector oldM = FloatVector.fromArray(F, m, at);
        FloatVector oldV = FloatVector.fromArray(F, v, at);
        FloatVector oldW = FloatVector.fromArray(F, w, at);
        FloatVector g = keep(gradient, ScalarKernels.GRADIENT_FLOOR);
        FloatVector mean = mean(oldM, g);
        FloatVector square = square(oldV, g);
        mean.blend(oldM, old).intoArray(m, at);
        square.blend(oldV, old).intoArray(v, at);
        stepped(oldW, mean, square, stepSize, rate, decay).blend(oldW, old).intoArray(w, at);
    }

    private static FloatVector mean(FloatVector m, FloatVector g) {
        return keep(m.mul((float) Adam.BETA1).add(g.mul((float) (1 - Adam.BETA1))), ScalarKernels.GRADIENT_FLOOR);
    }

    private static FloatVector square(FloatVector v, FloatVector g) {
        return keep(v.mul((float) Adam.BETA2).add(g.mul(g).mul((float) (1 - Adam.BETA2))), ScalarKernels.SQUARE_FLOOR);
    }

    private static FloatVector stepped(
            FloatVector w, FloatVector mean, FloatVector square, float stepSize, float rate, float decay) {
        FloatVector epsilon = FloatVector.broadcast(F, Adam.EPSILON);
        FloatVector denominator = square.sqrt().fma(FloatVector.broadcast(F, rate), epsilon);
        // The quotient first: the step size times a small moment could be subnormal.
        return w.mul(decay).sub(mean.div(denominator).mul(stepSize));
    }

    /** x, or 0 where it is smaller than the floor; NaN stays. */
    static FloatVector keep(FloatVector x, float floor) {
        return x.blend(0, x.abs().compare(VectorOperators.LT, floor));
    }
}
