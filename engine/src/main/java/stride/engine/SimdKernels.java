package stride.engine;

import jdk.incubator.vector.FloatVector;

/** The kernels on the JDK's Vector API, at the width that the JVM prefers; each lies in a class of its own. */
public final class SimdKernels implements Kernels {
    /** For what the JIT compiler vectorises as well by itself. */
    private static final ScalarKernels PLAIN = new ScalarKernels();

    private SimdKernels() {}

    static SimdKernels create() {
        return new SimdKernels();
    }

    @Override
    public String name() {
        return "simd-" + FloatVector.SPECIES_PREFERRED.vectorBitSize();
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
        int aRow = transA ? 1 : lda;
        int aColumn = transA ? lda : 1;
        int bRow = transB ? 1 : ldb;
        int bColumn = transB ? ldb : 1;
        SimdGemm.multiply(
                workers, m, n, k, alpha, a, aOffset, aRow, aColumn, b, bOffset, bRow, bColumn, beta, c, cOffset, ldc);
    }

    @Override
    public void linear(
            int batch, int in, int out, float[] x, int xOffset, float[] w, float[] b, Activation f, float[] y) {
        SimdLinear.forward(batch, in, out, x, xOffset, w, b, y);
        SimdActivations.activate(f, batch * out, y, 0);
    }

    @Override
    public int panelUnits() {
        return PanelLayer.UNITS;
    }

    @Override
    public void linearPanels(
            int batch, int in, int out, float[] x, int xOffset, float[] w, float[] b, Activation f, float[] y) {
        PanelLayer.forward(batch, in, out, x, xOffset, w, b, y);
        SimdActivations.activate(f, batch * out, y, 0);
    }

    @Override
    public void activationGradient(Activation f, int n, float[] y, float[] dY) {
        SimdActivations.gradient(f, n, y, dY);
    }

    @Override
    public void linearInputGradient(int batch, int in, int out, float[] dY, float[] w, float[] dX) {
        SimdGemm.multiply(Workers.NONE, batch, in, out, 1, dY, 0, out, 1, w, 0, in, 1, 0, dX, 0, in);
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
        AdamUpdate.update(batch, in, out, x, xOffset, dY, weight, bias, adam);
    }

    @Override
    public void linearUpdatePanels(
            int batch,
            int in,
            int out,
            float[] x,
            int xOffset,
            float[] dY,
            Parameter weight,
            Parameter bias,
            Adam adam) {
        PanelLayer.update(batch, in, out, x, xOffset, dY, weight, bias, adam);
    }

    @Override
    public void activate(Activation f, int n, float[] y, int offset) {
        SimdActivations.activate(f, n, y, offset);
    }

    @Override
    public double sum(int n, float[] x, int offset) {
        return SimdSums.sum(n, x, offset);
    }

    @Override
    public double dot(int n, float[] x, int xOffset, float[] y, int yOffset) {
        return SimdSums.dot(n, x, xOffset, y, yOffset);
    }

    @Override
    public double squaredDistance(int n, float[] x, int xOffset, float[] y, int yOffset) {
        return SimdSums.squaredDistance(n, x, xOffset, y, yOffset);
    }

    @Override
    public void convert(int n, double[] x, int xOffset, float[] y, int yOffset) {
        PLAIN.convert(n, x, xOffset, y, yOffset);
    }

    @Override
    public void convert(int n, long[] x, int xOffset, boolean unsigned, float[] y, int yOffset) {
        PLAIN.convert(n, x, xOffset, unsigned, y, yOffset);
    }

    @Override
    public void convert(int n, int[] x, int xOffset, boolean unsigned, float[] y, int yOffset) {
        if (unsigned) {
            SimdConversions.unsigned(n, x, xOffset, y, yOffset);
        } else {
            PLAIN.convert(n, x, xOffset, false, y, yOffset);
        }
    }

    @Override
    public void convert(int n, short[] x, int xOffset, boolean unsigned, float[] y, int yOffset) {
        if (unsigned) {
            SimdConversions.unsigned(n, x, xOffset, y, yOffset);
        } else {
            PLAIN.convert(n, x, xOffset, false, y, yOffset);
        }
    }

    @Override
    public void convert(int n, byte[] x, int xOffset, boolean unsigned, float[] y, int yOffset) {
        if (unsigned) {
            SimdConversions.unsigned(n, x, xOffset, y, yOffset);
        } else {
            PLAIN.convert(n, x, xOffset, false, y, yOffset);
        }
    }

    @Override
    public void convertHalves(int n, short[] x, int xOffset, float[] y, int yOffset) {
        PLAIN.convertHalves(n, x, xOffset, y, yOffset);
    }
}
