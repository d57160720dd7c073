package stride.model.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.RowBlocks;
import stride.engine.Workers;
import stride.model.Draws;
import stride.model.Progress;
import stride.model.UnfitException;
import stride.model.network.Samples;
import stride.model.pca.PcaSolver;
import stride.model.split.Gap;
import stride.model.split.History;
import stride.model.split.Part;
import stride.model.split.Split;
import stride.model.split.SplitOptions;

class PreparedTest {
    private static final Kernels KERNELS = Kernels.choose();

    // More neurons than are transposed at once.
    private final Matrix activity = Draws.activity(70, 100, 1);
    private final Matrix targets = Recordings.targets(activity, 2, 2);
    private final Split split =
            SplitOptions.chronological(0.7, 0.2).withGap(Gap.of(2)).folds(100).getFirst();

    private Prepared prepared(InputOptions options) {
        return Prepared.of(activity, targets, split, options, KERNELS, Workers.NONE, Progress.NONE);
    }

    @Test
    void inputsAreTheScaledScoresOfEveryBin() {
        Prepared prepared = prepared(new InputOptions(6, PcaSolver.AUTO, false, Scaling.EACH, true, History.NONE));
        Matrix scores = prepared.pca().orElseThrow().scores(activity, KERNELS, Workers.NONE, Progress.NONE);
        assertThat(prepared.x()).isEqualTo(prepared.inputScaler().orElseThrow().apply(scores));
        assertThat(prepared.y()).isEqualTo(prepared.targetScaler().orElseThrow().apply(targets));
        assertThat(prepared.targets()).isEqualTo(targets);
    }

    @Test
    void withoutComponentsTheNeuronsAreTheInputs() {
        Prepared prepared = prepared(new InputOptions(0, PcaSolver.AUTO, false, Scaling.NONE, false, History.NONE));
        assertThat(prepared.pca()).isEmpty();
        assertThat(prepared.inputScaler()).isEmpty();
        assertThat(prepared.targetScaler()).isEmpty();
        assertThat(prepared.x().rows()).isEqualTo(100);
        for (int t = 0; t < 100; t++) {
            for (int n = 0; n < 70; n++) {
                assertThat(prepared.x().at(t, n)).isEqualTo(activity.at(n, t));
            }
        }
        assertThat(prepared.y()).isEqualTo(targets);
    }

    @Test
    void neuronsThatDoNotFitAnArrayAreRefused() {
        RowBlocks huge = new RowBlocks() {
            @Override
            public int rows() {
                return 60_000;
            }

            @Override
            public int columns() {
                return 40_000;
            }

            @Override
            public void read(int first, int count, float[] target) {
                throw new AssertionError("read in vain");
            }
        };
        Matrix behaviour = Draws.normal(40_000, 1, 1);
        Split halves = SplitOptions.chronological(0.5, 0)
                .withGap(Gap.of(2))
                .folds(40_000)
                .getFirst();
        InputOptions neurons = new InputOptions(0, PcaSolver.AUTO, false, Scaling.NONE, false, History.NONE);
        assertThatThrownBy(() -> Prepared.of(huge, behaviour, halves, neurons, KERNELS, Workers.NONE, Progress.NONE))
                .isInstanceOf(UnfitException.class)
                .hasMessageContaining("60000 neurons in 40000 bins is 2400000000 values")
                .hasMessageContaining("--pca");
    }

    @Test
    void trainInputsAndTargetsAreZScores() {
        Samples train = prepared(new InputOptions(6, PcaSolver.AUTO, false, Scaling.EACH, true, History.NONE))
                .samples(Part.TRAIN);
        assertThat(train.count()).isEqualTo(split.count(Part.TRAIN));
        for (Matrix scaled : new Matrix[] {train.x(), train.y()}) {
            for (int c = 0; c < scaled.columns(); c++) {
                double sum = 0;
                double squares = 0;
                for (int r = 0; r < scaled.rows(); r++) {
                    sum += scaled.at(r, c);
                    squares += (double) scaled.at(r, c) * scaled.at(r, c);
                }
                assertThat(sum / scaled.rows()).isEqualTo(0, within(1e-5));
                assertThat(squares / scaled.rows()).isEqualTo(1, within(1e-5));
            }
        }
    }

    @Test
    void eachPartHasItsOwnBins() {
        Prepared prepared = prepared(new InputOptions(6, PcaSolver.AUTO, false, Scaling.EACH, true, History.NONE));
        for (Part part : Part.values()) {
            Samples samples = prepared.samples(part);
            int[] bins = split.bins(part);
            assertThat(samples.x()).isEqualTo(prepared.x().selectRows(bins));
            assertThat(samples.y()).isEqualTo(prepared.y().selectRows(bins));
        }
    }

    @Test
    void theTrainMeanIsInTheTargetsOwnUnits() {
        double[] mean = prepared(new InputOptions(6, PcaSolver.AUTO, false, Scaling.EACH, true, History.NONE))
                .trainMean();
        for (int c = 0; c < 2; c++) {
            double sum = 0;
            for (int t : split.bins(Part.TRAIN)) {
                sum += targets.at(t, c);
            }
            assertThat(mean[c]).isEqualTo(sum / split.count(Part.TRAIN), within(1e-12));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Scaling.class,
            names = {"EACH", "TOGETHER"})
    void theLeadingComponentsAreWhatFittingFewerGives(Scaling scaling) {
        InputOptions options = new InputOptions(8, PcaSolver.AUTO, false, scaling, true, History.NONE);
        Prepared few = prepared(options.withPca(3));
        Prepared leading = prepared(options).leading(options.withPca(3));
        assertThat(leading.x().columns()).isEqualTo(3);
        assertClose(leading.x(), few.x());
        assertClose(
                leading.pca().orElseThrow().components(),
                few.pca().orElseThrow().components());
        assertThat(leading.pca().orElseThrow().explainedVariance())
                .containsExactly(few.pca().orElseThrow().explainedVariance(), within(1e-6));
        assertThat(leading.pca().orElseThrow().explained())
                .isEqualTo(few.pca().orElseThrow().explained(), within(1e-9));
        assertThat(leading.inputScaler().orElseThrow().scale())
                .containsExactly(few.inputScaler().orElseThrow().scale(), within(1e-5f));
        assertThat(leading.y()).isEqualTo(few.y());
    }

    private static void assertClose(Matrix actual, Matrix expected) {
        assertThat(actual.data()).containsExactly(expected.data(), within(1e-5f));
    }

    @Test
    void moreComponentsThanWereFittedCannotLead() {
        InputOptions options = new InputOptions(3, PcaSolver.AUTO, false, Scaling.EACH, true, History.NONE);
        Prepared prepared = prepared(options);
        assertThatThrownBy(() -> prepared.leading(options.withPca(4))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTargetThatIsConstantOverTheTrainBinsIsRefused() {
        Matrix still = new Matrix(100, 2, targets.data().clone());
        for (int t : split.bins(Part.TRAIN)) {
            still.data()[2 * t + 1] = 0.5f;
        }
        InputOptions options = new InputOptions(3, PcaSolver.AUTO, false, Scaling.EACH, true, History.NONE);
        assertThatThrownBy(() -> Prepared.of(activity, still, split, options, KERNELS, Workers.NONE, Progress.NONE))
                .isInstanceOf(UnfitException.class)
                .hasMessageContaining(
                        "target column 1 is constant (0.5) over the %d train bins", split.count(Part.TRAIN));
    }

    @Test
    void moreComponentsThanTrainBinsAreRefused() {
        assertThatThrownBy(
                        () -> prepared(new InputOptions(60, PcaSolver.AUTO, false, Scaling.EACH, true, History.NONE)))
                .isInstanceOf(UnfitException.class)
                .hasMessageContaining("70 neurons x %d bins", split.count(Part.TRAIN));
    }

    @Test
    void preparingDoesNotChangeTheRecording() {
        float[] before = activity.data().clone();
        float[] targetsBefore = targets.data().clone();
        prepared(new InputOptions(0, PcaSolver.AUTO, false, Scaling.EACH, true, History.NONE));
        prepared(new InputOptions(5, PcaSolver.AUTO, true, Scaling.EACH, true, History.NONE));
        assertThat(Arrays.equals(activity.data(), before)).isTrue();
        assertThat(Arrays.equals(targets.data(), targetsBefore)).isTrue();
    }
}
