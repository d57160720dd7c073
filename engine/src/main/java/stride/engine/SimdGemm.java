package stride.engine;

/**
 * The blocked matrix product: blocks of op(A) and op(B) are packed, and tasks take a few rows of C each and go over
 * them tile by tile.
 *
 * <p>Each value of C is summed over its depth in one order, whoever computes it, so the result does not depend on the
 * number of threads. Alpha is multiplied into op(A) where that is packed, and beta into C before all else.
 *
 * @see <a href="https://doi.org/10.1145/1356052.1356053">Goto and van de Geijn 2008, anatomy of a matrix product</a>
 */
final class SimdGemm {
    /** Depth of a panel, over which a tile's sums stay in registers: one of B (32 kB) suits a first cache. */
    static final int DEPTH = 256;
    /**
     * Depth of a block: two panels, which a few tiles of C meet one after the other. The second one finds C in the first
     * cache, where C would else come from memory for each panel: 102 instead of 95 GFLOP/s at 2048, and the same bits.
     */
    static final int BLOCK_DEPTH = 2 * DEPTH;
    /** Columns of a block of B: with BLOCK_DEPTH 1 MB. */
    static final int COLUMNS = 512;
    /** Most rows of op(A) that stay packed for all blocks of B: 4.7 MB, which come by in order. */
    static final int ROWS = 2304;
    /**
     * Rows that one task multiplies. Few, as for each panel of B the task comes by all its rows of C again: with 48 their
     * pages are still known to the processor; with 96 a product of 2048 took a tenth longer.
     */
    private static final int TASK_ROWS = 48;
    /** Depths of a panel that one task packs. */
    private static final int SLICE = 32;

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
        scale(m, n, beta, c, cAt, ldc);
        if (m <= ThinGemm.MAX_ROWS && bColumn == 1) {
            ThinGemm.multiply(workers, m, n, k, alpha, a, aAt, aRow, aColumn, b, bAt, bRow, beta != 0, c, cAt, ldc);
            return;
        }
        int step = roundUp(Math.ceilDiv(m, Math.ceilDiv(m, ROWS)), TASK_ROWS);
        for (int i = 0; i < m; i += step) {
            int rows = Math.min(step, m - i);
            int p = 0;
            do {
                int depth = Math.min(BLOCK_DEPTH, k - p);
                float[] packedA = PACKED_A.atLeast(depth * roundUp(rows, Tiles.ROWS));
                boolean add = p > 0 || beta != 0;
                for (int j = 0; j < n; j += COLUMNS) {
                    int columns = Math.min(COLUMNS, n - j);
                    float[] packedB = PACKED_B.atLeast(depth * roundUp(columns, Tiles.COLUMNS));
                    packB(workers, columns, depth, b, bAt + p * bRow + j * bColumn, bRow, bColumn, packedB);
                    multiply(
                            workers,
                            rows,
                            columns,
                            add,
                            depth,
                            j == 0,
                            alpha,
                            a,
                            aAt + i * aRow + p * aColumn,
                            aRow,
                            aColumn,
                            packedA,
                            packedB,
                            c,
                            cAt + i * ldc + j,
                            ldc);
                }
                p += depth;
            } while (p < k);
        }
    }

    /** Multiplies beta into C, unless the product itself overwrites C or adds to it. */
    private static void scale(int m, int n, float beta, float[] c, int cAt, int ldc) {
        if (beta == 0 || beta == 1) {
            return;
        }
        for (int i = 0; i < m; i++) {
            int row = cAt + i * ldc;
            for (int j = 0; j < n; j++) {
                c[row + j] *= beta;
            }
        }
    }

    private static void packB(
            Workers workers, int columns, int depth, float[] b, int at, int bRow, int bColumn, float[] packedB) {
        // One thread makes no task objects, here and below: training comes here at every step and must not allocate.
        if (workers.threads() == 1) {
            for (int p = 0; p < depth; p += DEPTH) {
                packB(p, Math.min(p + DEPTH, depth), columns, depth, b, at, bRow, bColumn, packedB);
            }
        } else {
            workers.run(Math.ceilDiv(depth, SLICE), slice -> {
                int from = slice * SLICE;
                int to = Math.min(from + SLICE, depth);
                packB(from, to, columns, depth, b, at, bRow, bColumn, packedB);
            });
        }
    }

    /** Packs the depths from {@code from} to {@code to}, all of one panel. */
    private static void packB(
            int from, int to, int columns, int depth, float[] b, int at, int bRow, int bColumn, float[] packedB) {
        int p = from - from % DEPTH;
        int panel = Math.min(DEPTH, depth - p);
        int into = p * roundUp(columns, Tiles.COLUMNS);
        Panels.pack(1, from - p, to - p, panel, Tiles.COLUMNS, columns, b, at + p * bRow, bColumn, bRow, packedB, into);
    }

    /** Multiplies rows of op(A), which it packs first where {@code pack} says so, by the packed columns of op(B). */
    private static void multiply(
            Workers workers,
            int rows,
            int columns,
            boolean add,
            int depth,
            boolean pack,
            float alpha,
            float[] a,
            int aAt,
            int aRow,
            int aColumn,
            float[] packedA,
            float[] packedB,
            float[] c,
            int cAt,
            int ldc) {
        if (workers.threads() == 1) {
            for (int i = 0; i < rows; i += TASK_ROWS) {
                multiplyRows(
                        i, rows, columns, add, depth, pack, alpha, a, aAt, aRow, aColumn, packedA, packedB, c, cAt,
                        ldc);
            }
        } else {
            workers.run(
                    Math.ceilDiv(rows, TASK_ROWS),
                    t -> multiplyRows(
                            t * TASK_ROWS,
                            rows,
                            columns,
                            add,
                            depth,
                            pack,
                            alpha,
                            a,
                            aAt,
                            aRow,
                            aColumn,
                            packedA,
                            packedB,
                            c,
                            cAt,
                            ldc));
        }
    }

    private static void multiplyRows(
            int first,
            int rows,
            int columns,
            boolean add,
            int depth,
            boolean pack,
            float alpha,
            float[] a,
            int aAt,
            int aRow,
            int aColumn,
            float[] packedA,
            float[] packedB,
            float[] c,
            int cAt,
            int ldc) {
        int end = Math.min(first + TASK_ROWS, rows);
        int height = roundUp(rows, Tiles.ROWS);
        int width = roundUp(columns, Tiles.COLUMNS);
        if (pack) {
            for (int p = 0; p < depth; p += DEPTH) {
                int panel = Math.min(DEPTH, depth - p);
                int at = aAt + first * aRow + p * aColumn;
                int into = p * height + first * panel;
                Panels.pack(alpha, 0, panel, panel, Tiles.ROWS, end - first, a, at, aRow, aColumn, packedA, into);
            }
        }
        for (int j = 0; j < columns; j += Tiles.COLUMNS) {
            int tileColumns = Math.min(Tiles.COLUMNS, columns - j);
            int p = 0;
            do { // once at least: without any depth C becomes zero
                int panel = Math.min(DEPTH, depth - p);
                for (int i = first; i < end; i += Tiles.ROWS) {
                    int tileRows = Math.min(Tiles.ROWS, end - i);
                    Tiles.multiply(
                            false,
                            tileRows,
                            0,
                            tileColumns,
                            add || p > 0,
                            panel,
                            packedA,
                            p * height + i * panel,
                            packedB,
                            p * width + j * panel,
                            Tiles.COLUMNS,
                            c,
                            cAt + i * ldc + j,
                            ldc);
                }
                p += panel;
            } while (p < depth);
        }
    }

    private static int roundUp(int x, int step) {
        return Math.ceilDiv(x, step) * step;
    }
}
