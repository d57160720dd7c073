package stride.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost product: a tile of C of 8 rows by 3 vectors, held in registers over the whole depth.
 *
 * <p>For machines with 32 vector registers: 24 sums, 3 values of B and a broadcast value of A.
 */
final class Tile8x3 {
    static final int ROWS = 8;
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int L = F.length();
    static final int COLUMNS = 3 * L;

    private Tile8x3() {}

    /**
     * Sets {@code C = alpha A B + beta C} on one whole tile; with beta 0, C is not read.
     *
     * @param a a panel (depth, ROWS) from {@code aAt} on
     * @param b a panel (depth, COLUMNS) from {@code bAt} on
     */
    static void multiply(
            int depth, float alpha, float[] a, int aAt, float[] b, int bAt, float beta, float[] c, int cAt, int ldc) {
        FloatVector c00 = FloatVector.zero(F);
        FloatVector c01 = FloatVector.zero(F);
        FloatVector c02 = FloatVector.zero(F);
        FloatVector c10 = FloatVector.zero(F);
        FloatVector c11 = FloatVector.zero(F);
        FloatVector c12 = FloatVector.zero(F);
        FloatVector c20 = FloatVector.zero(F);
        FloatVector c21 = FloatVector.zero(F);
        FloatVector c22 = FloatVector.zero(F);
        FloatVector c30 = FloatVector.zero(F);
        FloatVector c31 = FloatVector.zero(F);
        FloatVector c32 = FloatVector.zero(F);
        FloatVector c40 = FloatVector.zero(F);
        FloatVector c41 = FloatVector.zero(F);
        FloatVector c42 = FloatVector.zero(F);
        FloatVector c50 = FloatVector.zero(F);
        FloatVector c51 = FloatVector.zero(F);
        FloatVector c52 = FloatVector.zero(F);
        FloatVector c60 = FloatVector.zero(F);
        FloatVector c61 = FloatVector.zero(F);
        FloatVector c62 = FloatVector.zero(F);
        FloatVector c70 = FloatVector.zero(F);
        FloatVector c71 = FloatVector.zero(F);
        FloatVector c72 = FloatVector.zero(F);
        for (int p = 0; p < depth; p++) {
            int i = aAt + p * ROWS;
            int j = bAt + p * COLUMNS;
            FloatVector b0 = FloatVector.fromArray(F, b, j);
            FloatVector b1 = FloatVector.fromArray(F, b, j + L);
            FloatVector b2 = FloatVector.fromArray(F, b, j + 2 * L);
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
            FloatVector a3 = FloatVector.broadcast(F, a[i + 3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            FloatVector a4 = FloatVector.broadcast(F, a[i + 4]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            c42 = a4.fma(b2, c42);
            FloatVector a5 = FloatVector.broadcast(F, a[i + 5]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            c52 = a5.fma(b2, c52);
            FloatVector a6 = FloatVector.broadcast(F, a[i + 6]);
            c60 = a6.fma(b0, c60);
            c61 = a6.fma(b1, c61);
            c62 = a6.fma(b2, c62);
            FloatVector a7 = FloatVector.broadcast(F, a[i + 7]);
            c70 = a7.fma(b0, c70);
            c71 = a7.fma(b1, c71);
            c72 = a7.fma(b2, c72);
        }
        int at = cAt;
        store(alpha, c00, c01, c02, beta, c, at);
        at += ldc;
        store(alpha, c10, c11, c12, beta, c, at);
        at += ldc;
        store(alpha, c20, c21, c22, beta, c, at);
        at += ldc;
        store(alpha, c30, c31, c32, beta, c, at);
        at += ldc;
        store(alpha, c40, c41, c42, beta, c, at);
        at += ldc;
        store(alpha, c50, c51, c52, beta, c, at);
        at += ldc;
        store(alpha, c60, c61, c62, beta, c, at);
        at += ldc;
        store(alpha, c70, c71, c72, beta, c, at);
    }

    private static void store(
            float alpha, FloatVector s0, FloatVector s1, FloatVector s2, float beta, float[] c, int at) {
        if (beta == 0) {
            s0.mul(alpha).intoArray(c, at);
            s1.mul(alpha).intoArray(c, at + L);
            s2.mul(alpha).intoArray(c, at + 2 * L);
        } else {
            FloatVector scale = FloatVector.broadcast(F, alpha);
            FloatVector old0 = FloatVector.fromArray(F, c, at).mul(beta);
            s0.fma(scale, old0).intoArray(c, at);
            FloatVector old1 = FloatVector.fromArray(F, c, at + L).mul(beta);
            s1.fma(scale, old1).intoArray(c, at + L);
            FloatVector old2 = FloatVector.fromArray(F, c, at + 2 * L).mul(beta);
            s2.fma(scale, old2).intoArray(c, at + 2 * L);
        }
    }
}
