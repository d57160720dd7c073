package stride.model.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import stride.engine.Activation;
import stride.engine.Adam;
import stride.engine.Kernels;
import stride.engine.Parameter;

/**
 * A network under training: its weights with Adam's moments, and one step on a batch. Nothing is allocated in a step.
 */
public final class TrainStep {
    private final Kernels kernels;
    private final Loss loss;
    private final Adam adam;
    private final Dropout dropout;
    private final double clip;
    private final int largestBatch;
    private final Activation activation;
    private final List<TrainedLayer> layers = new ArrayList<>();
    private final ForwardPass forward;
    private final float[][] gradients;

    /**
     * A step without dropout on a copy of the weights of {@code start}.
     *
     * @param largestBatch there is room for batches of so many rows
     */
    public TrainStep(Mlp start, Loss loss, Adam adam, int largestBatch, Kernels kernels) {
        this(start, loss, adam, Dropout.NONE, 0, largestBatch, kernels);
    }

    /**
     * Copies the weights of {@code start}, and makes room for batches of at most {@code largestBatch} rows.
     *
     * @param dropout made for these hidden layers and as large a batch
     * @param clip    the largest norm of the gradient; 0 for any
     */
    TrainStep(Mlp start, Loss loss, Adam adam, Dropout dropout, double clip, int largestBatch, Kernels kernels) {
        this.kernels = kernels;
        this.loss = loss;
        this.adam = adam;
        this.dropout = dropout;
        this.clip = clip;
        this.largestBatch = largestBatch;
        this.activation = start.activation();
        this.gradients = new float[start.layers().size()][];
        for (Linear layer : start.layers()) {
            gradients[layers.size()] = new float[Math.multiplyExact(largestBatch, layer.out())];
            layers.add(new TrainedLayer(layer, layers.isEmpty(), kernels));
        }
        this.forward = new ForwardPass(layers, activation, largestBatch, dropout);
    }

    /** The way forward through the weights as they are at each run, without dropout, in chunks of many rows. */
    ForwardPass evaluation() {
        return new ForwardPass(layers, activation, ForwardPass.CHUNK);
    }

    /** A copy of the weights as they are now. */
    public Mlp network() {
        return new Mlp(layers.stream().map(TrainedLayer::linear).toList(), activation);
    }

    /** The number of layers. */
    int depth() {
        return layers.size();
    }

    /** A copy of the weights of layer {@code i}, (out, in), with their moments. */
    public Parameter weight(int i) {
        return layers.get(i).weight();
    }

    /** A copy of the biases of layer {@code i} with their moments. */
    public Parameter bias(int i) {
        return layers.get(i).bias();
    }

    /** Takes up weights and biases of layer {@code i} with their moments, as a copy. */
    void goOnFrom(int i, Parameter weight, Parameter bias) {
        layers.get(i).goOnFrom(weight, bias);
    }

    /**
     * Forward, backward and update on one batch; gives the batch's loss before the update.
     *
     * @param x (batch, inputs), from {@code xOffset} on
     * @param y (batch, outputs), from {@code yOffset} on
     * @throws IllegalArgumentException  if there is no room for so large a batch
     * @throws IndexOutOfBoundsException if x or y ends before the batch does
     */
    public double run(int batch, float[] x, int xOffset, float[] y, int yOffset) {
        if (batch < 1 || batch > largestBatch) {
            throw new IllegalArgumentException(
                    "a batch of %d rows where there is room for %d".formatted(batch, largestBatch));
        }
        Objects.checkFromIndexSize(xOffset, batch * layers.getFirst().in(), x.length);
        Objects.checkFromIndexSize(yOffset, batch * layers.getLast().out(), y.length);
        float[] p = forward.run(kernels, batch, x, xOffset);
        int last = gradients.length - 1;
        int n = batch * layers.getLast().out();
        double value = loss.value(n, p, y, yOffset);
        loss.gradient(n, p, y, yOffset, gradients[last]);
        adam.next();
        for (int i = last; i >= 0; i--) {
            backward(i, batch);
            if (clip == 0) { // at once, while the layer's weights are in the cache
                update(i, batch, x, xOffset);
            }
        }
        if (clip > 0) {
            clip(batch, x, xOffset);
            for (int i = last; i >= 0; i--) {
                update(i, batch, x, xOffset);
            }
        }
        return value;
    }

    /** From the gradient by what layer {@code i} passed on to that by its sums, and by what the layer before passed on. */
    private void backward(int i, int batch) {
        TrainedLayer layer = layers.get(i);
        float[] dY = gradients[i];
        if (i < gradients.length - 1) {
            dropout.backward(i, batch * layer.out(), dY);
            kernels.activationGradient(activation, batch * layer.out(), forward.output(i), dY);
        }
        if (i > 0) { // with the weights of before the update
            layer.backward(kernels, batch, dY, gradients[i - 1]);
        }
    }

    private void update(int i, int batch, float[] x, int xOffset) {
        float[] input = i > 0 ? forward.passedOn(i - 1) : x;
        layers.get(i).update(kernels, batch, input, i > 0 ? 0 : xOffset, gradients[i], adam);
    }

    /** Scales all gradients down to the largest norm allowed: those by the weights are linear in those by the sums. */
    private void clip(int batch, float[] x, int xOffset) {
        double squares = 0;
        for (int i = 0; i < gradients.length; i++) {
            TrainedLayer layer = layers.get(i);
            float[] input = i > 0 ? forward.passedOn(i - 1) : x;
            squares += GradientNorm.squared(
                    kernels, batch, layer.in(), layer.out(), input, i > 0 ? 0 : xOffset, gradients[i]);
        }
        if (squares > clip * clip) {
            float scale = (float) (clip / Math.sqrt(squares));
            for (int i = 0; i < gradients.length; i++) {
                int n = batch * layers.get(i).out();
                for (int j = 0; j < n; j++) {
                    gradients[i][j] *= scale;
                }
            }
        }
    }
}
