package stride.bench;

import dev.ludovic.netlib.blas.JavaBLAS;
import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import stride.engine.Kernels;
import stride.engine.Workers;

/** Who multiplies: Stride and the pure-Java libraries that it is compared with, on row-major matrices without gaps. */
public enum Sgemm {
    /** Stride's SIMD kernels in one thread. */
    STRIDE {
        @Override
        public void multiply(int m, int n, int k, float[] a, float[] b, float[] c) {
            KERNELS.gemm(Workers.NONE, false, false, m, n, k, 1, a, 0, k, b, 0, n, 0, c, 0, n);
        }
    },
    /** Stride's SIMD kernels in two threads. */
    STRIDE_2 {
        @Override
        public void multiply(int m, int n, int k, float[] a, float[] b, float[] c) {
            KERNELS.gemm(TWO, false, false, m, n, k, 1, a, 0, k, b, 0, n, 0, c, 0, n);
        }
    },
    /** The VectorBLAS of dev.ludovic.netlib, which is what Spark uses. */
    NETLIB {
        @Override
        public void multiply(int m, int n, int k, float[] a, float[] b, float[] c) {
            // It is column-major: C^T = B^T A^T.
            BLAS.sgemm("N", "N", n, m, k, 1, b, n, a, k, 0, c, n);
        }
    },
    /** EJML's float matrices. */
    EJML {
        @Override
        public void multiply(int m, int n, int k, float[] a, float[] b, float[] c) {
            CommonOps_FDRM.mult(FMatrixRMaj.wrap(m, k, a), FMatrixRMaj.wrap(k, n, b), FMatrixRMaj.wrap(m, n, c));
        }
    },
    /** Three nested loops, in the order that reads memory in order. */
    LOOP {
        @Override
        public void multiply(int m, int n, int k, float[] a, float[] b, float[] c) {
            Arrays.fill(c, 0, m * n, 0);
            for (int i = 0; i < m; i++) {
                for (int p = 0; p < k; p++) {
                    float left = a[i * k + p];
                    for (int j = 0; j < n; j++) {
                        c[i * n + j] += left * b[p * n + j];
                    }
                }
            }
        }
    };

    private static final Kernels KERNELS = Kernels.choose("simd");
    private static final Workers TWO = Workers.of(2);
    private static final JavaBLAS BLAS = JavaBLAS.getInstance();

    /** Sets {@code c = a b}; a is (m, k), b is (k, n), c is (m, n). */
    public abstract void multiply(int m, int n, int k, float[] a, float[] b, float[] c);

    /**
     * Refuses to be timed with a wrong result, or under a wrong name.
     *
     * @throws IllegalStateException if c is not a b, where a and b are whole numbers small enough to be exact
     */
    public void check(int m, int n, int k, float[] a, float[] b, float[] c) {
        if (this == NETLIB && !BLAS.getClass().getSimpleName().equals("VectorBLAS")) {
            throw new IllegalStateException("netlib runs " + BLAS.getClass() + ", not its VectorBLAS");
        }
        Arrays.fill(c, Float.NaN);
        multiply(m, n, k, a, b, c);
        int step = Math.max(1, m * n / 10_007);
        for (int at = 0; at < m * n; at += step) {
            int i = at / n;
            int j = at % n;
            double sum = 0;
            for (int p = 0; p < k; p++) {
                sum += a[i * k + p] * b[p * n + j];
            }
            if (c[at] != sum) {
                throw new IllegalStateException("%s: (%d, %d) is %s, not %s".formatted(this, i, j, c[at], sum));
            }
        }
    }
}
