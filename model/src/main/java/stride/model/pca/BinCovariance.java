package stride.model.pca;

import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.Progress;

/**
 * The matrix {@code S = A^T A} (bins, bins) of the centred activity A (neurons, bins), known by what it does to tall
 * matrices. Its leading eigenvectors span what the principal components see.
 */
sealed interface BinCovariance {
    /** The number of bins. */
    int bins();

    /** {@code S v}, a new matrix; v is (bins, l). */
    Matrix times(Matrix v);

    /** S itself, formed once by streaming the activity; each product after that is cheap. */
    record Formed(Matrix s, Kernels kernels, Workers workers) implements BinCovariance {
        /** Rows of S made by one product, from the diagonal on: 8 % more than the triangle, and what they pack serves long. */
        private static final int STRIP = 576;

        static Formed of(CenteredBlocks blocks, float[] mean, Kernels kernels, Workers workers, Progress progress) {
            int n = blocks.bins();
            Matrix s = Matrix.zeros(n, n);
            blocks.forEach(mean, progress, (first, rows, values) -> {
                for (int from = 0; from < n; from += STRIP) {
                    kernels.gemm(
                            workers,
                            true,
                            false,
                            Math.min(STRIP, n - from),
                            n - from,
                            rows,
                            1,
                            values,
                            from,
                            n,
                            values,
                            from,
                            n,
                            1,
                            s.data(),
                            from * n + from,
                            n);
                }
            });
            for (int r = 0; r < n; r++) {
                for (int c = 0; c < r; c++) {
                    s.data()[r * n + c] = s.data()[c * n + r];
                }
            }
            return new Formed(s, kernels, workers);
        }

        @Override
        public int bins() {
            return s.rows();
        }

        @Override
        public Matrix times(Matrix v) {
            int n = s.rows();
            int l = v.columns();
            Matrix product = Matrix.zeros(n, l);
            kernels.gemm(workers, false, false, n, l, n, 1, s.data(), 0, n, v.data(), 0, l, 0, product.data(), 0, l);
            return product;
        }
    }

    /** S as two products with each block of the activity: no (bins, bins) matrix, but a pass over the data each time. */
    record Streamed(CenteredBlocks blocks, float[] mean, Kernels kernels, Workers workers, Progress progress)
            implements BinCovariance {
        @Override
        public int bins() {
            return blocks.bins();
        }

        @Override
        public Matrix times(Matrix v) {
            int n = blocks.bins();
            int l = v.columns();
            Matrix product = Matrix.zeros(n, l);
            blocks.forEach(mean, progress, (first, rows, values) -> {
                float[] projected = new float[rows * l];
                kernels.gemm(workers, false, false, rows, l, n, 1, values, 0, n, v.data(), 0, l, 0, projected, 0, l);
                kernels.gemm(
                        workers, true, false, n, l, rows, 1, values, 0, n, projected, 0, l, 1, product.data(), 0, l);
            });
            return product;
        }
    }
}
