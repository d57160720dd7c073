package stride.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost part of a layer's forward pass: the inner products of 5 rows of x with 5 rows of w.
 *
 * <p>For machines with 32 vector registers: 25 sums, 5 values of w and one of x.
 */
final class Dots5x5 {
    static final int SAMPLES = 5;
    static final int UNITS = 5;
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int L = F.length();

    private Dots5x5() {}

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
        int x4 = xAt + Math.min(4, samples - 1) * in;
        int w1 = wAt + Math.min(1, units - 1) * in;
        int w2 = wAt + Math.min(2, units - 1) * in;
        int w3 = wAt + Math.min(3, units - 1) * in;
        int w4 = wAt + Math.min(4, units - 1) * in;
        FloatVector s00 = FloatVector.zero(F);
        FloatVector s01 = FloatVector.zero(F);
        FloatVector s02 = FloatVector.zero(F);
        FloatVector s03 = FloatVector.zero(F);
        FloatVector s04 = FloatVector.zero(F);
        FloatVector s10 = FloatVector.zero(F);
        FloatVector s11 = FloatVector.zero(F);
        FloatVector s12 = FloatVector.zero(F);
        FloatVector s13 = FloatVector.zero(F);
        FloatVector s14 = FloatVector.zero(F);
        FloatVector s20 = FloatVector.zero(F);
        FloatVector s21 = FloatVector.zero(F);
        FloatVector s22 = FloatVector.zero(F);
        FloatVector s23 = FloatVector.zero(F);
        FloatVector s24 = FloatVector.zero(F);
        FloatVector s30 = FloatVector.zero(F);
        FloatVector s31 = FloatVector.zero(F);
        FloatVector s32 = FloatVector.zero(F);
        FloatVector s33 = FloatVector.zero(F);
        FloatVector s34 = FloatVector.zero(F);
        FloatVector s40 = FloatVector.zero(F);
        FloatVector s41 = FloatVector.zero(F);
        FloatVector s42 = FloatVector.zero(F);
        FloatVector s43 = FloatVector.zero(F);
        FloatVector s44 = FloatVector.zero(F);
        for (int i = 0; i < F.loopBound(in); i += L) {
            FloatVector v0 = FloatVector.fromArray(F, w, wAt + i);
            FloatVector v1 = FloatVector.fromArray(F, w, w1 + i);
            FloatVector v2 = FloatVector.fromArray(F, w, w2 + i);
            FloatVector v3 = FloatVector.fromArray(F, w, w3 + i);
            FloatVector v4 = FloatVector.fromArray(F, w, w4 + i);
            FloatVector u0 = FloatVector.fromArray(F, x, xAt + i);
            s00 = u0.fma(v0, s00);
            s01 = u0.fma(v1, s01);
            s02 = u0.fma(v2, s02);
            s03 = u0.fma(v3, s03);
            s04 = u0.fma(v4, s04);
            FloatVector u1 = FloatVector.fromArray(F, x, x1 + i);
            s10 = u1.fma(v0, s10);
            s11 = u1.fma(v1, s11);
            s12 = u1.fma(v2, s12);
            s13 = u1.fma(v3, s13);
            s14 = u1.fma(v4, s14);
            FloatVector u2 = FloatVector.fromArray(F, x, x2 + i);
            s20 = u2.fma(v0, s20);
            s21 = u2.fma(v1, s21);
            s22 = u2.fma(v2, s22);
            s23 = u2.fma(v3, s23);
            s24 = u2.fma(v4, s24);
            FloatVector u3 = FloatVector.fromArray(F, x, x3 + i);
            s30 = u3.fma(v0, s30);
            s31 = u3.fma(v1, s31);
            s32 = u3.fma(v2, s32);
            s33 = u3.fma(v3, s33);
            s34 = u3.fma(v4, s34);
            FloatVector u4 = FloatVector.fromArray(F, x, x4 + i);
            s40 = u4.fma(v0, s40);
            s41 = u4.fma(v1, s41);
            s42 = u4.fma(v2, s42);
            s43 = u4.fma(v3, s43);
            s44 = u4.fma(v4, s44);
        }
        s00.intoArray(sums, 0);
        s01.intoArray(sums, L);
        s02.intoArray(sums, 2 * L);
        s03.intoArray(sums, 3 * L);
        s04.intoArray(sums, 4 * L);
        s10.intoArray(sums, 5 * L);
        s11.intoArray(sums, 6 * L);
        s12.intoArray(sums, 7 * L);
        s13.intoArray(sums, 8 * L);
        s14.intoArray(sums, 9 * L);
        s20.intoArray(sums, 10 * L);
        s21.intoArray(sums, 11 * L);
        s22.intoArray(sums, 12 * L);
        s23.intoArray(sums, 13 * L);
        s24.intoArray(sums, 14 * L);
        s30.intoArray(sums, 15 * L);
        s31.intoArray(sums, 16 * L);
        s32.intoArray(sums, 17 * L);
        s33.intoArray(sums, 18 * L);
        s34.intoArray(sums, 19 * L);
        s40.intoArray(sums, 20 * L);
        s41.intoArray(sums, 21 * L);
        s42.intoArray(sums, 22 * L);
        s43.intoArray(sums, 23 * L);
        s44.intoArray(sums, 24 * L);
    }
}
