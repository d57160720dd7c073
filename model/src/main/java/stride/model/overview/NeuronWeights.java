package stride.model.overview;

import java.util.Arrays;
import stride.engine.Activation;
import stride.engine.Matrix;
import stride.model.decoder.Decoder;
import stride.model.decoder.Prepared;
import stride.model.network.Linear;
import stride.model.network.Mlp;
import stride.model.split.Part;

/**
 * What each neuron adds to a decoder's prediction: the mean over train bins of the prediction's gradient by the neuron's
 * activity. Of a linear decoder that is components^T w, the same in every bin. With a window of several bins it is the
 * sum over the window: the answer to a change that lasts as long.
 */
public final class NeuronWeights {
    /** Evenly spaced train bins of which the mean is taken: of more it hardly changes, and it takes their time. */
    private static final int MOST_BINS = 256;

    private NeuronWeights() {}

    /**
     * The weights of one output, (neurons), in units of the target for one unit of activity.
     *
     * @param prepared what the decoder was fitted on
     */
    public static float[] of(Prepared prepared, Decoder decoder, int output) {
        double[] byInput = byInput(decoder, prepared, output);
        int k = prepared.x().columns();
        double perOutput =
                decoder.targetScaler().map(s -> (double) s.scale()[output]).orElse(1.0);
        double[] byScore = new double[k];
        for (int i = 0; i < byInput.length; i++) {
            byScore[i % k] += byInput[i] * perOutput;
        }
        decoder.inputScaler().ifPresent(s -> {
            for (int i = 0; i < k; i++) {
                byScore[i] /= s.scale()[i];
            }
        });
        double[] weights =
                decoder.pca().map(pca -> combined(pca.components(), byScore)).orElse(byScore);
        float[] rounded = new float[weights.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) weights[i];
        }
        return rounded;
    }

    private static double[] combined(Matrix components, double[] byScore) {
        double[] weights = new double[components.columns()];
        for (int c = 0; c < byScore.length; c++) {
            for (int i = 0; i < weights.length; i++) {
                weights[i] += byScore[c] * components.at(c, i);
            }
        }
        return weights;
    }

    private static double[] byInput(Decoder decoder, Prepared prepared, int output) {
        int[] train = prepared.bins(Part.TRAIN);
        int count = Math.min(MOST_BINS, train.length);
        int[] bins = new int[decoder.network().layers().size() == 1 ? 1 : count]; // of a line one bin tells all
        Arrays.setAll(bins, i -> train[(int) ((long) i * train.length / bins.length)]);
        Matrix windows = decoder.history().windows(prepared.x(), bins);
        double[] mean = new double[windows.columns()];
        for (int b = 0; b < bins.length; b++) {
            double[] gradient = gradient(decoder.network(), windows, b, output);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += gradient[i] / bins.length;
            }
        }
        return mean;
    }

    /** The gradient of one output by the inputs in one row of x. */
    static double[] gradient(Mlp network, Matrix x, int row, int output) {
        int depth = network.layers().size();
        double[][] values = new double[depth][]; // of each hidden layer
        double[] in = new double[x.columns()];
        Arrays.setAll(in, i -> x.at(row, i));
        for (int l = 0; l < depth - 1; l++) {
            in = forward(network.layers().get(l), network.activation(), in);
            values[l] = in;
        }
        double[] d = new double[network.outputs()];
        d[output] = 1;
        for (int l = depth - 1; l >= 0; l--) {
            d = backward(network.layers().get(l), d);
            for (int i = 0; l > 0 && i < d.length; i++) {
                d[i] *= slope(network.activation(), values[l - 1][i]);
            }
        }
        return d;
    }

    private static double[] forward(Linear layer, Activation f, double[] x) {
        double[] y = new double[layer.out()];
        for (int o = 0; o < y.length; o++) {
            double sum = layer.bias()[o];
            for (int i = 0; i < x.length; i++) {
                sum += layer.weight().at(o, i) * x[i];
            }
            y[o] = switch (f) {
                case RELU -> Math.max(sum, 0);
                case SIGMOID -> 1 / (1 + Math.exp(-sum));
                case TANH -> Math.tanh(sum);
                case IDENTITY -> sum;
            };
        }
        return y;
    }

    private static double[] backward(Linear layer, double[] dY) {
        double[] dX = new double[layer.in()];
        for (int o = 0; o < dY.length; o++) {
            for (int i = 0; dY[o] != 0 && i < dX.length; i++) {
                dX[i] += dY[o] * layer.weight().at(o, i);
            }
        }
        return dX;
    }

    /** The derivative of the activation, from the value that it gave. */
    private static double slope(Activation f, double y) {
        return switch (f) {
            case RELU -> y > 0 ? 1 : 0;
            case SIGMOID -> y * (1 - y);
            case TANH -> 1 - y * y;
            case IDENTITY -> 1;
        };
    }
}
