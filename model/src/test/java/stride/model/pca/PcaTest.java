package stride.model.pca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.Draws;
import stride.model.Progress;

/**
 * Components against the reference in double, on every path: the covariance of few neurons, the identity as the basis of
 * few bins, and subspace iteration, on the formed covariance where neurons are many and bins few, and streamed where
 * it's the other way round.
 */
class PcaTest {
    private static final Kernels KERNELS = Kernels.choose();

    static Stream<Arguments> paths() {
        return Stream.of(
                Arguments.of("few neurons", 60, 200, 12),
                Arguments.of("few neurons, every component", 20, 50, 20),
                Arguments.of("few bins", 610, 90, 12),
                Arguments.of("few bins, fewer than components could be", 610, 12, 11),
                Arguments.of("iterated", 620, 640, 12));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("paths")
    void componentsAreThoseOfTheWholeSvd(String path, int neurons, int bins, int k) {
        Matrix activity = Draws.activity(neurons, bins, 7);
        int[] fitted = IntStream.range(0, bins).filter(t -> t % 10 != 3).toArray();
        Pca pca = Pca.fit(activity, fitted, k, PcaSolver.AUTO, KERNELS, Workers.NONE, Progress.NONE);
        SvdComponents reference = SvdComponents.of(activity, fitted);
        double first = reference.variance()[0];
        double[] variance = pca.explainedVariance();
        for (int c = 0; c < k; c++) {
            assertThat(variance[c]).as("variance %d", c).isEqualTo(reference.variance()[c], within(2e-6 * first));
            assertThat(pca.explainedVarianceRatio()[c])
                    .isEqualTo(reference.variance()[c] / reference.total(), within(2e-6));
        }
        assertThat(pca.explained())
                .isEqualTo(IntStream.range(0, k).mapToDouble(c -> variance[c]).sum() / reference.total(), within(1e-5));
        // The eight shared signals stand apart from each other; among the noise's directions, rounding turns.
        for (int c = 0; c < 8; c++) {
            for (int n = 0; n < neurons; n++) {
                assertThat((double) pca.components().at(c, n))
                        .as("component %d, neuron %d", c, n)
                        .isEqualTo(reference.components()[c][n], within(2e-4));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("paths")
    void componentsAreUnitRowsByDescendingVarianceWithTheirLargestEntryPositive(
            String path, int neurons, int bins, int k) {
        Matrix activity = Draws.activity(neurons, bins, 8);
        Pca pca = Pca.fit(activity, Draws.all(bins), k, PcaSolver.AUTO, KERNELS, Workers.NONE, Progress.NONE);
        assertThat(pca.k()).isEqualTo(k);
        assertThat(Orthonormality.errorOfRows(pca.components())).isLessThan(5e-6);
        double[] variance = pca.explainedVariance();
        for (int c = 0; c < k; c++) {
            assertThat(variance[c]).isLessThanOrEqualTo(c == 0 ? Double.MAX_VALUE : variance[c - 1]);
            float largest = 0;
            for (int n = 0; n < neurons; n++) {
                float entry = pca.components().at(c, n);
                largest = Math.abs(entry) > Math.abs(largest) ? entry : largest;
            }
            assertThat(largest).isPositive();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("paths")
    void scoresAreTheCentredActivityTimesTheComponentsThatVary(String path, int neurons, int bins, int k) {
        Matrix activity = Draws.activity(neurons, bins, 9);
        int[] fitted = Draws.all(bins * 2 / 3 + 3);
        Pca pca = Pca.fit(activity, fitted, k, PcaSolver.AUTO, KERNELS, Workers.NONE, Progress.NONE);
        Matrix scores = pca.scores(activity, KERNELS, Workers.NONE, Progress.NONE);
        assertThat(scores.rows()).isEqualTo(bins);
        float[] mean = pca.mean();
        for (int t = 0; t < bins; t++) {
            for (int c = 0; c < k; c++) {
                double sum = 0;
                double magnitudes = 0;
                for (int n = 0; n < neurons; n++) {
                    double term = ((double) activity.at(n, t) - mean[n])
                            * pca.components().at(c, n);
                    sum += term;
                    magnitudes += Math.abs(term);
                }
                if (pca.explainedVariance()[c] == 0) {
                    assertThat(scores.at(t, c)).isZero();
                    continue;
                }
                assertThat((double) scores.at(t, c)).isEqualTo(sum, within((neurons + 2) * 0x1p-24 * magnitudes));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("paths")
    void theVarianceAlongAComponentIsThatOfItsScores(String path, int neurons, int bins, int k) {
        Matrix activity = Draws.activity(neurons, bins, 10);
        Pca pca = Pca.fit(activity, Draws.all(bins), k, PcaSolver.AUTO, KERNELS, Workers.NONE, Progress.NONE);
        Matrix scores = pca.scores(activity, KERNELS, Workers.NONE, Progress.NONE);
        for (int c = 0; c < k; c++) {
            double squares = 0;
            for (int t = 0; t < bins; t++) {
                squares += (double) scores.at(t, c) * scores.at(t, c);
            }
            assertThat(squares / (bins - 1))
                    .isEqualTo(pca.explainedVariance()[c], within(1e-5 * pca.explainedVariance()[0]));
        }
    }
}
