package stride.bench;

import dev.ludovic.netlib.blas.JavaBLAS;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import stride.engine.Kernels;
import stride.engine.Workers;

/**
 * The three matrix products of a fully connected layer, by a library's general product. Row-major: x and dX are (batch,
 * in), w and dW are (out, in), y and dY are (batch, out).
 */
enum LayerProducts {
    STRIDE {
        @Override
        void forward(int batch, int in, int out, float[] x, float[] w, float[] y) {
            KERNELS.gemm(Workers.NONE, false, true, batch, out, in, 1, x, 0, in, w, 0, in, 0, y, 0, out);
        }

        @Override
        void inputGradient(int batch, int in, int out, float[] dY, float[] w, float[] dX) {
            KERNELS.gemm(Workers.NONE, false, false, batch, in, out, 1, dY, 0, out, w, 0, in, 0, dX, 0, in);
        }

        @Override
        void weightGradient(int batch, int in, int out, float[] dY, float[] x, float[] dW) {
            KERNELS.gemm(Workers.NONE, true, false, out, in, batch, 1, dY, 0, out, x, 0, in, 0, dW, 0, in);
        }
    },

    EJML {
        @Override
        void forward(int batch, int in, int out, float[] x, float[] w, float[] y) {
            CommonOps_FDRM.multTransB(wrap(batch, in, x), wrap(out, in, w), wrap(batch, out, y));
        }

        @Override
        void inputGradient(int batch, int in, int out, float[] dY, float[] w, float[] dX) {
            CommonOps_FDRM.mult(wrap(batch, out, dY), wrap(out, in, w), wrap(batch, in, dX));
        }

        @Override
        void weightGradient(int batch, int in, int out, float[] dY, float[] x, float[] dW) {
            CommonOps_FDRM.multTransA(wrap(batch, out, dY), wrap(batch, in, x), wrap(out, in, dW));
        }

        private FMatrixRMaj wrap(int rows, int columns, float[] values) {
            return FMatrixRMaj.wrap(rows, columns, values);
        }
    },

    // It is column-major, to which each of our matrices is its transpose.
    NETLIB {
        @Override
        void forward(int batch, int in, int out, float[] x, float[] w, float[] y) {
            BLAS.sgemm("T", "N", out, batch, in, 1, w, in, x, in, 0, y, out);
        }

        @Override
        void inputGradient(int batch, int in, int out, float[] dY, float[] w, float[] dX) {
            BLAS.sgemm("N", "N", in, batch, out, 1, w, in, dY, out, 0, dX, in);
        }

        @Override
        void weightGradient(int batch, int in, int out, float[] dY, float[] x, float[] dW) {
            BLAS.sgemm("N", "T", in, out, batch, 1, x, in, dY, out, 0, dW, in);
        }
    };

    private static final Kernels KERNELS = Kernels.choose("simd");
    private static final JavaBLAS BLAS = JavaBLAS.getInstance();

    static {
        if (!BLAS.getClass().getSimpleName().equals("VectorBLAS")) {
            throw new IllegalStateException("netlib runs " + BLAS.getClass() + ", not its VectorBLAS");
        }
    }

    /** Sets {@code y = x w^T}. */
    abstract void forward(int batch, int in, int out, float[] x, float[] w, float[] y);

    /** Sets {@code dX = dY w}. */
    abstract void inputGradient(int batch, int in, int out, float[] dY, float[] w, float[] dX);

    /** Sets {@code dW = dY^T x}. */
    abstract void weightGradient(int batch, int in, int out, float[] dY, float[] x, float[] dW);
}
