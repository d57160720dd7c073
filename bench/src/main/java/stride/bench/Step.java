package stride.bench;

import stride.engine.Parameter;

/** A network under training, by whatever library: one step on a batch, forward to update, for the mean squared error. */
interface Step {
    /**
     * Forward, backward and update.
     *
     * @param x (batch, inputs)
     * @param y (batch, outputs)
     */
    void run(float[] x, float[] y);

    /** The weights of layer {@code i} with their moments. */
    Parameter weight(int i);

    /** The biases of layer {@code i}, likewise. */
    Parameter bias(int i);
}
