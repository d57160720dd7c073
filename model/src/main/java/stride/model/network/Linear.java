package stride.model.network;

import stride.engine.Matrix;

/** The weights of one fully connected layer, {@code y = x W^T + b}; not to be written to. */
public final class Linear {
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

    /** The number of inputs. */
    public int in() {
        return weight.columns();
    }

    /** The number of outputs. */
    public int out() {
        return weight.rows();
    }
}
