package stride.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

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
    static final int DEPTH = 512;
    /** Rows of a block of A: with DEPTH it fills half the L2 cache. */
    static final int ROWS = 200;
    /** Columns of a block of B. */
    static final int COLUMNS = 1024;

    /** AVX-512 and AArch64 have 32 vector registers, AVX2 and SSE have 16. */
    static final boolean MANY_REGISTERS =
            FloatVector.SPECIES_PREFERRED.vectorBitSize() >= 512 || "aarch64".equals(System.getProperty("os.arch"));

    private static final int TILE_ROWS = MANY_REGISTERS ? Tile10x2.ROWS : Tile3x3.ROWS;
    private static final int TILE_COLUMNS = MANY_REGISTERS ? Tile10x2.COLUMNS : Tile3x3.COLUMNS;

    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final ThreadBuffer PACKED_A = new ThreadBuffer();
    private static final ThreadBuffer PACKED_B = new ThreadBuffer();
    private static final ThreadBuffer TILE = new ThreadBuffer();

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
        float[] tile = TILE.atLeast(TILE_ROWS * TILE_COLUMNS);
        for (int j = 0; j < columns; j += TILE_COLUMNS) {
            for (int i = 0; i < rows; i += TILE_ROWS) {
                if (MANY_REGISTERS) {
                    Tile10x2.multiply(depth, packedA, i * depth, packedB, j * depth, tile);
                } else {
                    Tile3x3.multiply(depth, packedA, i * depth, packedB, j * depth, tile);
                }
                int tileRows = Math.min(TILE_ROWS, rows - i);
                int tileColumns = Math.min(TILE_COLUMNS, columns - j);
                merge(tileRows, tileColumns, alpha, tile, beta, c, cAt + i * ldc + j, ldc);
            }
        }
    }

    private static void merge(
            int rows, int columns, float alpha, float[] tile, float beta, float[] c, int cAt, int ldc) {
        for (int r = 0; r < rows; r++) {
            int from = r * TILE_COLUMNS;
            int to = cAt + r * ldc;
            int s = 0;
            for (; s < F.loopBound(columns); s += F.length()) {
                FloatVector product = FloatVector.fromArray(F, tile, from + s).mul(alpha);
                FloatVector sum = beta == 0
                        ? product
                        : FloatVector.fromArray(F, c, to + s).fma(FloatVector.broadcast(F, beta), product);
                sum.intoArray(c, to + s);
            }
            for (; s < columns; s++) {
                float product = alpha * tile[from + s];
                c[to + s] = beta == 0 ? product : Math.fma(beta, c[to + s], product);
            }
        }
    }

    private static int roundUp(int x, int step) {
        return -Math.floorDiv(-x, step) * step;
    }
}
