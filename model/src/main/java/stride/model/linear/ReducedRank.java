package stride.model.linear;

import java.util.Arrays;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.algebra.SymmetricEigen;
import stride.model.linear.LinearRegression.Fit;
import stride.model.network.Mlp;
import stride.model.network.Samples;

/**
 * Reduced-rank regression: ridge for several targets, whose predictions may only move in so many directions among them.
 * Where targets share what drives them, that leaves noise out.
 *
 * <p>The penalty is ridge's; the rank is chosen like it, over five contiguous folds of the train bins.
 *
 * @see <a href="https://doi.org/10.1016/0047-259X(75)90042-1">Izenman 1975, reduced-rank regression</a>
 */
public final class ReducedRank {
    private ReducedRank() {}

    /**
     * A fitted line of few directions.
     *
     * @param rank their number, from 1 to that of the targets
     */
    public record Reduced(Mlp network, double lambda, int rank) {}

    /**
     * Fits it.
     *
     * @param train at least 10 bins, in the order of time
     * @param gap   bins beside a fold that are left out with it
     */
    public static Reduced fit(Samples train, int gap, Kernels kernels, Workers workers) {
        Fit ridge = LinearRegression.ridge(train, gap, kernels, workers);
        int outputs = train.y().columns();
        NormalEquations all = NormalEquations.of(train, kernels, workers);
        InnerFolds folds = new InnerFolds(train, gap);
        double[] errors = new double[outputs];
        for (int fold = 0; fold < InnerFolds.COUNT; fold++) {
            Samples held = folds.held(fold);
            NormalEquations rest = all.without(NormalEquations.of(folds.unseen(fold), kernels, workers));
            double[] full = rest.solve(ridge.lambda());
            addErrors(
                    rest,
                    directions(rest, full).vectors(),
                    rest.network(full).predict(held.x(), kernels),
                    held,
                    errors);
        }
        int best = 0;
        for (int i = 1; i < outputs; i++) {
            best = errors[i] < errors[best] ? i : best;
        }
        return new Reduced(network(all, ridge.lambda(), best + 1), ridge.lambda(), best + 1);
    }

    /**
     * Adds the squared errors of each rank, but for what all ranks have in common. With Z what ridge predicts and Y the
     * targets, both about the means that were fitted, direction v changes the errors of {@code Z V V^T} by
     * {@code |Z v|^2 - 2 (Z v)^T (Y v)}.
     *
     * @param vectors   the directions as columns (outputs, outputs), the first to be used first
     * @param predicted what ridge predicts of the bins held out
     * @param errors    of rank 1, 2, ...; added to
     */
    private static void addErrors(
            NormalEquations equations, double[] vectors, Matrix predicted, Samples held, double[] errors) {
        int outputs = errors.length;
        double[] changes = new double[outputs];
        double[] z = new double[outputs];
        double[] y = new double[outputs];
        for (int r = 0; r < held.count(); r++) {
            Arrays.fill(z, 0);
            Arrays.fill(y, 0);
            for (int o = 0; o < outputs; o++) {
                double ofPrediction = predicted.at(r, o) - equations.targetMean(o);
                double ofTarget = held.y().at(r, o) - equations.targetMean(o);
                for (int c = 0; c < outputs; c++) {
                    z[c] += ofPrediction * vectors[o * outputs + c];
                    y[c] += ofTarget * vectors[o * outputs + c];
                }
            }
            for (int c = 0; c < outputs; c++) {
                changes[c] += z[c] * z[c] - 2 * z[c] * y[c];
            }
        }
        double sum = 0;
        for (int c = 0; c < outputs; c++) {
            sum += changes[c];
            errors[c] += sum;
        }
    }

    /** The line of this penalty and rank. */
    static Mlp network(NormalEquations equations, double lambda, int rank) {
        return equations.network(reduced(equations, equations.solve(lambda), rank));
    }

    /**
     * The directions among the targets, those first that hold most of what is predicted: with B ridge's coefficients and
     * centred X and Y, the eigenvectors of {@code B^T X^T Y}.
     */
    private static SymmetricEigen directions(NormalEquations equations, double[] full) {
        int outputs = equations.outputs();
        int inputs = full.length / outputs - 1;
        double[] shared = new double[outputs * outputs];
        for (int i = 0; i < inputs; i++) {
            for (int a = 0; a < outputs; a++) {
                for (int b = 0; b < outputs; b++) {
                    double product = equations.centredProduct(i, b) * full[(1 + i) * outputs + a];
                    // Symmetric but for rounding.
                    shared[a * outputs + b] += product / 2;
                    shared[b * outputs + a] += product / 2;
                }
            }
        }
        return SymmetricEigen.of(outputs, shared);
    }

    /** The coefficients (1 + inputs, outputs) within the first directions V: {@code B V V^T}. */
    private static double[] reduced(NormalEquations equations, double[] full, int rank) {
        int outputs = equations.outputs();
        int inputs = full.length / outputs - 1;
        double[] projection = directions(equations, full).projection(rank);
        double[] few = new double[full.length];
        for (int b = 0; b < outputs; b++) {
            double intercept = equations.targetMean(b);
            for (int i = 0; i < inputs; i++) {
                double sum = 0;
                for (int a = 0; a < outputs; a++) {
                    sum += full[(1 + i) * outputs + a] * projection[a * outputs + b];
                }
                few[(1 + i) * outputs + b] = sum;
                intercept -= equations.inputMean(i) * sum;
            }
            few[b] = intercept;
        }
        return few;
    }
}
