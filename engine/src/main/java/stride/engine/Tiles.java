package stride.engine;

import jdk.incubator.vector.FloatVector;

/** The tiles that C is computed in: which size, and how a tile that reaches past the edge of C gets into it. */
final class Tiles {
    /** AVX-512 and AArch64 have 32 vector registers, AVX2 and SSE have 16. */
    static final boolean MANY_REGISTERS =
            FloatVector.SPECIES_PREFERRED.vectorBitSize() >= 512 || "aarch64".equals(System.getProperty("os.arch"));

    static final int ROWS = MANY_REGISTERS ? Tile12x2.ROWS : Tile3x3.ROWS;
    static final int COLUMNS = MANY_REGISTERS ? Tile12x2.COLUMNS : Tile3x3.COLUMNS;

    /** Rows of a tile for thin products: with few registers in two halves. */
    static final int THIN_ROWS = Tile10x2.ROWS;

    static final int THIN_COLUMNS = Tile10x2.COLUMNS;

    private static final ThreadBuffer SUMS = new ThreadBuffer();

    private Tiles() {}

    /**
     * Sets {@code C = A B}, or {@code C += A B}, on the {@code rows} by {@code columns} values of C that lie in one tile.
     *
     * @param thin   whether the tile is THIN_ROWS by THIN_COLUMNS, or else ROWS by COLUMNS
     * @param first  which column of the tile is the first one of C; those before it belong to others
     * @param a      a panel (depth, the tile's rows)
     * @param b      (depth, the tile's columns), its rows {@code bStep} apart
     */
    static void multiply(
            boolean thin,
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
        int width = thin ? THIN_COLUMNS : COLUMNS;
        if (rows == (thin ? THIN_ROWS : ROWS) && columns == width) {
            whole(thin, add, depth, a, aAt, b, bAt, bStep, c, cAt, ldc);
            return;
        }
        float[] sums = SUMS.atLeast(Math.max(ROWS * COLUMNS, THIN_ROWS * THIN_COLUMNS));
        whole(thin, false, depth, a, aAt, b, bAt, bStep, sums, 0, width);
        for (int r = 0; r < rows; r++) {
            int from = r * width + first;
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
            boolean thin,
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
        if (MANY_REGISTERS && thin) {
            Tile10x2.multiply(add, depth, a, aAt, b, bAt, bStep, c, cAt, ldc);
        } else if (MANY_REGISTERS) {
            Tile12x2.multiply(add, depth, a, aAt, b, bAt, c, cAt, ldc);
        } else if (thin) {
            Tile5x2.multiply(add, depth, a, aAt, b, bAt, bStep, c, cAt, ldc);
            Tile5x2.multiply(add, depth, a, aAt + Tile5x2.ROWS, b, bAt, bStep, c, cAt + Tile5x2.ROWS * ldc, ldc);
        } else {
            Tile3x3.multiply(add, depth, a, aAt, b, bAt, bStep, c, cAt, ldc);
        }
    }
}
