package stride.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost product: a tile of 10 rows by 2 vectors, held in registers over the whole depth.
 *
 * <p>For machines with 32 vector registers. The compiler loads all 10 values of A and 2 of B before the first product, so 20
 * sums are what fits beside them: 8 x 3 spills two of its sums and runs at 130 GFLOP/s where this runs at 172.
 */
final class Tile10x2 {
    static final int ROWS = 10;
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int L = F.length();
    static final int COLUMNS = 2 * L;

    private Tile10x2() {}

    /**
     * Sets {@code tile = A B}.
     *
     * @param a a panel (depth, ROWS) from {@code aAt} on
     * @param bStep the distance from one row of B to the next: COLUMNS where B is a panel too
     * @param tile (ROWS, COLUMNS); an array of its own, as alpha and beta for each row here would make the method too long
     *     for the compiler to inline all of it, and then every vector is an object
     */
    static void multiply(int depth, float[] a, int aAt, float[] b, int bAt, int bStep, float[] tile) {
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
        FloatVector c50 = FloatVector.zero(F);
        FloatVector c51 = FloatVector.zero(F);
        FloatVector c60 = FloatVector.zero(F);
        FloatVector c61 = FloatVector.zero(F);
        FloatVector c70 = FloatVector.zero(F);
        FloatVector c71 = FloatVector.zero(F);
        FloatVector c80 = FloatVector.zero(F);
        FloatVector c81 = FloatVector.zero(F);
        FloatVector c90 = FloatVector.zero(F);
        FloatVector c91 = FloatVector.zero(F);
        for (int p = 0; p < depth; p++) {
            int i = aAt + p * ROWS;
            int j = bAt + p * bStep;
            FloatVector b0 = FloatVector.fromArray(F, b, j);
            FloatVector b1 = FloatVector.fromArray(F, b, j + L);
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
            FloatVector a5 = FloatVector.broadcast(F, a[i + 5]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            FloatVector a6 = FloatVector.broadcast(F, a[i + 6]);
            c60 = a6.fma(b0, c60);
            c61 = a6.fma(b1, c61);
            FloatVector a7 = FloatVector.broadcast(F, a[i + 7]);
            c70 = a7.fma(b0, c70);
            c71 = a7.fma(b1, c71);
            FloatVector a8 = FloatVector.broadcast(F, a[i + 8]);
            c80 = a8.fma(b0, c80);
            c81 = a8.fma(b1, c81);
            FloatVector a9 = FloatVector.broadcast(F, a[i + 9]);
            c90 = a9.fma(b0, c90);
            c91 = a9.fma(b1, c91);
        }
        c00.intoArray(tile, 0);
        c01.intoArray(tile, L);
        c10.intoArray(tile, 2 * L);
        c11.intoArray(tile, 3 * L);
        c20.intoArray(tile, 4 * L);
        c21.intoArray(tile, 5 * L);
        c30.intoArray(tile, 6 * L);
        c31.intoArray(tile, 7 * L);
        c40.intoArray(tile, 8 * L);
        c41.intoArray(tile, 9 * L);
        c50.intoArray(tile, 10 * L);
        c51.intoArray(tile, 11 * L);
        c60.intoArray(tile, 12 * L);
        c61.intoArray(tile, 13 * L);
        c70.intoArray(tile, 14 * L);
        c71.intoArray(tile, 15 * L);
        c80.intoArray(tile, 16 * L);
        c81.intoArray(tile, 17 * L);
        c90.intoArray(tile, 18 * L);
        c91.intoArray(tile, 19 * L);
    }
}
