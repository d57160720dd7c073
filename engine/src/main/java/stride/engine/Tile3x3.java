package stride.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost product: a tile of 3 rows by 3 vectors, held in registers over the whole depth.
 *
 * <p>For machines with 16 vector registers: 9 sums, beside 3 values of B and 3 of A. 4 x 3 and 6 x 2 spill: they run at 65
 * GFLOP/s where this runs at 99.
 */
final class Tile3x3 {
    static final int ROWS = 3;
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int L = F.length();
    static final int COLUMNS = 3 * L;

    private Tile3x3() {}

    /**
     * Sets {@code C = A B}, or {@code C += A B}.
     *
     * @param add   whether what is in C is added to
     * @param a     a panel (depth, ROWS) from {@code aAt} on
     * @param bStep the distance from one row of B to the next: COLUMNS where B is a panel too
     * @param c     (ROWS, COLUMNS), its rows {@code ldc} apart
     */
    static void multiply(
            boolean add, int depth, float[] a, int aAt, float[] b, int bAt, int bStep, float[] c, int cAt, int ldc) {
        FloatVector c00 = FloatVector.zero(F);
        FloatVector c01 = FloatVector.zero(F);
        FloatVector c02 = FloatVector.zero(F);
        FloatVector c10 = FloatVector.zero(F);
        FloatVector c11 = FloatVector.zero(F);
        FloatVector c12 = FloatVector.zero(F);
        FloatVector c20 = FloatVector.zero(F);
        FloatVector c21 = FloatVector.zero(F);
        FloatVector c22 = FloatVector.zero(F);
        int j = bAt;
        int end = aAt + depth * ROWS;
        for (int i = aAt; i < end; i += ROWS) {
            FloatVector b0 = FloatVector.fromArray(F, b, j);
            FloatVector b1 = FloatVector.fromArray(F, b, j + L);
            FloatVector b2 = FloatVector.fromArray(F, b, j + 2 * L);
            j += bStep;
            FloatVector a0 = FloatVector.broadcast(F, a[i]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            FloatVector a1 = FloatVector.broadcast(F, a[i + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            FloatVector a2 = FloatVector.broadcast(F, a[i + 2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
        }
        if (add) {
            c00 = c00.add(FloatVector.fromArray(F, c, cAt));
            c01 = c01.add(FloatVector.fromArray(F, c, cAt + L));
            c02 = c02.add(FloatVector.fromArray(F, c, cAt + 2 * L));
            c10 = c10.add(FloatVector.fromArray(F, c, cAt + ldc));
            c11 = c11.add(FloatVector.fromArray(F, c, cAt + ldc + L));
            c12 = c12.add(FloatVector.fromArray(F, c, cAt + ldc + 2 * L));
            c20 = c20.add(FloatVector.fromArray(F, c, cAt + 2 * ldc));
            c21 = c21.add(FloatVector.fromArray(F, c, cAt + 2 * ldc + L));
            c22 = c22.add(FloatVector.fromArray(F, c, cAt + 2 * ldc + 2 * L));
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + L);
        c02.intoArray(c, cAt + 2 * L);
        c10.intoArray(c, cAt + ldc);
        c11.intoArray(c, cAt + ldc + L);
        c12.intoArray(c, cAt + ldc + 2 * L);
        c20.intoArray(c, cAt + 2 * ldc);
        c21.intoArray(c, cAt + 2 * ldc + L);
        c22.intoArray(c, cAt + 2 * ldc + 2 * L);
    }
}
