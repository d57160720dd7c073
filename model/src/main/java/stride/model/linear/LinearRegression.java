package stride.model.linear;

import java.util.List;
import java.util.stream.IntStream;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.UnfitException;
import stride.model.network.Mlp;
import stride.model.network.Samples;

/**
 * The hypothesis of the study, {@code y = b0 + b1 x1 + ... + br xr}, in closed form: least squares, or ridge with a
 * penalty on the b's but not on b0. The normal equations are formed and solved in double.
 */
public final class LinearRegression {
    /** Penalties that ridge chooses from, as multiples of an input's sum of squares over the train bins. */
    private static final double[] LAMBDAS = {1e-5, 1e-4, 1e-3, 1e-2, 0.03, 0.1, 0.3, 1, 10, 100};

    /** Four matrices of so many rows and columns, in double, are a gigabyte. */
    private static final int MOST_INPUTS = 6000;

    /** With more inputs, penalties are tried one after the other: two such matrices for each thread would be too much. */
    private static final int MANY_INPUTS = 2000;

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
     * @throws UnfitException                if there are more than 6,000 inputs
     * @throws stride.model.NumericException if the inputs are linearly dependent
     */
    public static Fit leastSquares(Samples train, Kernels kernels, Workers workers) {
        requireFew(train.x().columns(), "least squares");
        NormalEquations all = NormalEquations.of(train, kernels, workers);
        return new Fit(all.network(all.solve(0)), 0);
    }

    /**
     * Ridge, its penalty chosen by the lowest mean squared error over five contiguous folds of the train bins.
     *
     * @param train at least 10 bins, in the order of time
     * @param gap   bins beside a fold that are left out with it
     * @throws UnfitException if there are more than 6,000 inputs
     */
    public static Fit ridge(Samples train, int gap, Kernels kernels, Workers workers) {
        return ridges(train, train.y().columns(), gap, kernels, workers).getFirst();
    }

    /**
     * Several ridges on the same inputs, each with a penalty of its own. The inputs are factored once for all of them.
     *
     * @param train   at least 10 bins, in the order of time; its outputs are those of the first ridge, then those of the
     *                second, and so on
     * @param outputs of each
     * @param gap     bins beside a fold that are left out with it
     * @throws UnfitException if there are more than 6,000 inputs
     */
    public static List<Fit> ridges(Samples train, int outputs, int gap, Kernels kernels, Workers workers) {
        int inputs = train.x().columns();
        requireFew(inputs, "ridge");
        InnerFolds folds = new InnerFolds(train, gap);
        return ridges(folds, outputs, kernels, workers, inputs > MANY_INPUTS ? Workers.NONE : workers);
    }

    private static void requireFew(int inputs, String what) {
        if (inputs > MOST_INPUTS) {
            throw new UnfitException(
                    "%s on %d inputs, and %d are the most; use fewer components (--pca) or bins (--history)"
                            .formatted(what, inputs, MOST_INPUTS));
        }
    }

    private static List<Fit> ridges(
            InnerFolds folds, int outputs, Kernels kernels, Workers workers, Workers penalties) {
        int count = folds.train().y().columns() / outputs;
        NormalEquations all = NormalEquations.of(folds.train(), kernels, workers);
        double unit = all.meanSquares();
        double[] errors = errors(folds, all, outputs, kernels, workers, penalties);
        int[] best = new int[count];
        for (int r = 0; r < count; r++) {
            for (int i = 1; i < LAMBDAS.length; i++) {
                best[r] = errors[i * count + r] < errors[best[r] * count + r] ? i : best[r];
            }
        }
        Fit[] fits = new Fit[count];
        penalties.run(LAMBDAS.length, i -> {
            if (IntStream.of(best).anyMatch(b -> b == i)) {
                double[] coefficients = all.solve(LAMBDAS[i] * unit);
                for (int r = 0; r < count; r++) {
                    if (best[r] == i) { // each writes what is its own
                        fits[r] = new Fit(all.network(coefficients, r * outputs, outputs), LAMBDAS[i] * unit);
                    }
                }
            }
        });
        return List.of(fits);
    }

    /** The squared errors on the bins held out, over all folds: (penalties, ridges). */
    private static double[] errors(
            InnerFolds folds, NormalEquations all, int outputs, Kernels kernels, Workers workers, Workers penalties) {
        double unit = all.meanSquares();
        int count = folds.train().y().columns() / outputs;
        double[] errors = new double[LAMBDAS.length * count];
        for (int fold = 0; fold < InnerFolds.COUNT; fold++) {
            Samples held = folds.held(fold);
            NormalEquations rest = all.without(NormalEquations.of(folds.unseen(fold), kernels, workers));
            penalties.run(LAMBDAS.length, i -> {
                Matrix predicted = rest.network(rest.solve(LAMBDAS[i] * unit)).predict(held.x(), kernels);
                for (int v = 0; v < predicted.data().length; v++) {
                    double error = (double) predicted.data()[v] - held.y().data()[v];
                    errors[i * count + v % predicted.columns() / outputs] += error * error;
                }
            });
        }
        return errors;
    }

    /** Multiply-adds that ridge takes for so many targets: factors and solutions, for each penalty and fold. */
    public static double operations(int inputs, int targets) {
        double n = inputs;
        return LAMBDAS.length * (InnerFolds.COUNT + 1) * (n * n * n / 6 + n * n * targets);
    }
}
