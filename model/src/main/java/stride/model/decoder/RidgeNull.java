package stride.model.decoder;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.UnfitException;
import stride.model.decoder.ShiftNull.Shift;
import stride.model.evaluation.Metrics;
import stride.model.linear.LinearRegression;
import stride.model.linear.LinearRegression.Fit;
import stride.model.network.Samples;
import stride.model.split.Part;

/**
 * The null of ridge. Each shift has a fit of its own, with a penalty of its own; as the inputs are the same for all, they
 * are factored once.
 */
public final class RidgeNull {
    /** Targets fitted at once: 64 MB of them with 4,000 train bins. */
    private static final int MOST_TARGETS = 4096;

    private static final int FEWEST_TRAIN_BINS = 10;
    private static final int FEWEST_TEST_BINS = 16;

    private RidgeNull() {}

    /**
     * Fits ridge to shifted targets.
     *
     * @param folds  one split, or one for each fold
     * @param wanted how many shifts; there may be fewer
     * @return empty where a recording is too short, or nothing is tested
     * @throws stride.model.NumericException if the equations can't be solved
     * @throws UnfitException                for so many outputs that twenty shifts of them are too many targets
     */
    public static Optional<ShiftNull> of(
            Shift shift, List<Prepared> folds, int wanted, Kernels kernels, Workers workers) {
        Prepared first = folds.getFirst();
        int outputs = first.targets().columns();
        int most = MOST_TARGETS / outputs - 1;
        if (most < Shifts.FEWEST) {
            throw new UnfitException("%d targets are too many, with %d shifts at most %d; choose fewer with --target"
                    .formatted(outputs, Shifts.FEWEST, MOST_TARGETS / (Shifts.FEWEST + 1)));
        }
        return Shifts.of(shift, first.targets(), first.history(), wanted)
                .map(s -> s.atMost(most))
                .flatMap(shifts -> of(shifts, folds, kernels, workers));
    }

    /** Multiply-adds that it takes, about. */
    public static double operations(List<Prepared> folds, int wanted) {
        Prepared first = folds.getFirst();
        int targets = first.targets().columns() * (1 + wanted);
        return folds.size() * LinearRegression.operations(first.inputs(), targets);
    }

    private static Optional<ShiftNull> of(Shifts shifts, List<Prepared> folds, Kernels kernels, Workers workers) {
        int tested = folds.stream()
                .mapToInt(p -> shifts.usable(p.bins(Part.TEST)).length)
                .sum();
        boolean enough = tested >= FEWEST_TEST_BINS
                && folds.stream().allMatch(p -> shifts.usable(p.bins(Part.TRAIN)).length >= FEWEST_TRAIN_BINS);
        if (!enough) {
            return Optional.empty();
        }
        int outputs = folds.getFirst().targets().columns();
        int groups = 1 + shifts.by().length;
        Matrix[] actual = matrices(groups, tested, outputs);
        Matrix[] predicted = matrices(groups, tested, outputs);
        int row = 0;
        for (Prepared fold : folds) {
            int[] test = shifts.usable(fold.bins(Part.TEST));
            Matrix x = fold.history().windows(fold.x(), test);
            List<Fit> fits = fits(shifts, fold, kernels, workers);
            for (int g = 0; g < groups; g++) {
                Matrix scaled = fits.get(g).network().predict(x, kernels);
                Matrix own = fold.targetScaler().map(s -> s.invert(scaled)).orElse(scaled);
                System.arraycopy(own.data(), 0, predicted[g].data(), row * outputs, own.data().length);
                for (int i = 0; i < test.length; i++) {
                    copy(fold.targets(), source(shifts, g, test[i]), actual[g], row + i);
                }
            }
            row += test.length;
        }
        double[] r2 = IntStream.range(0, groups)
                .mapToDouble(g -> r2(actual[g], predicted[g]))
                .toArray();
        List<Double> values =
                Arrays.stream(r2).skip(1).filter(Double::isFinite).boxed().toList();
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(new ShiftNull(shifts.shift(), r2[0], values, shifts.min(), shifts.leftOut()));
    }

    /** The first fit is that without a shift. */
    private static List<Fit> fits(Shifts shifts, Prepared fold, Kernels kernels, Workers workers) {
        int[] train = shifts.usable(fold.bins(Part.TRAIN));
        int outputs = fold.targets().columns();
        int groups = 1 + shifts.by().length;
        Matrix y = Matrix.zeros(train.length, groups * outputs);
        for (int i = 0; i < train.length; i++) {
            for (int g = 0; g < groups; g++) {
                int from = source(shifts, g, train[i]) * outputs;
                System.arraycopy(fold.y().data(), from, y.data(), (i * groups + g) * outputs, outputs);
            }
        }
        Samples samples = new Samples(fold.history().windows(fold.x(), train), y);
        return LinearRegression.ridges(samples, outputs, fold.split().gap(), kernels, workers);
    }

    private static int source(Shifts shifts, int group, int bin) {
        return group == 0 ? bin : shifts.source(group - 1, bin);
    }

    private static void copy(Matrix from, int row, Matrix to, int toRow) {
        System.arraycopy(from.data(), row * from.columns(), to.data(), toRow * to.columns(), to.columns());
    }

    private static Matrix[] matrices(int count, int rows, int columns) {
        return IntStream.range(0, count)
                .mapToObj(g -> Matrix.zeros(rows, columns))
                .toArray(Matrix[]::new);
    }

    private static double r2(Matrix actual, Matrix predicted) {
        int[] all = IntStream.range(0, actual.rows()).toArray();
        return Metrics.of(actual, predicted, all, new double[actual.columns()]).r2();
    }
}
