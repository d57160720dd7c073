package stride.model.kalman;

import stride.engine.Matrix;
import stride.model.algebra.Cholesky;

/** The few operations of a filter on small matrices, in double, row-major. */
final class Dense {
    private Dense() {}

    /** A (n, k) times B (k, m). */
    static double[] times(double[] a, double[] b, int n, int k, int m) {
        double[] c = new double[n * m];
        for (int i = 0; i < n; i++) {
            for (int p = 0; p < k; p++) {
                for (int j = 0; j < m; j++) {
                    c[i * m + j] += a[i * k + p] * b[p * m + j];
                }
            }
        }
        return c;
    }

    /** A^T (n, k) times B (k, m), A being (k, n). */
    static double[] transposedTimes(double[] a, double[] b, int k, int n, int m) {
        return times(transposed(a, k, n), b, n, k, m);
    }

    /** A^T of A (n, m). */
    static double[] transposed(double[] a, int n, int m) {
        double[] t = new double[n * m];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                t[j * n + i] = a[i * m + j];
            }
        }
        return t;
    }

    static double[] plus(double[] a, double[] b) {
        double[] sum = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            sum[i] = a[i] + b[i];
        }
        return sum;
    }

    static double[] scaled(double[] a, double by) {
        double[] scaled = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            scaled[i] = a[i] * by;
        }
        return scaled;
    }

    /** The inverse of a symmetric positive definite matrix. */
    static double[] inverse(int n, double[] a) {
        double[] identity = new double[n * n];
        for (int i = 0; i < n; i++) {
            identity[i * n + i] = 1;
        }
        return Cholesky.of(n, a).solve(identity, n);
    }

    static double[] columnMeans(Matrix x) {
        double[] means = new double[x.columns()];
        for (int r = 0; r < x.rows(); r++) {
            for (int c = 0; c < means.length; c++) {
                means[c] += x.at(r, c);
            }
        }
        return scaled(means, 1.0 / x.rows());
    }

    /** The same rows about these means. */
    static Matrix minus(Matrix x, double[] means) {
        Matrix centred = Matrix.zeros(x.rows(), x.columns());
        for (int i = 0; i < centred.data().length; i++) {
            centred.data()[i] = (float) (x.data()[i] - means[i % means.length]);
        }
        return centred;
    }
}
