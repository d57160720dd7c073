package stride.engine;

/**
 * The blocked matrix product: op(B) is packed block by block, tasks take blocks of C's rows, pack their part of op(A) and
 * go over C tile by tile.
 *
 * <p>Each value of C is summed over its depth in one order, whoever computes it, so the result does not depend on the
 * number of threads.
 *
 * @see <a href="https://doi.org/10.1145/1356052.1356053">Goto and van de Geijn 2008, anatomy of a matrix product</a>
 */
final class SimdGemm {
    /** Depth of a block: a panel of A (20 kB) stays in the first cache while the panels of B go by. */
    static final int DEPTH = 512;
    /** Columns of a block of B: with DEPTH it fills half of a second cache of 2 MB. */
    static final int COLUMNS = 512;
    /** Rows of a block of A at most. */
    static final int ROWS = 1000;

    private static final ThreadBuffer PACKED_A = new ThreadBuffer();
    private static final ThreadBuffer PACKED_B = new ThreadBuffer();

    private SimdGemm() {}

    /** Sets C = alpha op(A) op(B) + beta C; value (i, p) of op(A) lies at {@code aAt + i * aRow + p * aColumn}. */
    static void multiply(
            Workers workers,
            int m,
            int n,
            int k,
            float alpha,
            float[] a,
            int aAt,
            int aRow,
            int aColumn,
            float[] b,
            int bAt,
            int bRow,
            int bColumn,
            float beta,
            float[] c,
            int cAt,
            int ldc) {
        if (m == 0 || n == 0) {
            return;
        }
        if (m <= ThinGemm.MAX_ROWS && bColumn == 1) {
            ThinGemm.multiply(workers, m, n, k, alpha, a, aAt, aRow, aColumn, b, bAt, bRow, beta, c, cAt, ldc);
            return;
        }
        int blockRows = Math.min(ROWS, roundUp(Math.ceilDiv(m, workers.threads()), Tiles.ROWS));
        for (int j = 0; j < n; j += COLUMNS) {
            int columns = Math.min(COLUMNS, n - j);
            int p = 0;
            do {
                int depth = Math.min(DEPTH, k - p);
                float[] packedB = PACKED_B.atLeast(depth * roundUp(columns, Tiles.COLUMNS));
                int bBlock = bAt + p * bRow + j * bColumn;
                workers.run(Math.ceilDiv(columns, Tiles.COLUMNS), t -> {
                    int first = t * Tiles.COLUMNS;
                    int count = Math.min(Tiles.COLUMNS, columns - first);
                    int from = bBlock + first * bColumn;
                    Panels.pack(depth, Tiles.COLUMNS, count, b, from, bColumn, bRow, packedB, first * depth);
                });
                int aBlock = aAt + p * aColumn;
                int cBlock = cAt + j;
                float betaHere = p == 0 ? beta : 1;
                workers.run(Math.ceilDiv(m, blockRows), t -> {
                    int first = t * blockRows;
                    int rows = Math.min(blockRows, m - first);
                    float[] packedA = PACKED_A.atLeast(depth * roundUp(rows, Tiles.ROWS));
                    for (int i = 0; i < rows; i += Tiles.ROWS) {
                        int count = Math.min(Tiles.ROWS, rows - i);
                        int from = aBlock + (first + i) * aRow;
                        Panels.pack(depth, Tiles.ROWS, count, a, from, aRow, aColumn, packedA, i * depth);
                    }
                    int to = cBlock + first * ldc;
                    block(rows, columns, depth, alpha, packedA, packedB, betaHere, c, to, ldc);
                });
                p += depth;
            } while (p < k);
        }
    }

    /** Row by row of tiles, so that the processor fetches ahead both B's panels and C. */
    private static void block(
            int rows,
            int columns,
            int depth,
            float alpha,
            float[] a,
            float[] b,
            float beta,
            float[] c,
            int cAt,
            int ldc) {
        for (int i = 0; i < rows; i += Tiles.ROWS) {
            int tileRows = Math.min(Tiles.ROWS, rows - i);
            for (int j = 0; j < columns; j += Tiles.COLUMNS) {
                int tileColumns = Math.min(Tiles.COLUMNS, columns - j);
                int at = cAt + i * ldc + j;
                Tiles.multiply(
                        tileRows,
                        tileColumns,
                        depth,
                        alpha,
                        a,
                        i * depth,
                        b,
                        j * depth,
                        Tiles.COLUMNS,
                        beta,
                        c,
                        at,
                        ldc);
            }
        }
    }

    private static int roundUp(int x, int step) {
        return Math.ceilDiv(x, step) * step;
    }
}
