package stride.model.algebra;

import stride.model.NumericException;

/**
 * The Cholesky factor of a symmetric positive definite matrix, in double: {@code A = L L^T}, L lower triangular.
 *
 * <p>It fails loudly where the matrix is not positive definite to working precision.
 */
public final class Cholesky {
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
            largest = Math.max(largest, a[i * n + i]);
        }
        // A pivot of rounding errors: each of n subtractions is off by half an ulp of the diagonal.
        double smallest = n * 0x1p-52 * largest;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i * n + j];
                for (int p = 0; p < j; p++) {
                    sum -= lower[i * n + p] * lower[j * n + p];
                }
                if (i != j) {
                    lower[i * n + j] = sum / lower[j * n + j];
                } else if (sum > smallest) {
                    lower[i * n + i] = Math.sqrt(sum);
                } else {
                    throw new NumericException(
                            "a matrix of %d x %d is singular at column %d (pivot %.3g)".formatted(n, n, i, sum));
                }
            }
        }
        return new Cholesky(n, lower);
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

    /** The inverse of the transposed factor, {@code L^-T}: upper triangular (n, n). */
    public double[] inverseTransposed() {
        double[] inverse = new double[n * n];
        for (int column = 0; column < n; column++) {
            inverse[column * n + column] = 1 / lower[column * n + column];
            // Row `column` of L^-T is column `column` of L^-1: forward substitution on a unit vector.
            for (int i = column + 1; i < n; i++) {
                double sum = 0;
                for (int p = column; p < i; p++) {
                    sum -= lower[i * n + p] * inverse[column * n + p];
                }
                inverse[column * n + i] = sum / lower[i * n + i];
            }
        }
        return inverse;
    }
}
