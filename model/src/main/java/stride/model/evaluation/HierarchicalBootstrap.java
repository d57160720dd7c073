package stride.model.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import stride.model.RandomStream;

/**
 * The mean of a figure over several recordings, with an interval that knows of both draws: recordings are drawn with
 * replacement, and within each that was drawn blocks of its bins. So it is wide where animals differ, however long each
 * was recorded.
 *
 * <p>The interval holds the middle 95 % of the resamples. Few recordings make it too narrow, for what was not recorded
 * can't be drawn; of one alone it is an interval over time, and says nothing of other animals.
 *
 * @see <a href="https://doi.org/10.51628/001c.13622">Saravanan, Berman and Sober 2020, the hierarchical bootstrap in
 *     neuroscience</a>
 */
final class HierarchicalBootstrap {
    private static final double LEVEL = 0.95;
    private static final int RESAMPLES = 2000;
    private static final long SEED = 1;

    private HierarchicalBootstrap() {}

    /** The interval of the mean over recordings of a statistic of each; none where a resample's is not finite. */
    static Interval interval(List<BlockBootstrap> recordings, ToDoubleFunction<double[]> statistic) {
        RandomStream random = new RandomStream(SEED);
        int n = recordings.size();
        double[] means = new double[RESAMPLES];
        for (int r = 0; r < RESAMPLES; r++) {
            for (int i = 0; i < n; i++) {
                BlockBootstrap drawn = recordings.get(random.nextInt(n));
                means[r] += statistic.applyAsDouble(drawn.resampledMeans(random)) / n;
            }
        }
        if (!Arrays.stream(means).allMatch(Double::isFinite)) {
            return Interval.NONE;
        }
        Arrays.sort(means);
        int outside = (int) ((1 - LEVEL) / 2 * RESAMPLES);
        return new Interval(means[outside], means[RESAMPLES - 1 - outside]);
    }
}
