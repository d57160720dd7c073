package stride.model.kalman;

import java.util.function.IntPredicate;
import stride.engine.Matrix;
import stride.model.algebra.Cholesky;

/**
 * How targets go from one bin to the next.
 *
 * @param matrix A (states, states)
 * @param noise  the covariance of what A does not tell, (states, states)
 */
record Transition(double[] matrix, double[] noise) {
    /** Least squares of each bin on the one before it, of the rows that follow each other. */
    static Transition fit(Matrix s, IntPredicate continues) {
        int d = s.columns();
        double[] before = new double[d * d];
        double[] both = new double[d * d];
        int pairs = 0;
        for (int t = 1; t < s.rows(); t++) {
            if (continues.test(t)) {
                pairs++;
                for (int a = 0; a < d; a++) {
                    for (int b = 0; b < d; b++) {
                        before[a * d + b] += (double) s.at(t - 1, a) * s.at(t - 1, b);
                        both[a * d + b] += (double) s.at(t - 1, a) * s.at(t, b);
                    }
                }
            }
        }
        double[] matrix = Dense.transposed(Cholesky.of(d, before).solve(both, d), d, d);
        double[] noise = new double[d * d];
        double[] rest = new double[d];
        for (int t = 1; t < s.rows(); t++) {
            if (continues.test(t)) {
                for (int a = 0; a < d; a++) {
                    rest[a] = s.at(t, a);
                    for (int b = 0; b < d; b++) {
                        rest[a] -= matrix[a * d + b] * s.at(t - 1, b);
                    }
                }
                for (int a = 0; a < d; a++) {
                    for (int b = 0; b < d; b++) {
                        noise[a * d + b] += rest[a] * rest[b] / pairs;
                    }
                }
            }
        }
        return new Transition(matrix, noise);
    }
}
