package stride.model.network;

import java.util.function.DoubleSupplier;
import java.util.function.IntFunction;
import stride.engine.Activation;
import stride.engine.Matrix;

/** The reference: a network in double, loop by loop, and its gradient by central differences. */
final class PlainNetwork {
    private final double[][] weights;
    private final double[][] biases;
    private final Activation activation;
    private final IntFunction<float[]> masks;

    PlainNetwork(Mlp network) {
        this(network, layer -> new float[0]);
    }

    /** With the masks (rows, out) of the hidden layers that dropout has drawn; an empty one leaves nothing out. */
    PlainNetwork(Mlp network, IntFunction<float[]> masks) {
        this.masks = masks;
        this.weights = new double[network.layers().size()][];
        this.biases = new double[network.layers().size()][];
        this.activation = network.activation();
        for (int i = 0; i < weights.length; i++) {
            weights[i] = widened(network.layers().get(i).weight().data());
            biases[i] = widened(network.layers().get(i).bias());
        }
    }

    private static double[] widened(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    private static double apply(Activation f, double x) {
        return switch (f) {
            case RELU -> Math.max(x, 0);
            case SIGMOID -> 1 / (1 + Math.exp(-x));
            case TANH -> Math.tanh(x);
            case IDENTITY -> x;
        };
    }

    /** The outputs for row {@code r} of x. */
    double[] predict(Matrix x, int r) {
        double[] values = new double[x.columns()];
        for (int i = 0; i < values.length; i++) {
            values[i] = x.at(r, i);
        }
        for (int layer = 0; layer < weights.length; layer++) {
            double[] next = biases[layer].clone();
            for (int o = 0; o < next.length; o++) {
                for (int i = 0; i < values.length; i++) {
                    next[o] += weights[layer][o * values.length + i] * values[i];
                }
            }
            if (layer < weights.length - 1) {
                hide(next, masks.apply(layer), r);
            }
            values = next;
        }
        return values;
    }

    private void hide(double[] sums, float[] mask, int r) {
        for (int o = 0; o < sums.length; o++) {
            sums[o] = apply(activation, sums[o]) * (mask.length == 0 ? 1 : mask[r * sums.length + o]);
        }
    }

    /** The loss over all rows by its definition: the broadcast one as the mean over all pairs. */
    double loss(Loss loss, Matrix x, Matrix y) {
        double sum = 0;
        int terms = 0;
        for (int r = 0; r < x.rows(); r++) {
            double[] p = predict(x, r);
            for (int o = 0; o < p.length; o++) {
                for (int s = 0; s < x.rows(); s++) {
                    if (loss == Loss.BROADCAST || s == r) {
                        sum += Math.pow(p[o] - y.at(s, o), 2);
                        terms++;
                    }
                }
            }
        }
        return sum / terms;
    }

    /** The loss's derivative by each weight of a layer. */
    double[] weightGradient(int layer, Loss loss, Matrix x, Matrix y) {
        return gradient(weights[layer], () -> loss(loss, x, y));
    }

    /** The loss's derivative by each bias of a layer. */
    double[] biasGradient(int layer, Loss loss, Matrix x, Matrix y) {
        return gradient(biases[layer], () -> loss(loss, x, y));
    }

    private static double[] gradient(double[] parameters, DoubleSupplier loss) {
        double step = 0x1p-18;
        double[] gradient = new double[parameters.length];
        for (int i = 0; i < parameters.length; i++) {
            double kept = parameters[i];
            parameters[i] = kept + step;
            double above = loss.getAsDouble();
            parameters[i] = kept - step;
            double below = loss.getAsDouble();
            parameters[i] = kept;
            gradient[i] = (above - below) / (2 * step);
        }
        return gradient;
    }
}
