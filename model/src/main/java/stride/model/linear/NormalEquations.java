package stride.model.linear;

import java.util.Arrays;
import java.util.List;
import stride.engine.Activation;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.algebra.Cholesky;
import stride.model.algebra.Gram;
import stride.model.network.Linear;
import stride.model.network.Mlp;
import stride.model.network.Samples;

/**
 * The sums of squares and products of inputs among themselves and with targets, in double; a constant 1 is the first
 * input.
 */
final class NormalEquations {
    private final int inputs;
    private final int outputs;
    private final double[] squares; // (1 + inputs, 1 + inputs)
    private final double[] products; // (1 + inputs, outputs)

    private NormalEquations(int inputs, int outputs, double[] squares, double[] products) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.squares = squares;
        this.products = products;
    }

    static NormalEquations of(Samples samples, Kernels kernels, Workers workers) {
        int inputs = samples.x().columns();
        int width = 1 + inputs;
        Matrix x = Matrix.zeros(samples.count(), width);
        for (int r = 0; r < samples.count(); r++) {
            x.data()[r * width] = 1;
            System.arraycopy(samples.x().data(), r * inputs, x.data(), r * width + 1, inputs);
        }
        return new NormalEquations(
                inputs,
                samples.y().columns(),
                Gram.ofColumns(x, kernels, workers),
                Gram.ofColumns(x, samples.y(), kernels, workers));
    }

    /** Those of the other bins. */
    NormalEquations without(NormalEquations fold) {
        return new NormalEquations(
                inputs, outputs, difference(squares, fold.squares), difference(products, fold.products));
    }

    private static double[] difference(double[] a, double[] b) {
        double[] rest = new double[a.length];
        Arrays.setAll(rest, i -> a[i] - b[i]);
        return rest;
    }

    int outputs() {
        return outputs;
    }

    /** An input's mean over the bins. */
    double inputMean(int input) {
        return squares[1 + input] / squares[0];
    }

    /** A target's mean over the bins. */
    double targetMean(int output) {
        return products[output] / squares[0];
    }

    /** The sum of products of an input and a target, each about its mean. */
    double centredProduct(int input, int output) {
        return products[(1 + input) * outputs + output] - squares[0] * inputMean(input) * targetMean(output);
    }

    /** The mean of the inputs' sums of squares. */
    double meanSquares() {
        double sum = 0;
        for (int i = 1; i <= inputs; i++) {
            sum += squares[i * (1 + inputs) + i];
        }
        return sum / inputs;
    }

    /**
     * The coefficients under a penalty on all but the constant, (1 + inputs, outputs).
     *
     * @throws stride.model.NumericException if the inputs are linearly dependent, and the penalty does not mend it
     */
    double[] solve(double lambda) {
        int n = 1 + inputs;
        double[] matrix = squares.clone();
        for (int r = 0; r < n; r++) {
            matrix[r * n + r] += r == 0 ? 0 : lambda;
            if (matrix[r * n + r] == 0) {
                matrix[r * n + r] = 1; // An input that is always zero, as a component of no variance: weight 0.
            }
        }
        return Cholesky.of(n, matrix).solve(products, outputs);
    }

    /** The outputs from {@code first} to {@code first + count - 1} of such coefficients, as a network of one layer. */
    Mlp network(double[] coefficients, int first, int count) {
        Matrix weight = Matrix.zeros(count, inputs);
        float[] bias = new float[count];
        for (int o = 0; o < count; o++) {
            bias[o] = (float) coefficients[first + o];
            for (int i = 0; i < inputs; i++) {
                weight.data()[o * inputs + i] = (float) coefficients[(1 + i) * outputs + first + o];
            }
        }
        return new Mlp(List.of(new Linear(weight, bias)), Activation.IDENTITY);
    }

    /** All outputs. */
    Mlp network(double[] coefficients) {
        return network(coefficients, 0, outputs);
    }
}
