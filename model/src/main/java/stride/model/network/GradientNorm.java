package stride.model.network;

import stride.engine.Kernels;

/**
 * The norm of a layer's gradients without the gradients: {@code dW = dY^T x} is never stored, but
 *
 * <pre>
 *   |dW|^2 + |db|^2 = sum over rows r, s of (dY dY^T)_rs ((x x^T)_rs + 1)
 * </pre>
 *
 * which takes {@code batch^2 (in + out) / 2} operations instead of {@code batch in out}, accumulated in double.
 */
final class GradientNorm {
    private GradientNorm() {}

    /**
     * The squared norm of a layer's gradients by weights and biases together.
     *
     * @param x  (batch, in), from {@code xOffset} on
     * @param dY (batch, out)
     */
    static double squared(Kernels kernels, int batch, int in, int out, float[] x, int xOffset, float[] dY) {
        double sum = 0;
        for (int r = 0; r < batch; r++) {
            for (int s = 0; s <= r; s++) {
                double gradients = kernels.dot(out, dY, r * out, dY, s * out);
                if (gradients != 0) { // of a row whose units are all silent, or was not looked at
                    double inputs = kernels.dot(in, x, xOffset + r * in, x, xOffset + s * in);
                    sum += (r == s ? 1 : 2) * gradients * (inputs + 1);
                }
            }
        }
        return Math.max(0, sum);
    }
}
