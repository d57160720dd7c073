package stride.model.evaluation;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import stride.model.RandomStream;

/**
 * Confidence intervals for functions of means over bins that depend on their neighbours: circular blocks of bins are
 * drawn with replacement, so that what belongs together stays together.
 *
 * <p>The interval is a studentised, symmetric one: of each resample not only the statistic but also its standard error
 * is computed, by leaving out one block at a time, and the interval is as many of the recording's own standard errors
 * wide as holds 95 % of the resamples. Percentiles of the resamples themselves are too narrow where there are few
 * blocks.
 *
 * @see <a href="https://doi.org/10.1214/aos/1176347265">Künsch 1989, the jackknife and bootstrap for stationary
 *     observations</a>
 * @see <a href="https://doi.org/10.1214/aos/1032181163">Götze and Künsch 1996, second-order correctness of the
 *     studentised block bootstrap</a>
 */
public final class BlockBootstrap {
    static final double LEVEL = 0.95;
    static final int RESAMPLES = 1000;
    private static final long SEED = 1;

    private final int bins;
    private final int width;
    private final int block;
    private final double[] blockSums;
    private final double[] means;

    /**
     * Makes ready for resampling.
     *
     * @param contributions what each bin adds to the sums, (bins, width)
     * @param block         bins in a block, at most half of them
     */
    BlockBootstrap(double[] contributions, int bins, int width, int block) {
        if (block < 1 || 2 * block > bins) {
            throw new IllegalArgumentException("blocks of %d bins of %d".formatted(block, bins));
        }
        this.bins = bins;
        this.width = width;
        this.block = block;
        this.means = new double[width];
        double[] sums = new double[bins * width];
        double[] running = new double[width];
        for (int i = 0; i < bins + block - 1; i++) {
            for (int c = 0; c < width; c++) {
                running[c] += contributions[i % bins * width + c];
                if (i >= block) {
                    running[c] -= contributions[(i - block) * width + c];
                }
                if (i >= block - 1) {
                    sums[(i - block + 1) * width + c] = running[c];
                }
            }
        }
        this.blockSums = sums;
        for (int i = 0; i < bins; i++) {
            for (int c = 0; c < width; c++) {
                means[c] += contributions[i * width + c] / bins;
            }
        }
    }

    /** The statistic of all bins. */
    double observed(ToDoubleFunction<double[]> statistic) {
        return statistic.applyAsDouble(means);
    }

    /** The interval of a statistic that is a function of the means; none where it or its error is not finite. */
    Interval interval(ToDoubleFunction<double[]> statistic) {
        double observed = observed(statistic);
        double error = error(statistic, observed);
        if (!Double.isFinite(observed) || !(error < Double.POSITIVE_INFINITY)) {
            return Interval.NONE;
        }
        if (error == 0) {
            return new Interval(observed, observed); // the same in every block, as two decoders that are one
        }
        RandomStream random = new RandomStream(SEED);
        double[] distances = new double[RESAMPLES];
        int[] starts = new int[bins / block];
        for (int r = 0; r < RESAMPLES; r++) {
            distances[r] = distance(statistic, observed, draw(random, starts));
        }
        Arrays.sort(distances);
        double half = distances[(int) Math.ceil(LEVEL * RESAMPLES) - 1] * error;
        return half < Double.POSITIVE_INFINITY ? new Interval(observed - half, observed + half) : Interval.NONE;
    }

    private int[] draw(RandomStream random, int[] starts) {
        for (int i = 0; i < starts.length; i++) {
            starts[i] = random.nextInt(bins);
        }
        return starts;
    }

    /** The means of a resample, for a bootstrap over several recordings. */
    double[] resampledMeans(RandomStream random) {
        return meansOf(draw(random, new int[bins / block]));
    }

    private double[] meansOf(int[] starts) {
        double[] sums = new double[width];
        for (int start : starts) {
            for (int c = 0; c < width; c++) {
                sums[c] += blockSums[start * width + c];
            }
        }
        for (int c = 0; c < width; c++) {
            sums[c] /= (double) starts.length * block;
        }
        return sums;
    }

    /** How far a resample's statistic lies from the observed one, in standard errors of its own. */
    private double distance(ToDoubleFunction<double[]> statistic, double observed, int[] starts) {
        double[] whole = meansOf(starts);
        double here = statistic.applyAsDouble(whole);
        double squares = 0;
        double[] rest = new double[width];
        for (int start : starts) {
            double without = statistic.applyAsDouble(without(whole, starts.length * block, start, rest));
            squares += (without - here) * (without - here);
        }
        double error = Math.sqrt(squares * (starts.length - 1) / starts.length);
        double distance = Math.abs(here - observed) / error;
        // A resample without variation, as of an animal at rest, tells of no width: it counts as the widest.
        return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
    }

    /** The standard error of the statistic, by leaving out each block that there is. */
    private double error(ToDoubleFunction<double[]> statistic, double observed) {
        double squares = 0;
        double[] rest = new double[width];
        for (int start = 0; start < bins; start++) {
            double without = statistic.applyAsDouble(without(means, bins, start, rest));
            squares += (without - observed) * (without - observed);
        }
        return Math.sqrt(squares / bins * (bins - block) / block);
    }

    private double[] without(double[] whole, int count, int start, double[] rest) {
        for (int c = 0; c < width; c++) {
            rest[c] = (whole[c] * count - blockSums[start * width + c]) / (count - block);
        }
        return rest;
    }
}
