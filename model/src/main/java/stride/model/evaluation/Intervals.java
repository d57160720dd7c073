package stride.model.evaluation;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
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
    /** More columns than this are not resampled: the sums of all their blocks would fill the memory. */
    private static final int MOST_OUTPUTS = 64;

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
     */
    public static Intervals of(Matrix actual, Matrix predicted, int[] bins) {
        OptionalInt lag = lag(actual, predicted, bins);
        Map<Figure, Interval> figures = new EnumMap<>(Figure.class);
        if (lag.isEmpty()) {
            return new Intervals(0, true, figures);
        }
        int block = block(lag.getAsInt(), bins.length);
        int outputs = actual.columns();
        double[] contributions = Contributions.of(actual, predicted, bins);
        BlockBootstrap bootstrap = new BlockBootstrap(contributions, bins.length, outputs * Contributions.WIDTH, block);
        for (Figure figure : Figure.values()) {
            Interval scaled = bootstrap.interval(means -> figure.toScale(figure.of(means, 0, outputs)));
            double a = figure.fromScale(scaled.low());
            double b = figure.fromScale(scaled.high());
            figures.put(figure, new Interval(Math.min(a, b), Math.max(a, b)));
        }
        return new Intervals(block, LAGS * lag.getAsInt() > block, figures);
    }

    /**
     * The interval of the difference between a figure of some predictions and that of others for the same bins, from
     * resamples that both share; none for fewer than sixteen bins or more than 64 outputs.
     */
    public static Difference difference(Figure figure, Matrix actual, Matrix predicted, Matrix others, int[] bins) {
        OptionalInt lag = lag(actual, predicted, bins);
        OptionalInt otherLag = lag(actual, others, bins);
        int outputs = actual.columns();
        int width = outputs * Contributions.WIDTH;
        double[] joined = new double[2 * width * bins.length];
        double[] own = Contributions.of(actual, predicted, bins);
        double[] other = Contributions.of(actual, others, bins);
        double[] means = new double[2 * width];
        for (int i = 0; i < bins.length; i++) {
            System.arraycopy(own, i * width, joined, 2 * i * width, width);
            System.arraycopy(other, i * width, joined, (2 * i + 1) * width, width);
            for (int c = 0; c < 2 * width; c++) {
                means[c] += joined[2 * i * width + c] / bins.length;
            }
        }
        double difference = figure.of(means, 0, outputs) - figure.of(means, width, outputs);
        if (lag.isEmpty() || otherLag.isEmpty()) {
            return new Difference(difference, Interval.NONE);
        }
        int block = block(Math.max(lag.getAsInt(), otherLag.getAsInt()), bins.length);
        BlockBootstrap bootstrap = new BlockBootstrap(joined, bins.length, 2 * width, block);
        return new Difference(
                difference, bootstrap.interval(m -> figure.of(m, 0, outputs) - figure.of(m, width, outputs)));
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
