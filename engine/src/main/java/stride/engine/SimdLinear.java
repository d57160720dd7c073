package stride.engine;

/** A layer's sums x w^T + b, tile by tile of samples and units, straight from x and w as they lie. */
final class SimdLinear {
    private static final boolean MANY_REGISTERS = SimdGemm.MANY_REGISTERS;

    private SimdLinear() {}

    static void forward(int batch, int in, int out, float[] x, int xOffset, float[] w, float[] b, float[] y) {
        if (MANY_REGISTERS) {
            for (int o = 0; o < out; o += Dots5x5.UNITS) {
                for (int r = 0; r < batch; r += Dots5x5.SAMPLES) {
                    Dots5x5.multiply(batch, in, out, r, o, x, xOffset, w, b, y);
                }
            }
        } else {
            for (int o = 0; o < out; o += Dots4x3.UNITS) {
                for (int r = 0; r < batch; r += Dots4x3.SAMPLES) {
                    Dots4x3.multiply(batch, in, out, r, o, x, xOffset, w, b, y);
                }
            }
        }
    }
}
