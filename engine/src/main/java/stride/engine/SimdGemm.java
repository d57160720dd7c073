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
    /** Depth of a block: a panel of B (32 kB) stays in the first cache while the panels of A go by. */
    static final int DEPTH = 256;
    /** Columns of a block of B: with DEPTH it fills half of a second cache of 2 MB. */
    static final int COLUMNS = 1024;
    /**
     * Rows of a block of A, which one task packs and multiplies. Few, as for each panel of B the task comes by all its
     * rows of C again: with 40 their pages are still known to the processor; with 1000 large products took a tenth longer.
     */
    static final int ROWS = 40;

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
        for (int j = 0; j < n; j += COLUMNS) {
            int columns = Math.min(COLUMNS, n - j);
            int p = 0;
            do {
                int depth = Math.min(DEPTH, k - p);
                float[] packedB = PACKED_B.atLeast(depth * roundUp(columns, Tiles.COLUMNS));
                int bBlock = bAt + p * bRow + j * bColumn;
                int aBlock = aAt + p * aColumn;
                int cBlock = cAt + j;
                float betaHere = p == 0 ? beta : 1;
                if (workers.threads() == 1) {
                    // Without task objects: training comes here at every step and must not allocate.
                    for (int t = 0; t < columns; t += Tiles.COLUMNS) {
                        packPanel(t, columns, depth, b, bBlock, bRow, bColumn, packedB);
                    }
                    for (int t = 0; t < m; t += ROWS) {
                        block(t, m, columns, depth, alpha, a, aBlock, aRow, aColumn, packedB, betaHere, c, cBlock, ldc);
                    }
                } else {
                    workers.run(
                            Math.ceilDiv(columns, Tiles.COLUMNS),
                            t -> packPanel(t * Tiles.COLUMNS, columns, depth, b, bBlock, bRow, bColumn, packedB));
                    workers.run(
                            Math.ceilDiv(m, ROWS),
                            t -> block(
                                    t * ROWS, m, columns, depth, alpha, a, aBlock, aRow, aColumn, packedB, betaHere, c,
                                    cBlock, ldc));
                }
                p += depth;
            } while (p < k);
        }
    }

    /** Packs the columns of op(B) from {@code first} on that are one tile wide. */
    private static void packPanel(
            int first, int columns, int depth, float[] b, int bAt, int bRow, int bColumn, float[] packedB) {
        int count = Math.min(Tiles.COLUMNS, columns - first);
        Panels.pack(depth, Tiles.COLUMNS, count, b, bAt + first * bColumn, bColumn, bRow, packedB, first * depth);
    }

    /** Packs the rows of op(A) from {@code first} on that make a block, and multiplies them with all of B's. */
    private static void block(
            int first,
            int m,
            int columns,
            int depth,
            float alpha,
            float[] a,
            int aAt,
            int aRow,
            int aColumn,
            float[] packedB,
            float beta,
            float[] c,
            int cAt,
            int ldc) {
        int rows = Math.min(ROWS, m - first);
        float[] packedA = PACKED_A.atLeast(depth * roundUp(rows, Tiles.ROWS));
        for (int i = 0; i < rows; i += Tiles.ROWS) {
            int count = Math.min(Tiles.ROWS, rows - i);
            Panels.pack(depth, Tiles.ROWS, count, a, aAt + (first + i) * aRow, aRow, aColumn, packedA, i * depth);
        }
        for (int j = 0; j < columns; j += Tiles.COLUMNS) {
            int tileColumns = Math.min(Tiles.COLUMNS, columns - j);
            for (int i = 0; i < rows; i += Tiles.ROWS) {
                int tileRows = Math.min(Tiles.ROWS, rows - i);
                int at = cAt + (first + i) * ldc + j;
                Tiles.multiply(
                        tileRows,
                        0,
                        tileColumns,
                        depth,
                        alpha,
                        packedA,
                        i * depth,
                        packedB,
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
