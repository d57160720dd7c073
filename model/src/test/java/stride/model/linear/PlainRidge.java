package stride.model.linear;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import stride.model.network.Samples;

/** The reference: ridge with a free intercept, its normal equations formed and solved in double. */
final class PlainRidge {
    private PlainRidge() {}

    /** Intercept and coefficients for one output, from all rows but {@code from .. to - 1}. */
    static double[] fit(Samples samples, int output, double lambda, int from, int to) {
        int n = 1 + samples.x().columns();
        DMatrixRMaj matrix = new DMatrixRMaj(n, n);
        DMatrixRMaj right = new DMatrixRMaj(n, 1);
        for (int r = 0; r < samples.count(); r++) {
            for (int i = 0; i < n && (r < from || r >= to); i++) {
                right.add(i, 0, input(samples, r, i) * samples.y().at(r, output));
                for (int j = 0; j < n; j++) {
                    matrix.add(i, j, input(samples, r, i) * input(samples, r, j));
                }
            }
        }
        for (int i = 1; i < n; i++) {
            matrix.add(i, i, lambda);
        }
        DMatrixRMaj solution = new DMatrixRMaj(n, 1);
        if (!CommonOps_DDRM.solve(matrix, right, solution)) {
            throw new AssertionError("the reference is singular");
        }
        return solution.data;
    }

    /** The squared errors on the rows {@code from .. to - 1} of what the others give that lie {@code gap} rows apart. */
    static double heldOutError(Samples samples, int output, double lambda, int from, int to, int gap) {
        double[] line = fit(samples, output, lambda, from - gap, to + gap);
        double sum = 0;
        for (int r = from; r < to; r++) {
            double p = 0;
            for (int i = 0; i < line.length; i++) {
                p += line[i] * input(samples, r, i);
            }
            sum += Math.pow(p - samples.y().at(r, output), 2);
        }
        return sum;
    }

    private static double input(Samples samples, int row, int i) {
        return i == 0 ? 1 : samples.x().at(row, i - 1);
    }
}
