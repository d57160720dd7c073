package stride.model.network;

import stride.engine.Activation;
import stride.engine.Kernels;

/** One fully connected layer on its way forward, however its weights lie. */
interface Layer {
    /** The number of inputs. */
    int in();

    /** The number of outputs. */
    int out();

    /**
     * Sets {@code y} (batch, out) to {@code f(x W^T + b)}.
     *
     * @param x (batch, in), from {@code xOffset} on
     */
    void forward(Kernels kernels, int batch, float[] x, int xOffset, Activation f, float[] y);
}
