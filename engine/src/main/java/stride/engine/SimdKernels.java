package stride.engine;

/** The kernels on the JDK's Vector API. */
public final class SimdKernels implements Kernels {
    private final ScalarKernels scalar = new ScalarKernels();

    static SimdKernels create() {
        return new SimdKernels();
    }

    @Override
    public String name() {
        return "simd";
    }

    @Override
    public void gemm(
            Workers workers,
            boolean transA,
            boolean transB,
            int m,
            int n,
            int k,
            float alpha,
            float[] a,
            int aOffset,
            int lda,
            float[] b,
            int bOffset,
            int ldb,
            float beta,
            float[] c,
            int cOffset,
            int ldc) {
        scalar.gemm(workers, transA, transB, m, n, k, alpha, a, aOffset, lda, b, bOffset, ldb, beta, c, cOffset, ldc);
    }

    @Override
    public void linear(
            int batch, int in, int out, float[] x, int xOffset, float[] w, float[] b, Activation f, float[] y) {
        scalar.linear(batch, in, out, x, xOffset, w, b, f, y);
    }

    @Override
    public void activationGradient(Activation f, int n, float[] y, float[] dY) {
        scalar.activationGradient(f, n, y, dY);
    }

    @Override
    public void linearInputGradient(int batch, int in, int out, float[] dY, float[] w, float[] dX) {
        scalar.linearInputGradient(batch, in, out, dY, w, dX);
    }

    @Override
    public void linearUpdate(
            int batch,
            int in,
            int out,
            float[] x,
            int xOffset,
            float[] dY,
            Parameter weight,
            Parameter bias,
            Adam adam) {
        scalar.linearUpdate(batch, in, out, x, xOffset, dY, weight, bias, adam);
    }

    @Override
    public void activate(Activation f, int n, float[] y, int offset) {
        scalar.activate(f, n, y, offset);
    }

    @Override
    public double sum(int n, float[] x, int offset) {
        return scalar.sum(n, x, offset);
    }

    @Override
    public double dot(int n, float[] x, int xOffset, float[] y, int yOffset) {
        return scalar.dot(n, x, xOffset, y, yOffset);
    }

    @Override
    public double squaredDistance(int n, float[] x, int xOffset, float[] y, int yOffset) {
        return scalar.squaredDistance(n, x, xOffset, y, yOffset);
    }
}
