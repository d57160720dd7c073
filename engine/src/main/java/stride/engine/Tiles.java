package stride.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The tiles that C is computed in: which size, and how a tile's sums get into C. */
final class Tiles {
    /** AVX-512 and AArch64 have 32 vector registers, AVX2 and SSE have 16. */
    static final boolean MANY_REGISTERS =
            FloatVector.SPECIES_PREFERRED.vectorBitSize() >= 512 || "aarch64".equals(System.getProperty("os.arch"));

    static final int ROWS = MANY_REGISTERS ? Tile10x2.ROWS : Tile3x3.ROWS;
    static final int COLUMNS = MANY_REGISTERS ? Tile10x2.COLUMNS : Tile3x3.COLUMNS;

    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int L = F.length();
    private static final ThreadBuffer SUMS = new ThreadBuffer();

    private Tiles() {}

    /**
     * Sets {@code C = alpha A B + beta C} on the {@code rows} by {@code columns} values of C that lie in one tile.
     *
     * @param first which column of the tile is the first one of C; those before it belong to others
     * @param a a panel (depth, ROWS)
     * @param b (depth, COLUMNS), its rows {@code bStep} apart
     */
    static void multiply(
            int rows,
            int first,
            int columns,
            int depth,
            float alpha,
            float[] a,
            int aAt,
            float[] b,
            int bAt,
            int bStep,
            float beta,
            float[] c,
            int cAt,
            int ldc) {
        float[] sums = SUMS.atLeast(ROWS * COLUMNS);
        if (MANY_REGISTERS) {
            Tile10x2.multiply(depth, a, aAt, b, bAt, bStep, sums);
        } else {
            Tile3x3.multiply(depth, a, aAt, b, bAt, bStep, sums);
        }
        if (rows == ROWS && columns == COLUMNS) {
            mergeWhole(alpha, sums, beta, c, cAt, ldc);
        } else {
            mergePart(rows, first, columns, alpha, sums, beta, c, cAt, ldc);
        }
    }

    /** With loops of constant length, which the compiler unrolls: others took a sixth of the whole product's time. */
    private static void mergeWhole(float alpha, float[] sums, float beta, float[] c, int cAt, int ldc) {
        if (beta == 0) {
            for (int r = 0; r < ROWS; r++) {
                for (int s = 0; s < COLUMNS; s += L) {
                    FloatVector.fromArray(F, sums, r * COLUMNS + s).mul(alpha).intoArray(c, cAt + r * ldc + s);
                }
            }
        } else {
            for (int r = 0; r < ROWS; r++) {
                for (int s = 0; s < COLUMNS; s += L) {
                    int at = cAt + r * ldc + s;
                    FloatVector old = FloatVector.fromArray(F, c, at).mul(beta);
                    FloatVector.fromArray(F, sums, r * COLUMNS + s)
                            .fma(FloatVector.broadcast(F, alpha), old)
                            .intoArray(c, at);
                }
            }
        }
    }

    private static void mergePart(
            int rows, int first, int columns, float alpha, float[] sums, float beta, float[] c, int cAt, int ldc) {
        for (int r = 0; r < rows; r++) {
            int from = r * COLUMNS + first;
            int to = cAt + r * ldc;
            int s = 0;
            for (; s <= columns - L; s += L) {
                FloatVector sum = FloatVector.fromArray(F, sums, from + s);
                FloatVector value = beta == 0
                        ? sum.mul(alpha)
                        : sum.fma(
                                FloatVector.broadcast(F, alpha),
                                FloatVector.fromArray(F, c, to + s).mul(beta));
                value.intoArray(c, to + s);
            }
            for (; s < columns; s++) {
                float sum = sums[from + s];
                c[to + s] = beta == 0 ? alpha * sum : Math.fma(alpha, sum, beta * c[to + s]);
            }
        }
    }
}
