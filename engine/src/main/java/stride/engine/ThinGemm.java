package stride.engine;

/**
 * The matrix product for an op(A) of few rows, as in the layers of a network: B's rows are read where they lie. To pack
 * them would cost as much as the product itself, which uses each value a few times only.
 */
final class ThinGemm {
    /** Up to so many rows: three tiles. */
    static final int MAX_ROWS = 30;
    /** Depth of a block: most layers have no more inputs, so that C is gone over once. */
    private static final int DEPTH = 512;

    private static final ThreadBuffer PACKED_A = new ThreadBuffer();
    private static final ThreadBuffer PACKED_B = new ThreadBuffer();

    private ThinGemm() {}

    /** As {@link SimdGemm#multiply}, where the values of a row of B lie side by side. */
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
            boolean add,
            float[] c,
            int cAt,
            int ldc) {
        int p = 0;
        do {
            int depth = Math.min(DEPTH, k - p);
            float[] packedA = PACKED_A.atLeast(depth * (m + Tiles.THIN_ROWS));
            Panels.pack(alpha, 0, depth, depth, Tiles.THIN_ROWS, m, a, aAt + p * aColumn, aRow, aColumn, packedA, 0);
            int bBlock = bAt + p * bRow;
            boolean addHere = p > 0 || add;
            if (workers.threads() == 1) {
                // Without a task object: training comes here at every step and must not allocate.
                for (int j = 0; j < n; j += Tiles.THIN_COLUMNS) {
                    strip(m, n, j, depth, packedA, b, bBlock, bRow, addHere, c, cAt, ldc);
                }
            } else {
                workers.run(
                        Math.ceilDiv(n, Tiles.THIN_COLUMNS),
                        t -> strip(
                                m, n, t * Tiles.THIN_COLUMNS, depth, packedA, b, bBlock, bRow, addHere, c, cAt, ldc));
            }
            p += depth;
        } while (p < k);
    }

    /** The columns of C from {@code j} on that are one tile wide. */
    private static void strip(
            int m,
            int n,
            int j,
            int depth,
            float[] packedA,
            float[] b,
            int bAt,
            int bRow,
            boolean add,
            float[] c,
            int cAt,
            int ldc) {
        int columns = Math.min(Tiles.THIN_COLUMNS, n - j);
        float[] panel = b;
        int step = bRow;
        // The last strip begins further to the left, where others have been: to pack it took a sixth of the product.
        int first = Math.min(j, Tiles.THIN_COLUMNS - columns);
        int panelAt = bAt + j - first;
        if (n < Tiles.THIN_COLUMNS) {
            panel = PACKED_B.atLeast(depth * Tiles.THIN_COLUMNS);
            panelAt = 0;
            step = Tiles.THIN_COLUMNS;
            Panels.pack(1, 0, depth, depth, Tiles.THIN_COLUMNS, columns, b, bAt, 1, bRow, panel, 0);
        }
        for (int i = 0; i < m; i += Tiles.THIN_ROWS) {
            int rows = Math.min(Tiles.THIN_ROWS, m - i);
            int at = cAt + i * ldc + j;
            Tiles.multiply(
                    true, rows, first, columns, add, depth, packedA, i * depth, panel, panelAt, step, c, at, ldc);
        }
    }
}
