package stride.model.pca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.Draws;
import stride.model.Progress;

/** What holds for any activity, by either solver. */
class PcaPropertiesTest {
    private static final Kernels KERNELS = Kernels.choose();

    private static Projection project(Matrix activity, int k, PcaSolver solver) {
        return Projection.of(activity, Draws.all(activity.columns()), k, solver, KERNELS, Workers.NONE, Progress.NONE);
    }

    private static PcaSolver solver(boolean exact) {
        return exact ? PcaSolver.EXACT : PcaSolver.RANDOMIZED;
    }

    /** Activity (neurons, bins) of a rank, each neuron on a level of its own. */
    private static Matrix lowRank(int neurons, int bins, int rank, long seed) {
        Matrix loads = Draws.normal(neurons, rank, seed);
        Matrix courses = Draws.normal(rank, bins, seed + 1);
        Matrix activity = Matrix.zeros(neurons, bins);
        for (int n = 0; n < neurons; n++) {
            for (int t = 0; t < bins; t++) {
                double sum = 5 + n % 3;
                for (int s = 0; s < rank; s++) {
                    sum += loads.at(n, s) * courses.at(s, t);
                }
                activity.data()[n * bins + t] = (float) sum;
            }
        }
        return activity;
    }

    /** The mean squared distance, over all values, of activity from what k components make of it. */
    private static double reconstructionError(Matrix activity, Projection projection) {
        Pca pca = projection.pca();
        float[] mean = pca.mean();
        double squares = 0;
        for (int n = 0; n < activity.rows(); n++) {
            for (int t = 0; t < activity.columns(); t++) {
                double difference = mean[n] - activity.at(n, t);
                for (int c = 0; c < pca.k(); c++) {
                    difference += (double) projection.scores().at(t, c)
                            * pca.components().at(c, n);
                }
                squares += difference * difference;
            }
        }
        return squares;
    }

    @Property(tries = 40)
    void activityOfLowRankIsRebuiltToRounding(
            @ForAll @IntRange(min = 1, max = 6) int rank, @ForAll boolean exact, @ForAll long seed) {
        Matrix activity = lowRank(30, 50, rank, seed);
        double all = project(activity, 30, PcaSolver.EXACT).pca().explained();
        Projection projection = project(activity, rank, solver(exact));
        assertThat(all).isEqualTo(1, within(1e-6));
        assertThat(projection.pca().explained()).isEqualTo(1, within(1e-6));
        // Each value passes a handful of roundings, of itself and of terms no larger than a few times as much.
        double magnitude = 50;
        assertThat(reconstructionError(activity, projection))
                .isLessThan(30 * 50 * Math.pow((30 + 50 + rank) * 0x1p-24 * magnitude, 2));
    }

    @Property(tries = 40)
    void theErrorOfRebuildingIsTheVarianceLeftOut(
            @ForAll @IntRange(min = 1, max = 20) int k, @ForAll boolean exact, @ForAll long seed) {
        Matrix activity = Draws.activity(40, 25, seed);
        double[] variance = project(activity, 24, PcaSolver.EXACT).pca().explainedVariance();
        double leftOut = 0;
        for (int c = k; c < variance.length; c++) {
            leftOut += variance[c] * 24;
        }
        double error = reconstructionError(activity, project(activity, k, solver(exact)));
        assertThat(error).isEqualTo(leftOut, within(1e-5 * variance[0] * 24));
    }

    @Property(tries = 40)
    void rowsAreOrthonormalByDescendingVarianceWithTheirLargestEntryPositive(
            @ForAll @IntRange(min = 1, max = 30) int neurons,
            @ForAll @IntRange(min = 2, max = 30) int bins,
            @ForAll boolean exact,
            @ForAll long seed) {
        int k = Math.min(neurons, bins);
        Projection projection = project(Draws.activity(neurons, bins, seed), k, solver(exact));
        Pca pca = projection.pca();
        assertThat(Orthonormality.errorOfRows(pca.components())).isLessThan(5e-6);
        assertThat(pca.explained()).isEqualTo(1, within(1e-5));
        double before = Double.POSITIVE_INFINITY;
        for (int c = 0; c < k; c++) {
            assertThat(pca.explainedVariance()[c]).isBetween(0.0, before);
            before = pca.explainedVariance()[c];
            float largest = 0;
            for (int n = 0; n < neurons; n++) {
                float entry = pca.components().at(c, n);
                largest = Math.abs(entry) > Math.abs(largest) ? entry : largest;
            }
            assertThat(largest).isPositive();
        }
    }
}
