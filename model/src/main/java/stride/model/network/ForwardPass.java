package stride.model.network;

import java.util.List;
import stride.engine.Activation;
import stride.engine.Kernels;
import stride.engine.Matrix;

/** Takes batches through the layers of a network; owns the layers' outputs, so that nothing is allocated per batch. */
final class ForwardPass {
    /** Rows sent through the layers at once: weights are read once for all of them, and both stay in the L2 cache. */
    static final int CHUNK = 256;

    private final List<? extends Layer> layers;
    private final Activation activation;
    private final Dropout dropout;
    private final float[][] outputs;
    private final float[][] passed;

    /** Makes room for batches of at most {@code largestBatch} rows. */
    ForwardPass(List<? extends Layer> layers, Activation activation, int largestBatch) {
        this(layers, activation, largestBatch, Dropout.NONE);
    }

    /** The same for training, where hidden outputs are left out at random. */
    ForwardPass(List<? extends Layer> layers, Activation activation, int largestBatch, Dropout dropout) {
        this.layers = layers;
        this.activation = activation;
        this.dropout = dropout;
        this.outputs = new float[layers.size()][];
        this.passed = new float[outputs.length - 1][];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] =
                    new float[Math.multiplyExact(largestBatch, layers.get(i).out())];
        }
    }

    /**
     * The network's outputs, (batch, outputs), overwritten by the next run.
     *
     * @param x (batch, inputs), from {@code xOffset} on
     */
    float[] run(Kernels kernels, int batch, float[] x, int xOffset) {
        float[] input = x;
        int offset = xOffset;
        int last = outputs.length - 1;
        for (int i = 0; i <= last; i++) {
            Layer layer = layers.get(i);
            Activation f = i < last ? activation : Activation.IDENTITY;
            layer.forward(kernels, batch, input, offset, f, outputs[i]);
            if (i < last) {
                passed[i] = dropout.forward(i, batch * layer.out(), outputs[i]);
                input = passed[i];
                offset = 0;
            }
        }
        return outputs[last];
    }

    /** Sets {@code y} (rows, outputs) to the network's outputs for every row of x, a chunk at a time. */
    void runAll(Kernels kernels, Matrix x, float[] y) {
        int outputs = layers.getLast().out();
        for (int first = 0; first < x.rows(); first += CHUNK) {
            int count = Math.min(CHUNK, x.rows() - first);
            float[] out = run(kernels, count, x.data(), first * x.columns());
            System.arraycopy(out, 0, y, first * outputs, count * outputs);
        }
    }

    /** What layer {@code i} gave in the last run, (batch, out). */
    float[] output(int i) {
        return outputs[i];
    }

    /** What hidden layer {@code i} passed on of it to the next: the same array without dropout. */
    float[] passedOn(int i) {
        return passed[i];
    }
}
