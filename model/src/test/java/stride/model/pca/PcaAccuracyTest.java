package stride.model.pca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.Draws;
import stride.model.Progress;

/** The residual is the one of its definition, small where components are right and large where they are not. */
class PcaAccuracyTest {
    private static final Kernels KERNELS = Kernels.choose();

    private static Projection project(Matrix activity, int[] bins, int k, PcaSolver solver) {
        return Projection.of(activity, bins, k, solver, KERNELS, Workers.NONE, Progress.NONE);
    }

    @ParameterizedTest
    @CsvSource({"60, 200, EXACT", "200, 60, EXACT", "610, 640, RANDOMIZED", "40, 30, RANDOMIZED"})
    void separatedComponentsHaveResidualsOfRounding(int neurons, int bins, PcaSolver solver) {
        Matrix activity = Draws.activity(neurons, bins, 1);
        int[] fitted = Arrays.copyOf(Draws.all(bins), bins * 2 / 3);
        Projection projection = project(activity, fitted, 8, solver);
        double first = projection.pca().explainedVariance()[0];
        // The first four signals stand clear of the noise.
        for (int c = 0; c < 4; c++) {
            double weakness = Math.sqrt(first / projection.pca().explainedVariance()[c]);
            assertThat(projection.accuracy().residuals()[c]).isLessThan(2e-6 * weakness);
        }
    }

    @Test
    void theResidualIsThatOfTheBinsCovariance() {
        // A spectrum so flat that subspace iteration can't finish: its residuals are real.
        Matrix activity = Draws.normal(900, 800, 2);
        int[] bins = Draws.all(800);
        int k = 30;
        Projection projection = project(activity, bins, k, PcaSolver.RANDOMIZED);
        double[] residuals = projection.accuracy().residuals();
        float[] mean = projection.pca().mean();
        for (int c = 0; c < k; c += 7) {
            // w = A^T v / |A^T v| is not quite the course that v came from, but S's action on it shows the same order.
            double[] w = new double[800];
            double length = 0;
            for (int t = 0; t < 800; t++) {
                w[t] = projection.scores().at(t, c);
                length += w[t] * w[t];
            }
            double[] along = new double[900];
            double value = 0;
            for (int n = 0; n < 900; n++) {
                for (int t = 0; t < 800; t++) {
                    along[n] += (activity.at(n, t) - mean[n]) * w[t] / Math.sqrt(length);
                }
                value += along[n] * along[n];
            }
            double squares = 0;
            for (int n = 0; n < 900; n++) {
                double difference = along[n]
                        - Math.sqrt(value) * projection.pca().components().at(c, n);
                squares += difference * difference;
            }
            assertThat(residuals[c]).as("more than rounding").isGreaterThan(1e-4);
            assertThat(Math.sqrt(squares / value)).isBetween(0.2 * residuals[c], 1.2 * residuals[c]);
        }
        assertThat(projection.accuracy().largest())
                .isEqualTo(Arrays.stream(residuals).max().orElseThrow());
    }

    @Test
    void theResidualBoundsTheDistanceToAnEigenvalue() {
        Matrix activity = Draws.normal(700, 650, 3);
        int[] bins = Draws.all(650);
        Projection projection = project(activity, bins, 40, PcaSolver.RANDOMIZED);
        double[] exact = project(activity, bins, 649, PcaSolver.EXACT).pca().explainedVariance();
        for (int c = 0; c < 40; c++) {
            double value = projection.pca().explainedVariance()[c];
            double nearest =
                    Arrays.stream(exact).map(e -> Math.abs(e - value)).min().orElseThrow();
            assertThat(nearest).isLessThanOrEqualTo((projection.accuracy().residuals()[c] + 1e-6) * value);
            assertThat(value).isLessThanOrEqualTo(exact[c] * (1 + 1e-6));
        }
    }

    @Test
    void aWrongComponentIsSeen() {
        Matrix activity = Draws.activity(50, 90, 4);
        Projection right = project(activity, Draws.all(90), 3, PcaSolver.EXACT);
        Matrix courses = Matrix.zeros(90, 3);
        double[] roots = new double[3];
        for (int c = 0; c < 3; c++) {
            roots[c] = Math.sqrt(right.pca().explainedVariance()[c] * 89);
            for (int t = 0; t < 90; t++) {
                courses.data()[t * 3 + c] = (float) (right.scores().at(t, c) / roots[c]);
            }
        }
        Residuals residuals = Residuals.ofCourses(courses, roots);
        assertThat(Arrays.stream(residuals.of(right.scores())).max().orElseThrow())
                .isLessThan(1e-5);
        Matrix swapped = Matrix.zeros(90, 3);
        for (int t = 0; t < 90; t++) {
            swapped.data()[t * 3] = right.scores().at(t, 1);
            swapped.data()[t * 3 + 1] = right.scores().at(t, 0);
            swapped.data()[t * 3 + 2] = -right.scores().at(t, 2);
        }
        double[] seen = residuals.of(swapped);
        assertThat(seen[0]).isGreaterThan(1);
        assertThat(seen[1]).isGreaterThan(1);
        assertThat(seen[2]).as("a sign is not an error").isLessThan(1e-5);
    }

    @Test
    void componentsOfNoVarianceHaveNothingToConvergeTo() {
        Matrix activity = Matrix.zeros(20, 30);
        for (int i = 0; i < activity.data().length; i++) {
            activity.data()[i] = (i / 30 + 1) * (float) Math.sin(i % 30);
        }
        PcaAccuracy accuracy =
                project(activity, Draws.all(30), 5, PcaSolver.AUTO).accuracy();
        assertThat(Arrays.copyOfRange(accuracy.residuals(), 1, 5)).containsOnly(0);
        assertThat(accuracy.residuals()[0]).isEqualTo(0, within(1e-6));
    }

    @Test
    void whatIsAboveTheThresholdIsNamed() {
        PcaAccuracy accuracy = new PcaAccuracy(PcaSolver.RANDOMIZED, new double[] {0.01, 0.2, 0.1, 0.3});
        assertThat(accuracy.unconverged()).containsExactly(1, 3);
        assertThat(accuracy.leading(2).unconverged()).containsExactly(1);
        assertThat(accuracy.leading(2).largest()).isEqualTo(0.2);
    }
}
