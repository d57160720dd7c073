package stride.model.evaluation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import stride.engine.Matrix;

/**
 * The 95 % confidence intervals of all figures on some bins.
 *
 * @param block    bins in a block of the bootstrap
 * @param tooShort whether the bins are too few for blocks as long as their autocorrelation asks for: the intervals are
 *                 then too narrow
 * @param figures  the interval of each figure; NaN where there is none
 */
public record Intervals(int block, boolean tooShort, Map<Figure, Interval> figures) {
    /** How they are found, for a reader of the results. */
    public static final String METHOD =
            "circular block bootstrap over time, studentised by leaving out blocks, symmetric on"
                    + " the scale of log(1 - R2), log(error) or Fisher's z; a difference on its own";

    /** More columns than this are not resampled: the sums of all their blocks would fill the memory. */
    private static final int MOST_OUTPUTS = 64;

    /** Nothing of what several predictions are compared by is about the mean of the train bins. */
    private static final Metrics.TrainMean UNKNOWN = (bin, output) -> Double.NaN;

    /** So many blocks are the fewest to tell anything by. */
    private static final int FEWEST_BLOCKS = 8;

    /** More would take longer and tell no more. */
    private static final int MOST_BLOCKS = 200;

    /** Blocks of so many times the lag at which the autocorrelation is gone; see the docs' decisions for coverage. */
    private static final int LAGS = 4;

    /**
     * The intervals of predictions on some bins; empty figures for fewer than sixteen bins or more than 64 outputs.
     *
     * @param actual    bins x outputs
     * @param predicted bins x outputs
     * @param bins      the bins to judge on, ascending
     * @param trainMean what a decoder that knows nothing says of a bin
     */
    public static Intervals of(Matrix actual, Matrix predicted, int[] bins, Metrics.TrainMean trainMean) {
        OptionalInt lag = lag(actual, predicted, bins);
        Map<Figure, Interval> figures = new EnumMap<>(Figure.class);
        if (lag.isEmpty()) {
            return new Intervals(0, true, figures);
        }
        int block = block(lag.getAsInt(), bins.length);
        int outputs = actual.columns();
        double[] contributions = Contributions.of(actual, predicted, bins, trainMean);
        BlockBootstrap bootstrap = new BlockBootstrap(contributions, bins.length, outputs * Contributions.WIDTH, block);
        for (Figure figure : Figure.values()) {
            figures.put(
                    figure, figure.interval(bootstrap.interval(means -> figure.toScale(figure.of(means, 0, outputs)))));
        }
        return new Intervals(block, LAGS * lag.getAsInt() > block, figures);
    }

    /**
     * The interval of the difference between a figure of some predictions and that of others for the same bins, from
     * resamples that both share; none for fewer than sixteen bins or more than 64 outputs.
     */
    public static Difference difference(Figure figure, Matrix actual, Matrix predicted, Matrix others, int[] bins) {
        Matrix rows = actual.selectRows(bins);
        List<Matrix> both = List.of(predicted.selectRows(bins), others.selectRows(bins));
        ToDoubleFunction<double[]> difference = figure.difference(actual.columns());
        Interval interval =
                bootstrap(rows, both).map(b -> b.interval(difference)).orElse(Interval.NONE);
        return new Difference(difference.applyAsDouble(means(rows, both)), interval);
    }

    /** Resamples of each interval. */
    public static int resamples() {
        return BlockBootstrap.RESAMPLES;
    }

    /** What share of intervals is to hold the truth. */
    public static double level() {
        return BlockBootstrap.LEVEL;
    }

    /** The means over bins of what several predictions of them contribute, one after the other. */
    static double[] means(Matrix actual, List<Matrix> predictions) {
        double[] contributions = contributions(actual, predictions);
        int width = contributions.length / actual.rows();
        double[] means = new double[width];
        for (int i = 0; i < contributions.length; i++) {
            means[i % width] += contributions[i] / actual.rows();
        }
        return means;
    }

    /** The same, ready to be resampled; empty for fewer than sixteen bins or more than 64 outputs. */
    static Optional<BlockBootstrap> bootstrap(Matrix actual, List<Matrix> predictions) {
        int bins = actual.rows();
        int longest = 0;
        for (Matrix predicted : predictions) {
            OptionalInt lag = lag(actual, predicted, IntStream.range(0, bins).toArray());
            if (lag.isEmpty()) {
                return Optional.empty();
            }
            longest = Math.max(longest, lag.getAsInt());
        }
        double[] contributions = contributions(actual, predictions);
        return Optional.of(new BlockBootstrap(contributions, bins, contributions.length / bins, block(longest, bins)));
    }

    private static double[] contributions(Matrix actual, List<Matrix> predictions) {
        int[] bins = IntStream.range(0, actual.rows()).toArray();
        int width = actual.columns() * Contributions.WIDTH;
        int n = predictions.size();
        double[] joined = new double[Math.multiplyExact(n * width, bins.length)];
        for (int p = 0; p < n; p++) {
            double[] own = Contributions.of(actual, predictions.get(p), bins, UNKNOWN);
            for (int i = 0; i < bins.length; i++) {
                System.arraycopy(own, i * width, joined, (n * i + p) * width, width);
            }
        }
        return joined;
    }

    /** The lag at which the autocorrelation of targets and errors is gone, as far as these bins can tell. */
    private static OptionalInt lag(Matrix actual, Matrix predicted, int[] bins) {
        if (bins.length < 2 * FEWEST_BLOCKS || actual.columns() > MOST_OUTPUTS) {
            return OptionalInt.empty();
        }
        Matrix targets = actual.selectRows(bins);
        Matrix errors = predicted.selectRows(bins);
        for (int i = 0; i < errors.data().length; i++) {
            errors.data()[i] -= targets.data()[i];
        }
        int limit = bins.length / FEWEST_BLOCKS;
        return OptionalInt.of(
                Math.max(Autocorrelation.goneAfter(targets, limit), Autocorrelation.goneAfter(errors, limit)));
    }

    private static int block(int lag, int bins) {
        return Math.clamp(LAGS * (long) lag, Math.ceilDiv(bins, MOST_BLOCKS), bins / FEWEST_BLOCKS);
    }
}
