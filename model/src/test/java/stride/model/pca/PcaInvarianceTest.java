package stride.model.pca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.Draws;
import stride.model.Progress;

/** What may not change components, and what changes them in a known way; on few neurons, few bins, and iterated. */
class PcaInvarianceTest {
    private static final Kernels KERNELS = Kernels.choose();
    private static final int K = 6;

    private static Pca fit(Matrix activity, int[] bins) {
        return Pca.fit(activity, bins, K, PcaSolver.AUTO, KERNELS, Workers.NONE, Progress.NONE);
    }

    private static Pca steadyFit(Matrix activity, int[] bins, Workers workers) {
        return Pca.fit(activity, bins, K, PcaSolver.AUTO, KERNELS, workers, Progress.NONE);
    }

    private static void assertSame(Pca actual, Pca expected) {
        assertThat(actual.mean()).isEqualTo(expected.mean());
        assertThat(actual.components()).isEqualTo(expected.components());
        assertThat(actual.explainedVariance()).isEqualTo(expected.explainedVariance());
    }

    @ParameterizedTest
    @CsvSource({"40, 100", "610, 80", "610, 710"})
    void binsThatAreNotFittedOnDoNotCount(int neurons, int bins) {
        Matrix activity = Draws.activity(neurons, bins, 1);
        int[] fitted = IntStream.range(0, bins).filter(t -> t % 7 != 2).toArray();
        Pca before = steadyFit(activity, fitted, Workers.NONE);
        Matrix other = new Matrix(neurons, bins, activity.data().clone());
        for (int n = 0; n < neurons; n++) {
            for (int t = 2; t < bins; t += 7) {
                other.data()[n * bins + t] = 1e6f * (n - t);
            }
        }
        assertSame(steadyFit(other, fitted, Workers.NONE), before);
        other.data()[0] += 1;
        assertThat(steadyFit(other, fitted, Workers.NONE).components()).isNotEqualTo(before.components());
    }

    @ParameterizedTest
    @CsvSource({"40, 100", "610, 80", "610, 710"})
    void aFitOnSomeBinsIsAFitOnTheirColumns(int neurons, int bins) {
        Matrix activity = Draws.activity(neurons, bins, 2);
        int[] fitted = IntStream.range(0, bins).filter(t -> t % 9 != 2).toArray();
        Matrix selected = Matrix.zeros(neurons, fitted.length);
        for (int n = 0; n < neurons; n++) {
            for (int i = 0; i < fitted.length; i++) {
                selected.data()[n * fitted.length + i] = activity.at(n, fitted[i]);
            }
        }
        assertSame(
                steadyFit(activity, fitted, Workers.NONE), steadyFit(selected, Draws.all(fitted.length), Workers.NONE));
    }

    @ParameterizedTest
    @CsvSource({"40, 100", "610, 80", "610, 660"})
    void aConstantAddedToANeuronMovesItsMeanAlone(int neurons, int bins) {
        Matrix activity = Draws.activity(neurons, bins, 3);
        Matrix moved = new Matrix(neurons, bins, activity.data().clone());
        for (int i = 0; i < moved.data().length; i++) {
            moved.data()[i] += 1 + i / bins % 3;
        }
        Pca before = fit(activity, Draws.all(bins));
        Pca after = fit(moved, Draws.all(bins));
        for (int n = 0; n < neurons; n++) {
            assertThat(after.mean()[n] - before.mean()[n]).isEqualTo(1 + n % 3, within(1e-5f));
        }
        assertClose(after.components(), before.components());
    }

    @ParameterizedTest
    @CsvSource({"40, 100", "610, 80", "610, 660"})
    void reorderedNeuronsReorderTheEntriesOfEachComponent(int neurons, int bins) {
        Matrix activity = Draws.activity(neurons, bins, 4);
        int[] order =
                IntStream.range(0, neurons).map(n -> (n * 7 + 3) % neurons).toArray();
        Pca before = fit(activity, Draws.all(bins));
        Pca after = fit(activity.selectRows(order), Draws.all(bins));
        Matrix expected = Matrix.zeros(K, neurons);
        for (int c = 0; c < K; c++) {
            for (int n = 0; n < neurons; n++) {
                expected.data()[c * neurons + n] = before.components().at(c, order[n]);
            }
        }
        assertClose(after.components(), expected);
        double[] variance = before.explainedVariance();
        assertThat(after.explainedVariance()).containsExactly(variance, within(1e-5 * variance[0]));
    }

    @ParameterizedTest
    @CsvSource({"40, 100", "610, 80", "610, 660"})
    void theNumberOfThreadsChangesNoBit(int neurons, int bins) {
        Matrix activity = Draws.activity(neurons, bins, 5);
        Pca alone = steadyFit(activity, Draws.all(bins), Workers.NONE);
        Matrix scores = alone.scores(activity, KERNELS, Workers.NONE, Progress.NONE);
        for (int threads = 2; threads <= 3; threads++) {
            try (Workers workers = Workers.of(threads)) {
                assertSame(steadyFit(activity, Draws.all(bins), workers), alone);
                assertThat(alone.scores(activity, KERNELS, workers, Progress.NONE))
                        .isEqualTo(scores);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"40, 100", "610, 80", "610, 660"})
    void fittingDoesNotChangeTheActivity(int neurons, int bins) {
        Matrix activity = Draws.activity(neurons, bins, 6);
        float[] before = activity.data().clone();
        fit(activity, Draws.all(bins));
        assertThat(Arrays.equals(activity.data(), before)).isTrue();
    }

    /** Both are unit vectors of one direction to within the rounding that its gap to the next one magnifies. */
    private static void assertClose(Matrix actual, Matrix expected) {
        for (int i = 0; i < expected.data().length; i++) {
            assertThat(actual.data()[i]).as("entry %d", i).isEqualTo(expected.data()[i], within(2e-5f));
        }
    }
}
