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
 * The hypothesis of the study, {@code y = b0 + b1 x1 + ... + br xr}, in closed form: least squares, or ridge with a
 * penalty on the b's but not on b0. The normal equations are formed and solved in double.
 */
public final class LinearRegression {
    /** Penalties that ridge chooses from, as multiples of an input's sum of squares over the train bins. */
    private static final double[] LAMBDAS = {1e-5, 1e-4, 1e-3, 1e-2, 0.03, 0.1, 0.3, 1, 10, 100};

    private static final int FOLDS = 5;

    private LinearRegression() {}

    /**
     * A fitted line, as a network of one layer.
     *
     * @param lambda the penalty; 0 for least squares
     */
    public record Fit(Mlp network, double lambda) {}

    /**
     * Least squares. An input that is always zero gets weight 0.
     *
     * @throws stride.model.NumericException if the inputs are linearly dependent
     */
    public static Fit leastSquares(Samples train, Kernels kernels, Workers workers) {
        return new Fit(NormalEquations.of(train, kernels, workers).solve(0), 0);
    }

    /**
     * Ridge, its penalty chosen by the lowest mean squared error over five contiguous folds of the train bins.
     *
     * @param train at least 10 bins, in the order of time
     */
    public static Fit ridge(Samples train, Kernels kernels, Workers workers) {
        NormalEquations all = NormalEquations.of(train, kernels, workers);
        double unit = all.meanSquares();
        double[] errors = new double[LAMBDAS.length];
        for (int fold = 0; fold < FOLDS; fold++) {
            int from = (int) ((long) train.count() * fold / FOLDS);
            int to = (int) ((long) train.count() * (fold + 1) / FOLDS);
            Samples held = rows(train, from, to);
            NormalEquations rest = all.without(NormalEquations.of(held, kernels, workers));
            double[] error = new double[LAMBDAS.length];
            workers.run(LAMBDAS.length, i -> {
                Matrix predicted = rest.solve(LAMBDAS[i] * unit).predict(held.x(), kernels);
                error[i] = kernels.squaredDistance(
                        predicted.data().length, predicted.data(), 0, held.y().data(), 0);
            });
            Arrays.setAll(errors, i -> errors[i] + error[i]);
        }
        int best = 0;
        for (int i = 1; i < LAMBDAS.length; i++) {
            best = errors[i] < errors[best] ? i : best;
        }
        double lambda = LAMBDAS[best] * unit;
        return new Fit(all.solve(lambda), lambda);
    }

    private static Samples rows(Samples samples, int from, int to) {
        int[] rows = new int[to - from];
        Arrays.setAll(rows, i -> from + i);
        return new Samples(samples.x().selectRows(rows), samples.y().selectRows(rows));
    }

    /** The sums of squares and products of inputs and targets with a constant 1 as the first input, in double. */
    private static final class NormalEquations {
        private final int inputs;
        private final int outputs;
        private final double[] products;

        private NormalEquations(int inputs, int outputs, double[] products) {
            this.inputs = inputs;
            this.outputs = outputs;
            this.products = products;
        }

        static NormalEquations of(Samples samples, Kernels kernels, Workers workers) {
            int inputs = samples.x().columns();
            int outputs = samples.y().columns();
            int width = 1 + inputs + outputs;
            Matrix joined = Matrix.zeros(samples.count(), width);
            for (int r = 0; r < samples.count(); r++) {
                joined.data()[r * width] = 1;
                System.arraycopy(samples.x().data(), r * inputs, joined.data(), r * width + 1, inputs);
                System.arraycopy(samples.y().data(), r * outputs, joined.data(), r * width + 1 + inputs, outputs);
            }
            return new NormalEquations(inputs, outputs, Gram.ofColumns(joined, kernels, workers));
        }

        NormalEquations without(NormalEquations fold) {
            double[] rest = new double[products.length];
            Arrays.setAll(rest, i -> products[i] - fold.products[i]);
            return new NormalEquations(inputs, outputs, rest);
        }

        double meanSquares() {
            double sum = 0;
            for (int i = 1; i <= inputs; i++) {
                sum += products[i * (1 + inputs + outputs) + i];
            }
            return sum / inputs;
        }

        Mlp solve(double lambda) {
            int width = 1 + inputs + outputs;
            int n = 1 + inputs;
            double[] matrix = new double[n * n];
            for (int r = 0; r < n; r++) {
                System.arraycopy(products, r * width, matrix, r * n, n);
                matrix[r * n + r] += r == 0 ? 0 : lambda;
                if (matrix[r * n + r] == 0) {
                    matrix[r * n + r] = 1; // An input that is always zero, as a component of no variance: weight 0.
                }
            }
            Cholesky factor = Cholesky.of(n, matrix);
            Matrix weight = Matrix.zeros(outputs, inputs);
            float[] bias = new float[outputs];
            for (int o = 0; o < outputs; o++) {
                double[] right = new double[n];
                for (int r = 0; r < n; r++) {
                    right[r] = products[r * width + n + o];
                }
                double[] solution = factor.solve(right);
                bias[o] = (float) solution[0];
                for (int i = 0; i < inputs; i++) {
                    weight.data()[o * inputs + i] = (float) solution[1 + i];
                }
            }
            return new Mlp(List.of(new Linear(weight, bias)), Activation.IDENTITY);
        }
    }
}
