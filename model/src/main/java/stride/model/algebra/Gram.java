package stride.model.algebra;

import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;

/** Inner products of all pairs of rows or columns, accumulated in double. */
public final class Gram {
    /** Rows taken at once: 512 values of each of 500 columns are 1 MB, which a core's second-level cache holds. */
    private static final int CHUNK = 512;

    /** Columns transposed at once: those of a cache line. */
    private static final int TILE = 16;

    private Gram() {}

    /** {@code X^T X} of a tall X (rows, n), as a full symmetric (n, n) matrix. */
    public static double[] ofColumns(Matrix x, Kernels kernels, Workers workers) {
        int n = x.columns();
        double[] gram = new double[n * n];
        addColumns(x.data(), x.rows(), n, gram, kernels, workers);
        mirror(n, gram);
        return gram;
    }

    /** {@code X^T Y} of two tall matrices, X (rows, n) and Y (rows, m): (n, m). */
    public static double[] ofColumns(Matrix x, Matrix y, Kernels kernels, Workers workers) {
        int n = x.columns();
        int m = y.columns();
        double[] products = new double[Math.multiplyExact(n, m)];
        float[] left = chunk(x.rows(), n);
        float[] right = chunk(y.rows(), m);
        for (int first = 0; first < x.rows(); first += CHUNK) {
            int count = Math.min(CHUNK, x.rows() - first);
            transpose(x.data(), first, count, n, left, workers);
            transpose(y.data(), first, count, m, right, workers);
            workers.run(n, i -> {
                for (int j = 0; j < m; j++) {
                    products[i * m + j] += kernels.dot(count, left, i * count, right, j * count);
                }
            });
        }
        return products;
    }

    /** Room for a chunk of so many columns. */
    private static float[] chunk(int rows, int columns) {
        return new float[Math.min(CHUNK, rows) * columns];
    }

    private static void transpose(float[] x, int first, int count, int n, float[] transposed, Workers workers) {
        workers.run(Math.ceilDiv(n, TILE), tile -> {
            int end = Math.min(n, (tile + 1) * TILE);
            for (int r = 0; r < count; r++) {
                for (int c = tile * TILE; c < end; c++) {
                    transposed[c * count + r] = x[(first + r) * n + c];
                }
            }
        });
    }

    /** {@code X X^T} of a wide X (n, columns), as a full symmetric (n, n) matrix. */
    public static double[] ofRows(Matrix x, Kernels kernels, Workers workers) {
        double[] gram = new double[x.rows() * x.rows()];
        addRows(x.data(), x.rows(), x.columns(), gram, kernels, workers);
        mirror(x.rows(), gram);
        return gram;
    }

    /** Adds {@code X^T X} of X (rows, n), the first values of {@code x}, to the lower triangle of {@code gram} (n, n). */
    public static void addColumns(float[] x, int rows, int n, double[] gram, Kernels kernels, Workers workers) {
        float[] transposed = chunk(rows, n);
        for (int first = 0; first < rows; first += CHUNK) {
            int count = Math.min(CHUNK, rows - first);
            transpose(x, first, count, n, transposed, workers);
            addRows(transposed, n, count, gram, kernels, workers);
        }
    }

    /** Adds {@code X X^T} of X (n, length), the first values of {@code x}, to the lower triangle of {@code gram} (n, n). */
    public static void addRows(float[] x, int n, int length, double[] gram, Kernels kernels, Workers workers) {
        for (int first = 0; first < length; first += CHUNK) {
            int from = first;
            int count = Math.min(CHUNK, length - first);
            workers.run(n, i -> {
                for (int j = 0; j <= i; j++) {
                    gram[i * n + j] += kernels.dot(count, x, i * length + from, x, j * length + from);
                }
            });
        }
    }

    /** Copies the lower triangle to the upper one. */
    public static void mirror(int n, double[] gram) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                gram[j * n + i] = gram[i * n + j];
            }
        }
    }
}
