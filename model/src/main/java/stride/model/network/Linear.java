package stride.model.network;

import stride.engine.Activation;
import stride.engine.Kernels;
import stride.engine.Matrix;

/** The weights of one fully connected layer, {@code y = x W^T + b}; not to be written to. */
public final class Linear implements Layer {
    private final Matrix weight;
    private final float[] bias;

    /**
     * Joins weights and biases.
     *
     * @param weight (out, in)
     * @param bias   (out)
     */
    public Linear(Matrix weight, float[] bias) {
        if (bias.length != weight.rows()) {
            throw new IllegalArgumentException("%s with %d biases".formatted(weight, bias.length));
        }
        this.weight = weight;
        this.bias = bias;
    }

    /** The weights, (out, in). */
    public Matrix weight() {
        return weight;
    }

    /** The biases, (out). */
    public float[] bias() {
        return bias;
    }

    @Override
    public int in() {
        return weight.columns();
    }

    @Override
    public int out() {
        return weight.rows();
    }

    @Override
    public void forward(Kernels kernels, int batch, float[] x, int xOffset, Activation f, float[] y) {
        kernels.linear(batch, in(), out(), x, xOffset, weight.data(), bias, f, y);
    }
}
