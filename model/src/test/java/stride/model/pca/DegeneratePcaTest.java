package stride.model.pca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.Draws;
import stride.model.Progress;
import stride.model.Standardizer;
import stride.model.UnfitException;
import stride.model.split.Split;

/** Activity with fewer directions than components were asked for, or with none at all. */
class DegeneratePcaTest {
    private static final Kernels KERNELS = Kernels.choose();

    private static Pca fit(Matrix activity, int k) {
        return Pca.fit(
                activity, Draws.all(activity.columns()), k, PcaSolver.AUTO, KERNELS, Workers.NONE, Progress.NONE);
    }

    /** Three courses, whole numbers that are exactly centred, so that the rank is three to the bit. */
    private static Matrix rankThree(int neurons, int bins) {
        Matrix loads = Draws.integers(neurons, 3, 1);
        Matrix courses = Draws.integers(3, bins / 2, 2);
        Matrix activity = Matrix.zeros(neurons, bins / 2 * 2);
        for (int n = 0; n < neurons; n++) {
            for (int t = 0; t < bins / 2; t++) {
                float sum = 0;
                for (int s = 0; s < 3; s++) {
                    sum += loads.at(n, s) * courses.at(s, t) * (3 - s);
                }
                activity.data()[n * activity.columns() + 2 * t] = sum;
                activity.data()[n * activity.columns() + 2 * t + 1] = -sum;
            }
        }
        return activity;
    }

    @ParameterizedTest
    @CsvSource({"40, 100, 8", "40, 100, 40", "610, 80, 8", "610, 80, 80", "610, 640, 8", "610, 640, 100"})
    void directionsThatTheActivityLacksHaveNoVarianceAndAreOrthonormalAllTheSame(int neurons, int bins, int k) {
        Pca pca = fit(rankThree(neurons, bins), k);
        double[] variance = pca.explainedVariance();
        assertThat(variance[2]).isPositive();
        assertThat(Arrays.copyOfRange(variance, 3, k)).containsOnly(0);
        assertThat(pca.explained()).isEqualTo(1, within(1e-6));
        assertThat(Orthonormality.errorOfRows(pca.components())).isLessThan(5e-6);
    }

    @ParameterizedTest
    @CsvSource({"40, 100, 40", "610, 80, 80", "610, 640, 100"})
    void directionsOfRoundingAloneAreOrthonormalToo(int neurons, int bins, int k) {
        Matrix activity = rankThree(neurons, bins);
        for (int i = 0; i < activity.data().length; i++) {
            activity.data()[i] = activity.data()[i] / 3 + 10;
        }
        Pca pca = fit(activity, k);
        assertThat(pca.explained()).isEqualTo(1, within(1e-6));
        assertThat(Arrays.copyOfRange(pca.explainedVariance(), 3, k)).containsOnly(0);
        assertThat(Orthonormality.errorOfRows(pca.components())).isLessThan(5e-6);
    }

    @ParameterizedTest
    @CsvSource({"40, 100, 40", "610, 80, 60", "610, 640, 100"})
    void scoresAlongDirectionsThatTheActivityLacksAreZeroAndStaySoStandardised(int neurons, int bins, int k) {
        Matrix activity = rankThree(neurons, bins);
        for (int i = 0; i < activity.data().length; i++) {
            activity.data()[i] = activity.data()[i] / 3 + 10;
        }
        Matrix scores = fit(activity, k).scores(activity, KERNELS, Workers.NONE, Progress.NONE);
        Matrix inputs =
                Standardizer.fit(Split.none(scores.rows()).train(scores)).apply(scores);
        for (int t = 0; t < bins; t++) {
            assertThat(Math.abs(inputs.at(t, 0))).isPositive();
            for (int c = 3; c < k; c++) {
                assertThat(scores.at(t, c)).isZero();
                assertThat(inputs.at(t, c)).isZero();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"40, 100, 30, 0.8", "610, 80, 60, 0.8", "610, 80, 60, 0.6", "610, 640, 60, 0.8", "610, 640, 60, 0.6"})
    void aSteepSpectrumKeepsItsComponentsOrthonormal(int neurons, int bins, int k, double ratio) {
        Matrix loads = Draws.normal(neurons, 60, 3);
        Matrix courses = Draws.normal(60, bins, 4);
        Matrix activity = Matrix.zeros(neurons, bins);
        for (int n = 0; n < neurons; n++) {
            for (int t = 0; t < bins; t++) {
                double sum = 0;
                for (int s = 0; s < 60; s++) {
                    sum += Math.pow(ratio, s) * loads.at(n, s) * courses.at(s, t);
                }
                activity.data()[n * bins + t] = (float) sum;
            }
        }
        assertThat(Orthonormality.errorOfRows(fit(activity, k).components())).isLessThan(5e-6);
    }

    @Test
    void aNeuronThatNeverChangesHasNoPartInAnyComponent() {
        Matrix activity = Draws.activity(30, 90, 5);
        Arrays.fill(activity.data(), 4 * 90, 5 * 90, 0.1f);
        Pca pca = fit(activity, 6);
        for (int c = 0; c < 6; c++) {
            assertThat(pca.components().at(c, 4)).isEqualTo(0, within(1e-7f));
        }
    }

    @ParameterizedTest
    @CsvSource({"3, 5", "620, 5", "620, 640"})
    void activityThatNeverChangesHasNoComponents(int neurons, int bins) {
        Matrix activity = Matrix.zeros(neurons, bins);
        Arrays.fill(activity.data(), 0.1f);
        assertThatThrownBy(() -> fit(activity, 2))
                .isInstanceOf(UnfitException.class)
                .hasMessage("every neuron is constant over the %d bins to fit on; there are no components", bins);
    }

    @ParameterizedTest
    @CsvSource({"5, 8, 6, 5", "8, 5, 6, 5", "5, 8, 0, 5", "5, 8, -1, 5"})
    void aNumberOfComponentsThatTheDataDoNotAllowIsRefusedWithTheNumbers(int neurons, int bins, int k, int most) {
        assertThatThrownBy(() -> fit(Draws.normal(neurons, bins, 1), k))
                .isInstanceOf(UnfitException.class)
                .hasMessage(
                        "%d principal components were asked for, but %d neurons x %d bins to fit on allow 1 to %d; change --pca (--components of stride pca)",
                        k, neurons, bins, most);
    }

    @Test
    void aSingleBinHasNoComponents() {
        assertThatThrownBy(() -> fit(Draws.normal(3, 1, 1), 1))
                .isInstanceOf(UnfitException.class)
                .hasMessage("principal components need at least 2 bins to fit on, not 1; let more bins train");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exact", "randomized"})
    void aSingleNeuronIsItsOwnComponent(String solver) {
        Matrix activity = new Matrix(1, 4, new float[] {1, 2, 3, 6});
        PcaSolver chosen = PcaSolver.valueOf(solver.toUpperCase(Locale.ROOT));
        Projection projection = Projection.of(activity, Draws.all(4), 1, chosen, KERNELS, Workers.NONE, Progress.NONE);
        assertThat(projection.pca().components().at(0, 0)).isEqualTo(1, within(1e-6f));
        assertThat(projection.pca().explainedVariance()[0]).isEqualTo(14.0 / 3, within(1e-5));
        assertThat(projection.pca().explained()).isEqualTo(1, within(1e-6));
        assertThat(projection.scores().data()).containsExactly(new float[] {-2, -1, 0, 3}, within(1e-5f));
        assertThat(projection.accuracy().largest()).isLessThan(1e-6);
    }

    @Test
    void noMoreComponentsCanBeTakenThanWereFitted() {
        Pca pca = fit(Draws.activity(10, 20, 6), 4);
        assertThatThrownBy(() -> pca.leading(5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the first 5 of 4 components");
    }

    @Test
    void activityOfOtherNeuronsHasNoScores() {
        Pca pca = fit(Draws.activity(10, 20, 7), 4);
        assertThatThrownBy(() -> pca.scores(Draws.activity(11, 20, 7), KERNELS, Workers.NONE, Progress.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("activity of 11 neurons for components of 10");
    }
}
