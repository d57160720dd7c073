package stride.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost part of a layer's forward pass: the inner products of 4 rows of x with 3 rows of w.
 *
 * <p>For machines with 16 vector registers: 12 sums, 3 values of w and one of x.
 */
final class Dots4x3 {
    static final int SAMPLES = 4;
    static final int UNITS = 3;
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int L = F.length();

    private Dots4x3() {}

    /**
     * Multiplies whole vectors only: the lanes of {@code sums} are still to be added up, and what is left of each row.
     *
     * @param samples how many of the rows of x there are; the last one is taken again for those that are missing
     * @param units likewise for w
     * @param sums (SAMPLES, UNITS, lanes)
     */
    static void multiply(int in, int samples, int units, float[] x, int xAt, float[] w, int wAt, float[] sums) {
        int x1 = xAt + Math.min(1, samples - 1) * in;
        int x2 = xAt + Math.min(2, samples - 1) * in;
        int x3 = xAt + Math.min(3, samples - 1) * in;
        int w1 = wAt + Math.min(1, units - 1) * in;
        int w2 = wAt + Math.min(2, units - 1) * in;
        FloatVector s00 = FloatVector.zero(F);
        FloatVector s01 = FloatVector.zero(F);
        FloatVector s02 = FloatVector.zero(F);
        FloatVector s10 = FloatVector.zero(F);
        FloatVector s11 = FloatVector.zero(F);
        FloatVector s12 = FloatVector.zero(F);
        FloatVector s20 = FloatVector.zero(F);
        FloatVector s21 = FloatVector.zero(F);
        FloatVector s22 = FloatVector.zero(F);
        FloatVector s30 = FloatVector.zero(F);
        FloatVector s31 = FloatVector.zero(F);
        FloatVector s32 = FloatVector.zero(F);
        for (int i = 0; i < F.loopBound(in); i += L) {
            FloatVector v0 = FloatVector.fromArray(F, w, wAt + i);
            FloatVector v1 = FloatVector.fromArray(F, w, w1 + i);
            FloatVector v2 = FloatVector.fromArray(F, w, w2 + i);
            FloatVector u0 = FloatVector.fromArray(F, x, xAt + i);
            s00 = u0.fma(v0, s00);
            s01 = u0.fma(v1, s01);
            s02 = u0.fma(v2, s02);
            FloatVector u1 = FloatVector.fromArray(F, x, x1 + i);
            s10 = u1.fma(v0, s10);
            s11 = u1.fma(v1, s11);
            s12 = u1.fma(v2, s12);
            FloatVector u2 = FloatVector.fromArray(F, x, x2 + i);
            s20 = u2.fma(v0, s20);
            s21 = u2.fma(v1, s21);
            s22 = u2.fma(v2, s22);
            FloatVector u3 = FloatVector.fromArray(F, x, x3 + i);
            s30 = u3.fma(v0, s30);
            s31 = u3.fma(v1, s31);
            s32 = u3.fma(v2, s32);
        }
        s00.intoArray(sums, 0);
        s01.intoArray(sums, L);
        s02.intoArray(sums, 2 * L);
        s10.intoArray(sums, 3 * L);
        s11.intoArray(sums, 4 * L);
        s12.intoArray(sums, 5 * L);
        s20.intoArray(sums, 6 * L);
        s21.intoArray(sums, 7 * L);
        s22.intoArray(sums, 8 * L);
        s30.intoArray(sums, 9 * L);
        s31.intoArray(sums, 10 * L);
        s32.intoArray(sums, 11 * L);
    }
}
