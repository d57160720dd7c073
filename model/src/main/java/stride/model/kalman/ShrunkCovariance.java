package stride.model.kalman;

import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.algebra.Gram;

/**
 * The covariance of columns whose means are zero, drawn towards its diagonal by as much as its entries are uncertain: with few
 * rows for the columns the plain one is all but singular, and its inverse made of noise.
 *
 * @see <a href="https://doi.org/10.2202/1544-6115.1175">Schaefer and Strimmer 2005, target D</a>
 */
final class ShrunkCovariance {
    private ShrunkCovariance() {}

    /** The covariance of {@code x} (rows, n), (n, n). */
    static double[] of(Matrix x, Kernels kernels, Workers workers) {
        int rows = x.rows();
        int n = x.columns();
        double[] covariance = Dense.scaled(Gram.ofColumns(x, kernels, workers), 1.0 / rows);
        double kept = 1 - intensity(x, covariance, kernels, workers);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                covariance[i * n + j] *= i == j ? 1 : kept;
            }
        }
        return covariance;
    }

    /** The sum of the variances of the entries beside the diagonal over the sum of their squares, at most 1. */
    private static double intensity(Matrix x, double[] covariance, Kernels kernels, Workers workers) {
        int rows = x.rows();
        int n = x.columns();
        Matrix squares = Matrix.zeros(rows, n);
        for (int i = 0; i < squares.data().length; i++) {
            squares.data()[i] = x.data()[i] * x.data()[i];
        }
        // Each entry is a mean over the rows, whose variance is that of one row's product over their number.
        double[] ofSquares = Gram.ofColumns(squares, kernels, workers);
        double variances = 0;
        double entries = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (i != j) {
                    double entry = covariance[i * n + j];
                    variances += (ofSquares[i * n + j] / rows - entry * entry) / rows;
                    entries += entry * entry;
                }
            }
        }
        return entries > 0 ? Math.clamp(variances / entries, 0, 1) : 0;
    }
}
