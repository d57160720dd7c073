package stride.model.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.Draws;
import stride.model.Progress;
import stride.model.decoder.InputOptions;
import stride.model.decoder.Prepared;
import stride.model.decoder.Scaling;
import stride.model.pca.PcaSolver;
import stride.model.split.Gap;
import stride.model.split.History;
import stride.model.split.Split;
import stride.model.split.SplitOptions;

class OverviewTest {
    private static final int NEURONS = 30;
    private static final int BINS = 400;
    private static final Kernels KERNELS = Kernels.choose();

    private final Matrix activity = Draws.activity(NEURONS, BINS, 1);
    private final Split split =
            SplitOptions.chronological(0.7, 0.2).withGap(Gap.of(4)).folds(BINS).getFirst();

    private Prepared prepared(int pca, Scaling scaling) {
        float[] first = Arrays.copyOf(activity.data(), BINS);
        return Prepared.of(
                activity,
                new Matrix(BINS, 1, first),
                split,
                new InputOptions(pca, PcaSolver.EXACT, false, scaling, true, History.NONE),
                KERNELS,
                Workers.NONE,
                Progress.NONE);
    }

    @Test
    void whatFitsThePictureIsTheZScoreOfEachNeuronInTheOrderOfTheFirstComponent() {
        Prepared prepared = prepared(5, Scaling.EACH);
        Raster raster = Overview.of(activity, prepared).raster();
        assertThat(raster.rows()).isEqualTo(NEURONS);
        assertThat(raster.columns()).isEqualTo(BINS);
        Matrix components = prepared.pca().orElseThrow().components();
        int top = IntStream.range(0, NEURONS)
                .reduce((a, b) -> components.at(0, b) > components.at(0, a) ? b : a)
                .orElseThrow();
        double mean = IntStream.range(0, BINS)
                .mapToDouble(t -> activity.at(top, t))
                .average()
                .orElseThrow();
        double variance = IntStream.range(0, BINS)
                .mapToDouble(t -> Math.pow(activity.at(top, t) - mean, 2))
                .average()
                .orElseThrow();
        for (int t = 0; t < BINS; t++) {
            double z = (activity.at(top, t) - mean) / Math.sqrt(variance);
            assertThat(raster.values()[t]).isCloseTo((float) z, within(1e-6f * (1 + (float) Math.abs(z))));
        }
    }

    @Test
    void aPictureOfManyNeuronsAndBinsHasTheMeanOfEachGroup() {
        int neurons = 500;
        int bins = 2000;
        float[] values = new float[neurons * bins];
        for (int i = 0; i < neurons; i++) {
            for (int t = 0; t < bins; t++) {
                values[i * bins + t] = t < bins / 2 ? -1 : 1; // z-scores already
            }
        }
        Matrix steps = new Matrix(neurons, bins, values);
        int[] order = IntStream.range(0, neurons).toArray();
        Raster.Gathering gathering = new Raster.Gathering(steps, order);
        for (int i = 0; i < neurons; i++) {
            gathering.add(i, values, i * bins);
        }
        Raster raster = gathering.done();
        assertThat(raster.rows()).isLessThan(neurons);
        assertThat(raster.columns()).isLessThan(bins).isEven();
        for (int r = 0; r < raster.rows(); r++) {
            for (int c = 0; c < raster.columns(); c++) {
                assertThat(raster.values()[r * raster.columns() + c]).isEqualTo(c < raster.columns() / 2 ? -1 : 1);
            }
        }
    }

    @Test
    void groupsTakeEveryMemberOnce() {
        for (int count : new int[] {1, 7, 240, 241, 719, 7018, 11983}) {
            for (int groups : new int[] {1, Math.min(240, count), count}) {
                assertThat(Raster.first(0, count, groups)).isZero();
                assertThat(Raster.first(groups, count, groups)).isEqualTo(count);
                for (int member = 0; member < count; member++) {
                    int group = Raster.group(member, count, groups);
                    assertThat(member)
                            .isBetween(Raster.first(group, count, groups), Raster.first(group + 1, count, groups) - 1);
                }
            }
        }
    }

    @Test
    void allComponentsTogetherHoldAllTheVarianceOfTheTestBins() {
        for (Scaling scaling : Scaling.values()) {
            Overview.Variance variance =
                    Overview.of(activity, prepared(NEURONS, scaling)).variance().orElseThrow();
            assertThat(variance.fitted()).hasSize(NEURONS).isSortedAccordingTo((a, b) -> Double.compare(b, a));
            assertThat(Arrays.stream(variance.test()).sum()).isCloseTo(1, within(1e-4));
            assertThat(variance.test()).isNotEqualTo(variance.fitted());
        }
    }

    @Test
    void withoutComponentsNeuronsStayInTheirOrder() {
        Overview overview = Overview.of(activity, prepared(0, Scaling.NONE));
        assertThat(overview.variance()).isEmpty();
        assertThat(overview.raster().values()[0])
                .isEqualTo(Overview.of(activity, prepared(0, Scaling.EACH))
                        .raster()
                        .values()[0]);
    }
}
