package stride.model.pca;

import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.algebra.Gram;

/**
 * A subspace of directions in time, and what the activity A is in it.
 *
 * @param basis     Q (bins, l), orthonormal columns
 * @param projected A Q (neurons, l)
 */
record Subspace(Matrix basis, Matrix projected, Kernels kernels, Workers workers) {
    /** Rows of products that are made at once, from the diagonal on. */
    private static final int STRIP = 256;

    /** The dimension. */
    int columns() {
        return basis.columns();
    }

    /** The covariance within the subspace, {@code (A Q)^T A Q} (l, l), in double. */
    double[] products() {
        return Gram.ofColumns(projected, kernels, workers);
    }

    /** The subspace of this one's combinations, orthonormal columns (columns, l). */
    Subspace combined(Matrix combinations) {
        return new Subspace(
                Basis.times(basis, combinations, kernels, workers),
                Basis.times(projected, combinations, kernels, workers),
                kernels,
                workers);
    }

    /** {@link #products} in float32: to iterate with, not to judge by. */
    Matrix covariance() {
        int n = columns();
        Matrix s = Matrix.zeros(n, n);
        for (int from = 0; from < n; from += STRIP) {
            kernels.gemm(
                    workers,
                    true,
                    false,
                    Math.min(STRIP, n - from),
                    n - from,
                    projected.rows(),
                    1,
                    projected.data(),
                    from,
                    n,
                    projected.data(),
                    from,
                    n,
                    0,
                    s.data(),
                    from * n + from,
                    n);
        }
        for (int r = 0; r < n; r++) {
            for (int c = 0; c < r; c++) {
                s.data()[r * n + c] = s.data()[c * n + r];
            }
        }
        return s;
    }
}
