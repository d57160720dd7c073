package stride.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The exponential function, lane by lane. */
final class Exponential {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final float LOG2_E = 1.442695f;
    /** ln 2 in two parts: the first has few digits, so that its multiples by up to 2^8 are exact. */
    private static final float LN2_HIGH = 0x1.63p-1f;

    private static final float LN2_LOW = -2.1219444e-4f;
    /** 1.5 * 2^23: added, it rounds to a whole number, which then stands in the lowest bits. */
    private static final float ROUND = 0x1.8p23f;

    private Exponential() {}

    /**
     * exp(x) within 2 ulp, gradual underflow and overflow to infinity included.
     *
     * <p>x = n ln 2 + r with |r| at most ln 2 / 2; exp(r) is a polynomial, with the coefficients of Cephes' expf; 2^n is
     * multiplied in two halves, as n reaches from -150 to 129.
     */
    static FloatVector exp(FloatVector x) {
        FloatVector inside = x.max(-104).min(89);
        FloatVector shifted = inside.fma(FloatVector.broadcast(F, LOG2_E), FloatVector.broadcast(F, ROUND));
        FloatVector n = shifted.sub(ROUND);
        FloatVector r = n.fma(FloatVector.broadcast(F, -LN2_HIGH), inside);
        r = n.fma(FloatVector.broadcast(F, -LN2_LOW), r);
        FloatVector polynomial = r.fma(FloatVector.broadcast(F, 1.9875691e-4f), FloatVector.broadcast(F, 1.3981999e-3f))
                .fma(r, FloatVector.broadcast(F, 8.333452e-3f))
                .fma(r, FloatVector.broadcast(F, 4.1665796e-2f))
                .fma(r, FloatVector.broadcast(F, 1.6666666e-1f))
                .fma(r, FloatVector.broadcast(F, 0.5f))
                .fma(r.mul(r), r)
                .add(1);
        IntVector whole = shifted.reinterpretAsInts().sub(Float.floatToRawIntBits(ROUND));
        IntVector half = whole.lanewise(VectorOperators.ASHR, 1);
        return polynomial.mul(powerOfTwo(half)).mul(powerOfTwo(whole.sub(half)));
    }

    private static FloatVector powerOfTwo(IntVector n) {
        return n.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
    }
}
