package stride.bench;

import java.util.Arrays;
import java.util.List;
import stride.engine.Activation;
import stride.engine.Kernels;
import stride.engine.Parameter;
import stride.model.network.Linear;
import stride.model.network.Mlp;

/**
 * The same step as one writes it with a library's matrix product: each product, bias, activation, gradient and update is
 * a pass of its own over arrays in memory. Activations are Stride's for everyone, so that products and fusion are
 * what is compared.
 */
final class UnfusedStep implements Step {
    private final LayerProducts products;
    private final Kernels kernels;
    private final Activation activation;
    private final int batch;
    private final PlainAdam adam;
    private final Parameter[] weights;
    private final Parameter[] biases;
    private final int[] widths;
    private final float[][] outputs;
    private final float[][] dOutputs;
    private final float[][] dWeights;
    private final float[] dBias;

    UnfusedStep(Mlp start, double learningRate, int batch, LayerProducts products) {
        this.products = products;
        this.kernels = Kernels.choose("simd");
        this.activation = start.activation();
        this.batch = batch;
        this.adam = new PlainAdam(learningRate);
        List<Linear> layers = start.layers();
        int depth = layers.size();
        this.weights = new Parameter[depth];
        this.biases = new Parameter[depth];
        this.widths = new int[depth + 1];
        this.outputs = new float[depth][];
        this.dOutputs = new float[depth][];
        this.dWeights = new float[depth][];
        widths[0] = start.inputs();
        for (int i = 0; i < depth; i++) {
            Linear layer = layers.get(i);
            widths[i + 1] = layer.out();
            weights[i] = Parameter.untrained(layer.weight().data().clone());
            biases[i] = Parameter.untrained(layer.bias().clone());
            outputs[i] = new float[batch * layer.out()];
            dOutputs[i] = new float[batch * layer.out()];
            dWeights[i] = new float[layer.out() * layer.in()];
        }
        this.dBias = new float[Arrays.stream(widths).max().orElseThrow()];
    }

    @Override
    public void run(float[] x, float[] y) {
        forward(x);
        lossGradient(y);
        adam.next();
        backward(x);
    }

    private void forward(float[] x) {
        for (int i = 0; i < weights.length; i++) {
            float[] input = i > 0 ? outputs[i - 1] : x;
            products.forward(batch, widths[i], widths[i + 1], input, weights[i].values(), outputs[i]);
            addBias(biases[i].values(), widths[i + 1], outputs[i]);
            if (i < weights.length - 1) {
                kernels.activate(activation, outputs[i].length, outputs[i], 0);
            }
        }
    }

    private void addBias(float[] bias, int out, float[] y) {
        for (int r = 0; r < batch; r++) {
            for (int o = 0; o < out; o++) {
                y[r * out + o] += bias[o];
            }
        }
    }

    private void lossGradient(float[] y) {
        float[] p = outputs[weights.length - 1];
        float[] dP = dOutputs[weights.length - 1];
        for (int i = 0; i < p.length; i++) {
            dP[i] = 2f / p.length * (p[i] - y[i]);
        }
    }

    private void backward(float[] x) {
        for (int i = weights.length - 1; i >= 0; i--) {
            int in = widths[i];
            int out = widths[i + 1];
            float[] dY = dOutputs[i];
            if (i < weights.length - 1) {
                kernels.activationGradient(activation, dY.length, outputs[i], dY);
            }
            if (i > 0) { // with the weights of before the update
                products.inputGradient(batch, in, out, dY, weights[i].values(), dOutputs[i - 1]);
            }
            products.weightGradient(batch, in, out, dY, i > 0 ? outputs[i - 1] : x, dWeights[i]);
            sumRows(out, dY);
            adam.update(out * in, dWeights[i], weights[i]);
            adam.update(out, dBias, biases[i]);
        }
    }

    private void sumRows(int out, float[] dY) {
        Arrays.fill(dBias, 0, out, 0);
        for (int r = 0; r < batch; r++) {
            for (int o = 0; o < out; o++) {
                dBias[o] += dY[r * out + o];
            }
        }
    }

    @Override
    public Parameter weight(int i) {
        return weights[i];
    }

    @Override
    public Parameter bias(int i) {
        return biases[i];
    }
}
