package stride.model.algebra;

import java.util.Arrays;
import stride.model.NumericException;

/**
 * The Cholesky factor of a symmetric positive definite matrix, in double: {@code A = L L^T}, L lower triangular.
 *
 * <p>It fails loudly where the matrix is not positive definite to working precision.
 */
public final class Cholesky {
    /** Columns by which the rest is updated at once: each of its values is read and written once for so many products. */
    private static final int NARROW = 4;

    /** Columns that are finished before what lies right of them is updated, by tiles that stay in a core's caches. */
    private static final int WIDE = 32;

    private static final int TILE = 512;

    private final int n;
    private final double[] lower;

    private Cholesky(int n, double[] lower) {
        this.n = n;
        this.lower = lower;
    }

    /**
     * Factors {@code a} (n, n), of which only the lower triangle is read; it is not modified.
     *
     * @throws NumericException if a pivot is not clearly positive
     */
    public static Cholesky of(int n, double[] a) {
        double[] lower = new double[n * n];
        double largest = 0;
        for (int i = 0; i < n; i++) {
            System.arraycopy(a, i * n, lower, i * n, i + 1);
            largest = Math.max(largest, a[i * n + i]);
        }
        // A pivot of rounding errors: each of n subtractions is off by half an ulp of the diagonal.
        double smallest = n * 0x1p-52 * largest;
        double[][] columns = new double[WIDE][n];
        for (int first = 0; first < n; first += WIDE) {
            int end = Math.min(first + WIDE, n);
            for (int narrow = first; narrow < end; narrow += NARROW) {
                int next = Math.min(narrow + NARROW, end);
                finish(n, lower, narrow, next, smallest);
                update(n, lower, narrow, next, end, columns);
            }
            update(n, lower, first, end, n, columns);
        }
        return new Cholesky(n, lower);
    }

    /**
     * Subtracts the products of finished columns, from {@code first} to {@code end - 1}, from those between {@code end}
     * and {@code last - 1}.
     */
    private static void update(int n, double[] lower, int first, int end, int last, double[][] columns) {
        for (int i = end; i < n; i++) {
            for (int c = first; c < end; c++) {
                columns[c - first][i] = lower[i * n + c];
            }
        }
        double[] row = new double[last];
        for (int tile = end; tile < last; tile += TILE) {
            for (int i = tile; i < n; i++) {
                int to = Math.min(Math.min(tile + TILE, last), i + 1);
                System.arraycopy(lower, i * n + tile, row, tile, to - tile);
                int c = 0;
                for (; c + NARROW <= end - first; c += NARROW) {
                    subtract(row, tile, to, columns, c, i);
                }
                for (; c < end - first; c++) {
                    subtract(row, tile, to, columns[c], columns[c][i]);
                }
                System.arraycopy(row, tile, lower, i * n + tile, to - tile);
            }
        }
    }

    /** All arrays have the same index: only so does the compiler see that it may take several of them at once. */
    private static void subtract(double[] row, int from, int to, double[][] columns, int c, int i) {
        double[] c0 = columns[c];
        double[] c1 = columns[c + 1];
        double[] c2 = columns[c + 2];
        double[] c3 = columns[c + 3];
        double a0 = c0[i];
        double a1 = c1[i];
        double a2 = c2[i];
        double a3 = c3[i];
        // In the order of the columns: the same roundings as if each value were finished by itself.
        for (int k = from; k < to; k++) {
            row[k] = row[k] - a0 * c0[k] - a1 * c1[k] - a2 * c2[k] - a3 * c3[k];
        }
    }

    private static void subtract(double[] row, int from, int to, double[] other, double factor) {
        for (int k = from; k < to; k++) {
            row[k] -= factor * other[k];
        }
    }

    /** Finishes the columns from {@code first} to {@code end - 1}, from which all before them are subtracted already. */
    private static void finish(int n, double[] lower, int first, int end, double smallest) {
        for (int j = first; j < end; j++) {
            double pivot = rest(n, lower, j, j, first);
            if (!(pivot > smallest && pivot < Double.POSITIVE_INFINITY)) {
                throw new NumericException(
                        "a matrix of %d x %d is singular at column %d (pivot %.3g)".formatted(n, n, j, pivot));
            }
            lower[j * n + j] = Math.sqrt(pivot);
            for (int i = j + 1; i < n; i++) {
                lower[i * n + j] = rest(n, lower, i, j, first) / lower[j * n + j];
            }
        }
    }

    private static double rest(int n, double[] lower, int i, int j, int first) {
        double sum = lower[i * n + j];
        for (int p = first; p < j; p++) {
            sum -= lower[i * n + p] * lower[j * n + p];
        }
        return sum;
    }

    /** Solves {@code A x = b}; b is not modified. */
    public double[] solve(double[] b) {
        double[] x = b.clone();
        for (int i = 0; i < n; i++) {
            for (int p = 0; p < i; p++) {
                x[i] -= lower[i * n + p] * x[p];
            }
            x[i] /= lower[i * n + i];
        }
        for (int i = n - 1; i >= 0; i--) {
            x[i] /= lower[i * n + i];
            for (int p = 0; p < i; p++) {
                x[p] -= lower[i * n + p] * x[i];
            }
        }
        return x;
    }

    /** Solves {@code A X = B} for several columns at once; B (n, columns) is not modified. */
    public double[] solve(double[] b, int columns) {
        if (columns == 1) {
            return solve(b);
        }
        double[][] x = new double[n][];
        for (int i = 0; i < n; i++) {
            x[i] = Arrays.copyOfRange(b, i * columns, (i + 1) * columns);
            for (int p = 0; p < i; p++) {
                subtract(x[i], 0, columns, x[p], lower[i * n + p]);
            }
            divide(x[i], lower[i * n + i]);
        }
        double[] solution = new double[n * columns];
        for (int i = n - 1; i >= 0; i--) {
            divide(x[i], lower[i * n + i]);
            for (int p = 0; p < i; p++) {
                subtract(x[p], 0, columns, x[i], lower[i * n + p]);
            }
            System.arraycopy(x[i], 0, solution, i * columns, columns);
        }
        return solution;
    }

    private static void divide(double[] row, double by) {
        for (int c = 0; c < row.length; c++) {
            row[c] /= by;
        }
    }

    /** The inverse of the transposed factor, {@code L^-T}: upper triangular (n, n). */
    public double[] inverseTransposed() {
        double[] inverse = new double[n * n];
        for (int column = 0; column < n; column++) {
            inverse[column * n + column] = 1 / lower[column * n + column];
            // Row `column` of L^-T is column `column` of L^-1: forward substitution on a unit vector.
            for (int i = column + 1; i < n; i++) {
                double sum = dot(i - column, lower, i * n + column, inverse, column * n + column);
                inverse[column * n + i] = -sum / lower[i * n + i];
            }
        }
        return inverse;
    }

    /** Four sums: each addition waits for the one before it, and a single sum would take the time of all of them. */
    private static double dot(int length, double[] x, int xAt, double[] y, int yAt) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int p = 0;
        for (; p < length - 3; p += 4) {
            sum0 += x[xAt + p] * y[yAt + p];
            sum1 += x[xAt + p + 1] * y[yAt + p + 1];
            sum2 += x[xAt + p + 2] * y[yAt + p + 2];
            sum3 += x[xAt + p + 3] * y[yAt + p + 3];
        }
        for (; p < length; p++) {
            sum0 += x[xAt + p] * y[yAt + p];
        }
        return sum0 + sum1 + (sum2 + sum3);
    }
}
