package stride.model.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import stride.engine.Adam;
import stride.engine.Kernels;
import stride.engine.Matrix;
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
    private final Mlp network;
    private final List<Parameter> weights = new ArrayList<>();
    private final List<Parameter> biases = new ArrayList<>();
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
        this.network = copy(start);
        this.forward = new ForwardPass(network, largestBatch, dropout);
        this.gradients = new float[start.layers().size()][];
        for (Linear layer : network.layers()) {
            gradients[weights.size()] = new float[Math.multiplyExact(largestBatch, layer.out())];
            weights.add(Parameter.untrained(layer.weight().data()));
            biases.add(Parameter.untrained(layer.bias()));
        }
    }

    /** The network that is being trained: its weights change with every step. */
    public Mlp network() {
        return network;
    }

    /** The weights of layer {@code i} with their moments; they change with every step. */
    public Parameter weight(int i) {
        return weights.get(i);
    }

    /** The biases of layer {@code i}, likewise. */
    public Parameter bias(int i) {
        return biases.get(i);
    }

    /** A copy of the weights as they are now. */
    Mlp snapshot() {
        return copy(network);
    }

    private static Mlp copy(Mlp network) {
        List<Linear> layers = network.layers().stream()
                .map(layer -> new Linear(
                        new Matrix(
                                layer.out(), layer.in(), layer.weight().data().clone()),
                        layer.bias().clone()))
                .toList();
        return new Mlp(layers, network.activation());
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
        Objects.checkFromIndexSize(xOffset, batch * network.inputs(), x.length);
        Objects.checkFromIndexSize(yOffset, batch * network.outputs(), y.length);
        float[] p = forward.run(kernels, batch, x, xOffset);
        int last = gradients.length - 1;
        int n = batch * network.outputs();
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
        Linear layer = network.layers().get(i);
        float[] dY = gradients[i];
        if (i < gradients.length - 1) {
            dropout.backward(i, batch * layer.out(), dY);
            kernels.activationGradient(network.activation(), batch * layer.out(), forward.output(i), dY);
        }
        if (i > 0) { // with the weights of before the update
            kernels.linearInputGradient(
                    batch, layer.in(), layer.out(), dY, layer.weight().data(), gradients[i - 1]);
        }
    }

    private void update(int i, int batch, float[] x, int xOffset) {
        Linear layer = network.layers().get(i);
        float[] input = i > 0 ? forward.passedOn(i - 1) : x;
        kernels.linearUpdate(
                batch, layer.in(), layer.out(), input, i > 0 ? 0 : xOffset, gradients[i], weight(i), bias(i), adam);
    }

    /** Scales all gradients down to the largest norm allowed: those by the weights are linear in those by the sums. */
    private void clip(int batch, float[] x, int xOffset) {
        double squares = 0;
        for (int i = 0; i < gradients.length; i++) {
            Linear layer = network.layers().get(i);
            float[] input = i > 0 ? forward.passedOn(i - 1) : x;
            squares += GradientNorm.squared(
                    kernels, batch, layer.in(), layer.out(), input, i > 0 ? 0 : xOffset, gradients[i]);
        }
        if (squares > clip * clip) {
            float scale = (float) (clip / Math.sqrt(squares));
            for (int i = 0; i < gradients.length; i++) {
                int n = batch * network.layers().get(i).out();
                for (int j = 0; j < n; j++) {
                    gradients[i][j] *= scale;
                }
            }
        }
    }
}
