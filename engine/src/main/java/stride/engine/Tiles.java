package stride.engine;

import jdk.incubator.vector.FloatVector;

/** The tiles that C is computed in: which size, and how a tile that reaches past the edge of C gets into it. */
final class Tiles {
    /** AVX-512 and AArch64 have 32 vector registers, AVX2 and SSE have 16. */
    static final boolean MANY_REGISTERS =
            FloatVector.SPECIES_PREFERRED.vectorBitSize() >= 512 || "aarch64".equals(System.getProperty("os.arch"));

    static final int ROWS = MANY_REGISTERS ? Tile12x2.ROWS : Tile3x3.ROWS;
    /** Rows of a tile for thin products. */
    static final int THIN_ROWS = MANY_REGISTERS ? Tile10x2.ROWS : Tile3x3.ROWS;

    static final int COLUMNS = MANY_REGISTERS ? Tile12x2.COLUMNS : Tile3x3.COLUMNS;

    private static final ThreadBuffer SUMS = new ThreadBuffer();

    private Tiles() {}

    /**
     * Sets {@code C = A B}, or {@code C += A B}, on the {@code rows} by {@code columns} values of C that lie in one tile.
     *
     * @param height ROWS or THIN_ROWS
     * @param first  which column of the tile is the first one of C; those before it belong to others
     * @param a      a panel (depth, height)
     * @param b      (depth, COLUMNS), its rows {@code bStep} apart
     */
    static void multiply(
            int height,
            int rows,
            int first,
            int columns,
            boolean add,
            int depth,
            float[] a,
            int aAt,
            float[] b,
            int bAt,
            int bStep,
            float[] c,
            int cAt,
            int ldc) {
        if (rows == height && columns == COLUMNS) {
            whole(height, add, depth, a, aAt, b, bAt, bStep, c, cAt, ldc);
            return;
        }
        float[] sums = SUMS.atLeast(ROWS * COLUMNS);
        whole(height, false, depth, a, aAt, b, bAt, bStep, sums, 0, COLUMNS);
        for (int r = 0; r < rows; r++) {
            int from = r * COLUMNS + first;
            int to = cAt + r * ldc;
            if (add) {
                for (int s = 0; s < columns; s++) {
                    c[to + s] += sums[from + s];
                }
            } else {
                System.arraycopy(sums, from, c, to, columns);
            }
        }
    }

    private static void whole(
            int height,
            boolean add,
            int depth,
            float[] a,
            int aAt,
            float[] b,
            int bAt,
            int bStep,
            float[] c,
            int cAt,
            int ldc) {
        if (!MANY_REGISTERS) {
            Tile3x3.multiply(add, depth, a, aAt, b, bAt, bStep, c, cAt, ldc);
        } else if (height == Tile12x2.ROWS) {
            Tile12x2.multiply(add, depth, a, aAt, b, bAt, c, cAt, ldc);
        } else {
            Tile10x2.multiply(add, depth, a, aAt, b, bAt, bStep, c, cAt, ldc);
        }
    }
}
