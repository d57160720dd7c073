package stride.model.pca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.RowBlocks;
import stride.engine.Workers;
import stride.model.Draws;
import stride.model.Progress;
import stride.model.UnfitException;

/** The solvers against each other and the reference, and the choice between them. */
class PcaSolverTest {
    private static final Kernels KERNELS = Kernels.choose();

    private static Projection project(Matrix activity, int k, PcaSolver solver) {
        return Projection.of(activity, Draws.all(activity.columns()), k, solver, KERNELS, Workers.NONE, Progress.NONE);
    }

    @ParameterizedTest
    @CsvSource({"60, 200", "200, 60", "610, 640", "660, 620"})
    void exactComponentsAreThoseOfTheWholeSvd(int neurons, int bins) {
        Matrix activity = Draws.activity(neurons, bins, 1);
        Projection exact = project(activity, 20, PcaSolver.EXACT);
        assertThat(exact.accuracy().solver()).isEqualTo(PcaSolver.EXACT);
        SvdComponents reference = SvdComponents.of(activity, Draws.all(bins));
        double[] variance = exact.pca().explainedVariance();
        for (int c = 0; c < 20; c++) {
            // Centring and the activity itself round to float32; from there on it is double.
            assertThat(variance[c])
                    .isEqualTo(reference.variance()[c], within(1e-7 * reference.variance()[0]));
        }
        for (int c = 0; c < 8; c++) {
            for (int n = 0; n < neurons; n++) {
                assertThat((double) exact.pca().components().at(c, n))
                        .isEqualTo(reference.components()[c][n], within(2e-5));
            }
        }
        assertThat(Orthonormality.errorOfRows(exact.pca().components())).isLessThan(2e-6);
    }

    @ParameterizedTest
    @CsvSource({"60, 200", "200, 60", "12, 9", "610, 640", "1200, 610"})
    void randomizedEqualsExactToRounding(int neurons, int bins) {
        Matrix activity = Draws.activity(neurons, bins, 2);
        int k = 8;
        Projection exact = project(activity, k, PcaSolver.EXACT);
        Projection randomized = project(activity, k, PcaSolver.RANDOMIZED);
        assertThat(randomized.accuracy().solver()).isEqualTo(PcaSolver.RANDOMIZED);
        double first = exact.pca().explainedVariance()[0];
        assertThat(randomized.pca().explainedVariance())
                .containsExactly(exact.pca().explainedVariance(), within(2e-6 * first));
        assertThat(randomized.pca().components().data())
                .containsExactly(exact.pca().components().data(), within(2e-4f));
        assertThat(randomized.accuracy().unconverged()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "600, 100000, 50, EXACT", "100000, 600, 50, EXACT", "7018, 11983, 100, RANDOMIZED",
        "7018, 11983, 500, RANDOMIZED", "2000, 2000, 20, RANDOMIZED", "1000, 1000, 900, EXACT",
        "5000, 5000, 5000, RANDOMIZED"
    })
    void autoTakesWhatCostsLess(int neurons, int bins, int k, PcaSolver expected) {
        assertThat(PcaSolver.AUTO.chosen(neurons, bins, k)).isEqualTo(expected);
        assertThat(PcaSolver.EXACT.chosen(neurons, bins, k)).isEqualTo(PcaSolver.EXACT);
        assertThat(PcaSolver.RANDOMIZED.chosen(neurons, bins, k)).isEqualTo(PcaSolver.RANDOMIZED);
    }

    /** Activity that must not even be read. */
    private record Huge(int rows, int columns) implements RowBlocks {
        @Override
        public void read(int first, int count, float[] target) {
            throw new AssertionError("was read");
        }
    }

    @Test
    void exactRefusesWhatItCanNotDoAndNamesTheOption() {
        Huge huge = new Huge(4001, 5000);
        assertThatThrownBy(
                        () -> Pca.fit(huge, Draws.all(4002), 3, PcaSolver.EXACT, KERNELS, Workers.NONE, Progress.NONE))
                .isInstanceOf(UnfitException.class)
                .hasMessage(
                        "--pca-solver exact takes up to 4000 neurons or 4000 bins, but there are 4001 neurons x 4002"
                                + " bins to fit on; use --pca-solver randomized, or auto");
    }

    @Test
    void componentsThatNoArrayHoldsAreRefused() {
        Huge huge = new Huge(30_000_000, 100);
        assertThatThrownBy(
                        () -> Pca.fit(huge, Draws.all(100), 90, PcaSolver.AUTO, KERNELS, Workers.NONE, Progress.NONE))
                .isInstanceOf(UnfitException.class)
                .hasMessageContaining("more values than an array holds; change --pca");
    }

    @Test
    void neuronsMeetEachOtherAcrossStripsOfBins() {
        // 300 neurons over 70,000 bins do not fit one strip; whole numbers, each neuron centred, make the sums exact.
        int turns = 700;
        int bins = 100 * turns;
        Matrix half = Draws.integers(300, 50, 3);
        Matrix activity = Matrix.zeros(300, bins);
        for (int n = 0; n < 300; n++) {
            for (int t = 0; t < bins; t++) {
                activity.data()[n * bins + t] = (t % 2 == 0 ? 1 : -1) * half.at(n, t / 2 % 50);
            }
        }
        assertThat(CenteredActivity.strips(300, bins)).isEqualTo(2);
        int[] all = Draws.all(bins);
        CenteredActivity a = new CenteredActivity(
                activity,
                all,
                new float[300],
                new CenteredBlocks(activity, all, KERNELS, Workers.NONE),
                KERNELS,
                Workers.NONE);
        double[] products = a.productsOfNeurons(Progress.NONE);
        for (int i = 0; i < 300; i += 37) {
            for (int j = 0; j < 300; j++) {
                double sum = 0;
                for (int t = 0; t < 50; t++) {
                    sum += 2.0 * turns * half.at(i, t) * half.at(j, t);
                }
                assertThat(products[i * 300 + j]).isEqualTo(sum);
            }
        }
    }
}
