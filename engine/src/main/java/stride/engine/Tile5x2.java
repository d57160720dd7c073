package stride.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Half of a {@link Tile10x2}, for machines with 16 vector registers: 10 sums, beside 2 values of B and 3 of A.
 */
final class Tile5x2 {
    static final int ROWS = 5;
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int L = F.length();
    static final int COLUMNS = 2 * L;

    private Tile5x2() {}

    /**
     * Sets {@code C = A B}, or {@code C += A B}.
     *
     * @param add   whether what is in C is added to
     * @param a     five of the rows of a panel (depth, Tile10x2.ROWS), from {@code aAt} on
     * @param bStep the distance from one row of B to the next: COLUMNS where B is a panel too
     * @param c     (ROWS, COLUMNS), its rows {@code ldc} apart
     */
    static void multiply(
            boolean add, int depth, float[] a, int aAt, float[] b, int bAt, int bStep, float[] c, int cAt, int ldc) {
        FloatVector c00 = FloatVector.zero(F);
        FloatVector c01 = FloatVector.zero(F);
        FloatVector c10 = FloatVector.zero(F);
        FloatVector c11 = FloatVector.zero(F);
        FloatVector c20 = FloatVector.zero(F);
        FloatVector c21 = FloatVector.zero(F);
        FloatVector c30 = FloatVector.zero(F);
        FloatVector c31 = FloatVector.zero(F);
        FloatVector c40 = FloatVector.zero(F);
        FloatVector c41 = FloatVector.zero(F);
        int j = bAt;
        int end = aAt + depth * Tile10x2.ROWS;
        for (int i = aAt; i < end; i += Tile10x2.ROWS) {
            FloatVector b0 = FloatVector.fromArray(F, b, j);
            FloatVector b1 = FloatVector.fromArray(F, b, j + L);
            j += bStep;
            FloatVector a0 = FloatVector.broadcast(F, a[i]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(F, a[i + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(F, a[i + 2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(F, a[i + 3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(F, a[i + 4]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
        }
        if (add) {
            c00 = c00.add(FloatVector.fromArray(F, c, cAt));
            c01 = c01.add(FloatVector.fromArray(F, c, cAt + L));
            c10 = c10.add(FloatVector.fromArray(F, c, cAt + ldc));
            c11 = c11.add(FloatVector.fromArray(F, c, cAt + ldc + L));
            c20 = c20.add(FloatVector.fromArray(F, c, cAt + 2 * ldc));
            c21 = c21.add(FloatVector.fromArray(F, c, cAt + 2 * ldc + L));
            c30 = c30.add(FloatVector.fromArray(F, c, cAt + 3 * ldc));
            c31 = c31.add(FloatVector.fromArray(F, c, cAt + 3 * ldc + L));
            c40 = c40.add(FloatVector.fromArray(F, c, cAt + 4 * ldc));
            c41 = c41.add(FloatVector.fromArray(F, c, cAt + 4 * ldc + L));
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + L);
        c10.intoArray(c, cAt + ldc);
        c11.intoArray(c, cAt + ldc + L);
        c20.intoArray(c, cAt + 2 * ldc);
        c21.intoArray(c, cAt + 2 * ldc + L);
        c30.intoArray(c, cAt + 3 * ldc);
        c31.intoArray(c, cAt + 3 * ldc + L);
        c40.intoArray(c, cAt + 4 * ldc);
        c41.intoArray(c, cAt + 4 * ldc + L);
    }
}
