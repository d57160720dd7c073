package stride.engine;

import jdk.incubator.vector.FloatVector;

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
    /** Depth of a block. */
    private static final int DEPTH = 256;
    /** Rows of a block of A: with DEPTH it fills half the L2 cache. */
    private static final int ROWS = 192;
    /** Columns of a block of B. */
    private static final int COLUMNS = 3072;

    /** AVX-512 and AArch64 have 32 vector registers, AVX2 and SSE have 16. */
    static final boolean MANY_REGISTERS =
            FloatVector.SPECIES_PREFERRED.vectorBitSize() >= 512 || "aarch64".equals(System.getProperty("os.arch"));

    private static final int TILE_ROWS = MANY_REGISTERS ? Tile8x3.ROWS : Tile4x3.ROWS;
    private static final int TILE_COLUMNS = MANY_REGISTERS ? Tile8x3.COLUMNS : Tile4x3.COLUMNS;

    private static final ThreadBuffer PACKED_A = new ThreadBuffer();
    private static final ThreadBuffer PACKED_B = new ThreadBuffer();
    private static final ThreadBuffer EDGE = new ThreadBuffer();

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
        int blockRows = Math.min(ROWS, roundUp(-Math.floorDiv(-m, workers.threads()), TILE_ROWS));
        for (int j = 0; j < n; j += COLUMNS) {
            int columns = Math.min(COLUMNS, n - j);
            int panels = -Math.floorDiv(-columns, TILE_COLUMNS);
            int p = 0;
            do {
                int depth = Math.min(DEPTH, k - p);
                float[] packedB = PACKED_B.atLeast(depth * panels * TILE_COLUMNS);
                int bBlock = bAt + p * bRow + j * bColumn;
                workers.run(panels, t -> {
                    int first = t * TILE_COLUMNS;
                    int count = Math.min(TILE_COLUMNS, columns - first);
                    Panels.pack(
                            depth,
                            TILE_COLUMNS,
                            count,
                            b,
                            bBlock + first * bColumn,
                            bColumn,
                            bRow,
                            packedB,
                            first * depth);
                });
                int aBlock = aAt + p * aColumn;
                int cBlock = cAt + j;
                float betaHere = p == 0 ? beta : 1;
                workers.run(-Math.floorDiv(-m, blockRows), t -> {
                    int first = t * blockRows;
                    int rows = Math.min(blockRows, m - first);
                    float[] packedA = PACKED_A.atLeast(depth * roundUp(rows, TILE_ROWS));
                    for (int i = 0; i < rows; i += TILE_ROWS) {
                        int count = Math.min(TILE_ROWS, rows - i);
                        Panels.pack(
                                depth,
                                TILE_ROWS,
                                count,
                                a,
                                aBlock + (first + i) * aRow,
                                aRow,
                                aColumn,
                                packedA,
                                i * depth);
                    }
                    block(rows, columns, depth, alpha, packedA, packedB, betaHere, c, cBlock + first * ldc, ldc);
                });
                p += depth;
            } while (p < k);
        }
    }

    private static void block(
            int rows,
            int columns,
            int depth,
            float alpha,
            float[] packedA,
            float[] packedB,
            float beta,
            float[] c,
            int cAt,
            int ldc) {
        for (int j = 0; j < columns; j += TILE_COLUMNS) {
            for (int i = 0; i < rows; i += TILE_ROWS) {
                int at = cAt + i * ldc + j;
                if (rows - i >= TILE_ROWS && columns - j >= TILE_COLUMNS) {
                    tile(depth, alpha, packedA, i * depth, packedB, j * depth, beta, c, at, ldc);
                } else {
                    float[] edge = EDGE.atLeast(TILE_ROWS * TILE_COLUMNS);
                    tile(depth, alpha, packedA, i * depth, packedB, j * depth, 0, edge, 0, TILE_COLUMNS);
                    addEdge(Math.min(TILE_ROWS, rows - i), Math.min(TILE_COLUMNS, columns - j), edge, beta, c, at, ldc);
                }
            }
        }
    }

    private static void tile(
            int depth, float alpha, float[] a, int aAt, float[] b, int bAt, float beta, float[] c, int cAt, int ldc) {
        if (MANY_REGISTERS) {
            Tile8x3.multiply(depth, alpha, a, aAt, b, bAt, beta, c, cAt, ldc);
        } else {
            Tile4x3.multiply(depth, alpha, a, aAt, b, bAt, beta, c, cAt, ldc);
        }
    }

    private static void addEdge(int rows, int columns, float[] edge, float beta, float[] c, int cAt, int ldc) {
        for (int r = 0; r < rows; r++) {
            for (int s = 0; s < columns; s++) {
                int at = cAt + r * ldc + s;
                float product = edge[r * TILE_COLUMNS + s];
                c[at] = beta == 0 ? product : Math.fma(beta, c[at], product);
            }
        }
    }

    private static int roundUp(int x, int step) {
        return -Math.floorDiv(-x, step) * step;
    }
}
