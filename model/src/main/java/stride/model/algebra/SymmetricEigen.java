package stride.model.algebra;

import java.util.Comparator;
import java.util.stream.IntStream;
import stride.model.NumericException;

/**
 * Eigenvalues and eigenvectors of a small symmetric matrix, by Jacobi's rotations.
 *
 * @see <a href="https://doi.org/10.56021/9781421407944">Golub and Van Loan 2013, section 8.5</a>
 */
public final class SymmetricEigen {
    /** Each sweep squares what is left off the diagonal; six are usual. */
    private static final int MOST_SWEEPS = 50;

    private final int n;
    private final double[] values;
    private final double[] vectors;

    private SymmetricEigen(int n, double[] values, double[] vectors) {
        this.n = n;
        this.values = values;
        this.vectors = vectors;
    }

    /**
     * Decomposes {@code a} (n, n), which is not modified.
     *
     * @throws NumericException if it does not converge, as with values that are not finite
     */
    public static SymmetricEigen of(int n, double[] a) {
        double[] m = a.clone();
        double[] v = new double[n * n];
        double size = 0;
        for (int i = 0; i < n; i++) {
            v[i * n + i] = 1;
            for (int j = 0; j < n; j++) {
                size += m[i * n + j] * m[i * n + j];
            }
        }
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            double off = 0;
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    off += m[p * n + q] * m[p * n + q];
                }
            }
            if (off <= size * 0x1p-104) {
                return new SymmetricEigen(n, diagonal(n, m), v);
            }
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    rotate(n, m, v, p, q);
                }
            }
        }
        throw new NumericException("the eigenproblem of a %d x %d matrix did not converge".formatted(n, n));
    }

    private static double[] diagonal(int n, double[] m) {
        return IntStream.range(0, n).mapToDouble(i -> m[i * n + i]).toArray();
    }

    /** Makes the value in row p and column q zero. */
    private static void rotate(int n, double[] m, double[] v, int p, int q) {
        double apart = m[p * n + q];
        if (apart == 0) {
            return;
        }
        double half = (m[q * n + q] - m[p * n + p]) / (2 * apart);
        double tangent = Math.copySign(1, half) / (Math.abs(half) + Math.hypot(1, half));
        double cosine = 1 / Math.hypot(1, tangent);
        double sine = tangent * cosine;
        for (int k = 0; k < n; k++) {
            turn(m, k * n + p, k * n + q, cosine, sine);
            turn(v, k * n + p, k * n + q, cosine, sine);
        }
        for (int k = 0; k < n; k++) {
            turn(m, p * n + k, q * n + k, cosine, sine);
        }
    }

    private static void turn(double[] x, int p, int q, double cosine, double sine) {
        double first = x[p];
        double second = x[q];
        x[p] = cosine * first - sine * second;
        x[q] = sine * first + cosine * second;
    }

    /** The indices of the eigenvalues, the largest first. */
    private int[] order() {
        return IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> -values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The eigenvalues, the largest first. */
    public double[] values() {
        return IntStream.of(order()).mapToDouble(i -> values[i]).toArray();
    }

    /** The eigenvectors as unit columns (n, n), that of the largest eigenvalue first. */
    public double[] vectors() {
        int[] order = order();
        double[] sorted = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < n; c++) {
                sorted[i * n + c] = vectors[i * n + order[c]];
            }
        }
        return sorted;
    }

    /** The projection on the eigenvectors of the {@code count} largest eigenvalues, (n, n). */
    public double[] projection(int count) {
        int[] order = order();
        double[] projection = new double[n * n];
        for (int c = 0; c < count; c++) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    projection[i * n + j] += vectors[i * n + order[c]] * vectors[j * n + order[c]];
                }
            }
        }
        return projection;
    }
}
