package stride.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost product: a tile of 12 rows by 2 vectors, held in registers over the whole depth.
 *
 * <p>For machines with 32 vector registers: 24 sums, 2 vectors of B, and what is left for A, whose values the compiler then
 * loads one by one. It runs at 183 GFLOP/s where 10 x 2 runs at 176, 14 x 2 at 170, 9 x 3 at 157 and 8 x 3 at 135; the
 * loop over A's index, with B's beside it, is 3 in 100 faster than one over the depth.
 */
final class Tile12x2 {
    static final int ROWS = 12;
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int L = F.length();
    static final int COLUMNS = 2 * L;

    private Tile12x2() {}

    /**
     * Sets {@code C = A B}, or {@code C += A B}.
     *
     * @param add   whether what is in C is added to
     * @param a     a panel (depth, ROWS) from {@code aAt} on
     * @param b     a panel (depth, COLUMNS) from {@code bAt} on; with another distance between its rows, known at run time
     *     only, each load would be checked against the array's end
     * @param c     (ROWS, COLUMNS), its rows {@code ldc} apart
     */
    static void multiply(boolean add, int depth, float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int ldc) {
        FloatVector c0x0 = FloatVector.zero(F);
        FloatVector c0x1 = FloatVector.zero(F);
        FloatVector c1x0 = FloatVector.zero(F);
        FloatVector c1x1 = FloatVector.zero(F);
        FloatVector c2x0 = FloatVector.zero(F);
        FloatVector c2x1 = FloatVector.zero(F);
        FloatVector c3x0 = FloatVector.zero(F);
        FloatVector c3x1 = FloatVector.zero(F);
        FloatVector c4x0 = FloatVector.zero(F);
        FloatVector c4x1 = FloatVector.zero(F);
        FloatVector c5x0 = FloatVector.zero(F);
        FloatVector c5x1 = FloatVector.zero(F);
        FloatVector c6x0 = FloatVector.zero(F);
        FloatVector c6x1 = FloatVector.zero(F);
        FloatVector c7x0 = FloatVector.zero(F);
        FloatVector c7x1 = FloatVector.zero(F);
        FloatVector c8x0 = FloatVector.zero(F);
        FloatVector c8x1 = FloatVector.zero(F);
        FloatVector c9x0 = FloatVector.zero(F);
        FloatVector c9x1 = FloatVector.zero(F);
        FloatVector c10x0 = FloatVector.zero(F);
        FloatVector c10x1 = FloatVector.zero(F);
        FloatVector c11x0 = FloatVector.zero(F);
        FloatVector c11x1 = FloatVector.zero(F);
        int j = bAt;
        int end = aAt + depth * ROWS;
        for (int i = aAt; i < end; i += ROWS) {
            FloatVector b0 = FloatVector.fromArray(F, b, j);
            FloatVector b1 = FloatVector.fromArray(F, b, j + L);
            j += COLUMNS;
            FloatVector a0 = FloatVector.broadcast(F, a[i]);
            c0x0 = a0.fma(b0, c0x0);
            c0x1 = a0.fma(b1, c0x1);
            FloatVector a1 = FloatVector.broadcast(F, a[i + 1]);
            c1x0 = a1.fma(b0, c1x0);
            c1x1 = a1.fma(b1, c1x1);
            FloatVector a2 = FloatVector.broadcast(F, a[i + 2]);
            c2x0 = a2.fma(b0, c2x0);
            c2x1 = a2.fma(b1, c2x1);
            FloatVector a3 = FloatVector.broadcast(F, a[i + 3]);
            c3x0 = a3.fma(b0, c3x0);
            c3x1 = a3.fma(b1, c3x1);
            FloatVector a4 = FloatVector.broadcast(F, a[i + 4]);
            c4x0 = a4.fma(b0, c4x0);
            c4x1 = a4.fma(b1, c4x1);
            FloatVector a5 = FloatVector.broadcast(F, a[i + 5]);
            c5x0 = a5.fma(b0, c5x0);
            c5x1 = a5.fma(b1, c5x1);
            FloatVector a6 = FloatVector.broadcast(F, a[i + 6]);
            c6x0 = a6.fma(b0, c6x0);
            c6x1 = a6.fma(b1, c6x1);
            FloatVector a7 = FloatVector.broadcast(F, a[i + 7]);
            c7x0 = a7.fma(b0, c7x0);
            c7x1 = a7.fma(b1, c7x1);
            FloatVector a8 = FloatVector.broadcast(F, a[i + 8]);
            c8x0 = a8.fma(b0, c8x0);
            c8x1 = a8.fma(b1, c8x1);
            FloatVector a9 = FloatVector.broadcast(F, a[i + 9]);
            c9x0 = a9.fma(b0, c9x0);
            c9x1 = a9.fma(b1, c9x1);
            FloatVector a10 = FloatVector.broadcast(F, a[i + 10]);
            c10x0 = a10.fma(b0, c10x0);
            c10x1 = a10.fma(b1, c10x1);
            FloatVector a11 = FloatVector.broadcast(F, a[i + 11]);
            c11x0 = a11.fma(b0, c11x0);
            c11x1 = a11.fma(b1, c11x1);
        }
        if (add) {
            c0x0 = c0x0.add(FloatVector.fromArray(F, c, cAt));
            c0x1 = c0x1.add(FloatVector.fromArray(F, c, cAt + L));
            c1x0 = c1x0.add(FloatVector.fromArray(F, c, cAt + ldc));
            c1x1 = c1x1.add(FloatVector.fromArray(F, c, cAt + ldc + L));
            c2x0 = c2x0.add(FloatVector.fromArray(F, c, cAt + 2 * ldc));
            c2x1 = c2x1.add(FloatVector.fromArray(F, c, cAt + 2 * ldc + L));
            c3x0 = c3x0.add(FloatVector.fromArray(F, c, cAt + 3 * ldc));
            c3x1 = c3x1.add(FloatVector.fromArray(F, c, cAt + 3 * ldc + L));
            c4x0 = c4x0.add(FloatVector.fromArray(F, c, cAt + 4 * ldc));
            c4x1 = c4x1.add(FloatVector.fromArray(F, c, cAt + 4 * ldc + L));
            c5x0 = c5x0.add(FloatVector.fromArray(F, c, cAt + 5 * ldc));
            c5x1 = c5x1.add(FloatVector.fromArray(F, c, cAt + 5 * ldc + L));
            c6x0 = c6x0.add(FloatVector.fromArray(F, c, cAt + 6 * ldc));
            c6x1 = c6x1.add(FloatVector.fromArray(F, c, cAt + 6 * ldc + L));
            c7x0 = c7x0.add(FloatVector.fromArray(F, c, cAt + 7 * ldc));
            c7x1 = c7x1.add(FloatVector.fromArray(F, c, cAt + 7 * ldc + L));
            c8x0 = c8x0.add(FloatVector.fromArray(F, c, cAt + 8 * ldc));
            c8x1 = c8x1.add(FloatVector.fromArray(F, c, cAt + 8 * ldc + L));
            c9x0 = c9x0.add(FloatVector.fromArray(F, c, cAt + 9 * ldc));
            c9x1 = c9x1.add(FloatVector.fromArray(F, c, cAt + 9 * ldc + L));
            c10x0 = c10x0.add(FloatVector.fromArray(F, c, cAt + 10 * ldc));
            c10x1 = c10x1.add(FloatVector.fromArray(F, c, cAt + 10 * ldc + L));
            c11x0 = c11x0.add(FloatVector.fromArray(F, c, cAt + 11 * ldc));
            c11x1 = c11x1.add(FloatVector.fromArray(F, c, cAt + 11 * ldc + L));
        }
        c0x0.intoArray(c, cAt);
        c0x1.intoArray(c, cAt + L);
        c1x0.intoArray(c, cAt + ldc);
        c1x1.intoArray(c, cAt + ldc + L);
        c2x0.intoArray(c, cAt + 2 * ldc);
        c2x1.intoArray(c, cAt + 2 * ldc + L);
        c3x0.intoArray(c, cAt + 3 * ldc);
        c3x1.intoArray(c, cAt + 3 * ldc + L);
        c4x0.intoArray(c, cAt + 4 * ldc);
        c4x1.intoArray(c, cAt + 4 * ldc + L);
        c5x0.intoArray(c, cAt + 5 * ldc);
        c5x1.intoArray(c, cAt + 5 * ldc + L);
        c6x0.intoArray(c, cAt + 6 * ldc);
        c6x1.intoArray(c, cAt + 6 * ldc + L);
        c7x0.intoArray(c, cAt + 7 * ldc);
        c7x1.intoArray(c, cAt + 7 * ldc + L);
        c8x0.intoArray(c, cAt + 8 * ldc);
        c8x1.intoArray(c, cAt + 8 * ldc + L);
        c9x0.intoArray(c, cAt + 9 * ldc);
        c9x1.intoArray(c, cAt + 9 * ldc + L);
        c10x0.intoArray(c, cAt + 10 * ldc);
        c10x1.intoArray(c, cAt + 10 * ldc + L);
        c11x0.intoArray(c, cAt + 11 * ldc);
        c11x1.intoArray(c, cAt + 11 * ldc + L);
    }
}
