package stride.model.evaluation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import stride.engine.Matrix;

/**
 * The 95 % confidence intervals of all figures on some bins.
 *
 * @param block    bins in a block of the bootstrap; 0 where there is none
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
    public static final int MOST_OUTPUTS = 64;

    /** Fewer bins have none: blocks of two bins each. */
    public static final int FEWEST_BINS = 2 * BlockLength.FEWEST_BLOCKS;

    /** Nothing of what several predictions are compared by is about the mean of the train bins. */
    private static final Metrics.TrainMean UNKNOWN = (bin, output) -> Double.NaN;

    /**
     * The intervals of predictions; empty figures for fewer than sixteen bins or more than 64 outputs.
     *
     * @param actual    rows x outputs
     * @param predicted rows x outputs
     * @param bins      of each row, the number of its bin. Several rows of one bin, as of folds that validate on the same
     *                  ones, are drawn together: they are no further evidence
     * @param trainMean what a decoder that knows nothing says of a row
     */
    public static Intervals of(Matrix actual, Matrix predicted, int[] bins, Metrics.TrainMean trainMean) {
        int outputs = actual.columns();
        int[] rows = IntStream.range(0, bins.length).toArray();
        int width = outputs * Contributions.WIDTH;
        Map<Figure, Interval> figures = new EnumMap<>(Figure.class);
        if (!enough((int) IntStream.of(bins).distinct().count(), outputs)) {
            return new Intervals(0, outputs <= MOST_OUTPUTS, figures);
        }
        RowsOfBins joined = RowsOfBins.of(Contributions.of(actual, predicted, rows, trainMean), bins);
        BlockLength block = BlockLength.of(joined.means(), joined.bins(), outputs);
        BlockBootstrap bootstrap = new BlockBootstrap(joined.sums(), joined.bins(), width + 1, block.bins());
        for (Figure figure : Figure.values()) {
            ToDoubleFunction<double[]> scaled = means -> figure.toScale(figure.of(means, 0, outputs));
            figures.put(figure, figure.interval(bootstrap.interval(RowsOfBins.perRow(scaled))));
        }
        return new Intervals(block.bins(), block.tooShort(), figures);
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
        if (!enough(bins, actual.columns())) {
            return Optional.empty();
        }
        double[] contributions = contributions(actual, predictions);
        BlockLength block = BlockLength.of(contributions, bins, actual.columns());
        return Optional.of(new BlockBootstrap(contributions, bins, contributions.length / bins, block.bins()));
    }

    private static boolean enough(int bins, int outputs) {
        return bins >= FEWEST_BINS && outputs <= MOST_OUTPUTS;
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
}
