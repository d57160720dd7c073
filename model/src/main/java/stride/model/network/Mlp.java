package stride.model.network;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import stride.engine.Activation;
import stride.engine.Kernels;
import stride.engine.Matrix;

/**
 * A multilayer perceptron: fully connected layers, the activation after each but the last. Immutable.
 *
 * @param layers     from input to output; each takes as many inputs as the one before gives
 * @param activation what follows every layer but the last
 */
public record Mlp(List<Linear> layers, Activation activation) {
    public Mlp {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("a network has at least one layer");
        }
        for (int i = 1; i < layers.size(); i++) {
            if (layers.get(i).in() != layers.get(i - 1).out()) {
                throw new IllegalArgumentException("layer %d takes %d inputs, but layer %d gives %d"
                        .formatted(
                                i, layers.get(i).in(), i - 1, layers.get(i - 1).out()));
            }
        }
    }

    /** A fresh network: weights and biases uniform in +-1/sqrt(fanIn), as PyTorch's linear layers begin. */
    public static Mlp initial(int inputs, List<Integer> hidden, int outputs, Activation activation, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Linear> layers = new ArrayList<>();
        int fanIn = inputs;
        for (int i = 0; i <= hidden.size(); i++) {
            int out = i < hidden.size() ? hidden.get(i) : outputs;
            double bound = 1 / Math.sqrt(fanIn);
            float[] weight = uniform(random, Math.multiplyExact(out, fanIn), bound);
            layers.add(new Linear(new Matrix(out, fanIn, weight), uniform(random, out, bound)));
            fanIn = out;
        }
        return new Mlp(layers, activation);
    }

    /** The same network with weights of 0 for some inputs. */
    public Mlp withoutInputs(BitSet idle) {
        if (idle.isEmpty()) {
            return this;
        }
        Linear first = layers.getFirst();
        float[] weight = first.weight().data().clone();
        for (int i = 0; i < weight.length; i++) {
            weight[i] = idle.get(i % first.in()) ? 0 : weight[i];
        }
        List<Linear> all = new ArrayList<>(layers);
        all.set(0, new Linear(new Matrix(first.out(), first.in(), weight), first.bias()));
        return new Mlp(all, activation);
    }

    private static float[] uniform(SplittableRandom random, int count, double bound) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-bound, bound);
        }
        return values;
    }

    /** The number of inputs. */
    public int inputs() {
        return layers.getFirst().in();
    }

    /** The number of outputs. */
    public int outputs() {
        return layers.getLast().out();
    }

    /** The widths of the hidden layers. */
    public List<Integer> hidden() {
        return layers.subList(0, layers.size() - 1).stream().map(Linear::out).toList();
    }

    /** The outputs for each row of x (rows, inputs): (rows, outputs). */
    public Matrix predict(Matrix x, Kernels kernels) {
        if (x.columns() != inputs()) {
            throw new IllegalArgumentException("%s given to a network of %d inputs".formatted(x, inputs()));
        }
        Matrix y = Matrix.zeros(x.rows(), outputs());
        new ForwardPass(layers, activation, Math.min(ForwardPass.CHUNK, Math.max(1, x.rows())))
                .runAll(kernels, x, y.data());
        return y;
    }
}
