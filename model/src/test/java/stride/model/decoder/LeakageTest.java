package stride.model.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.Draws;
import stride.model.Progress;
import stride.model.Standardizer;
import stride.model.network.Linear;
import stride.model.network.Loss;
import stride.model.network.Mlp;
import stride.model.network.Selection;
import stride.model.network.TrainingOptions;
import stride.model.pca.Pca;
import stride.model.pca.PcaSolver;
import stride.model.split.Gap;
import stride.model.split.History;
import stride.model.split.Part;
import stride.model.split.Split;
import stride.model.split.SplitOptions;

/** What is fitted depends on the train bins alone: whatever the others hold, no bit of it changes. */
class LeakageTest {
    private static final Kernels KERNELS = Kernels.choose();
    private static final int NEURONS = 25;
    private static final int BINS = 120;
    private static final InputOptions SOUND = Protocol.SOUND.inputs().withPca(5);

    private final Matrix activity = Draws.activity(NEURONS, BINS, 1);
    private final Matrix targets = Recordings.targets(activity, 2, 2);

    private static Split split(int gap) {
        return SplitOptions.chronological(0.7, 0.2)
                .withGap(Gap.of(gap))
                .folds(BINS)
                .getFirst();
    }

    /** The same with other activity and targets in every bin that does not train. */
    private static Matrix[] others(Matrix activity, Matrix targets, Split split, long seed) {
        Random random = new Random(seed);
        Matrix otherActivity = new Matrix(NEURONS, BINS, activity.data().clone());
        Matrix otherTargets = new Matrix(BINS, 2, targets.data().clone());
        for (int t = 0; t < BINS; t++) {
            if (split.part(t) != Part.TRAIN) {
                for (int n = 0; n < NEURONS; n++) {
                    otherActivity.data()[n * BINS + t] = (float) (100 * random.nextGaussian());
                }
                otherTargets.data()[2 * t] = (float) (100 * random.nextGaussian());
                otherTargets.data()[2 * t + 1] = (float) (100 * random.nextGaussian());
            }
        }
        return new Matrix[] {otherActivity, otherTargets};
    }

    private static Prepared prepared(Matrix activity, Matrix targets, Split split, InputOptions options) {
        return Prepared.of(activity, targets, split, options, KERNELS, Workers.NONE, Progress.NONE);
    }

    @Property(tries = 30)
    void nothingFittedUnderTheSoundProtocolDependsOnOtherBins(
            @ForAll long seed, @ForAll @IntRange(max = 8) int gap, @ForAll boolean components) {
        Split split = split(gap);
        InputOptions options = SOUND.withPca(components ? 5 : 0);
        Matrix[] others = others(activity, targets, split, seed);
        Prepared before = prepared(activity, targets, split, options);
        Prepared after = prepared(others[0], others[1], split, options);
        if (components) {
            assertSame(after.pca().orElseThrow(), before.pca().orElseThrow());
            assertThat(after.pcaAccuracy().orElseThrow().residuals())
                    .isEqualTo(before.pcaAccuracy().orElseThrow().residuals());
        }
        assertSame(after.inputScaler().orElseThrow(), before.inputScaler().orElseThrow());
        assertSame(after.targetScaler().orElseThrow(), before.targetScaler().orElseThrow());
        assertThat(after.samples(Part.TRAIN).x())
                .isEqualTo(before.samples(Part.TRAIN).x());
        assertThat(after.trainMean()).isEqualTo(before.trainMean());
        assertSame(
                Trial.leastSquares(after, KERNELS, Workers.NONE).decoder().network(),
                Trial.leastSquares(before, KERNELS, Workers.NONE).decoder().network());
        assertSame(
                Trial.ridge(after, KERNELS, Workers.NONE).decoder().network(),
                Trial.ridge(before, KERNELS, Workers.NONE).decoder().network());
        assertSame(
                Trial.trainMean(after, KERNELS).decoder().network(),
                Trial.trainMean(before, KERNELS).decoder().network());
    }

    @Example
    void aNetworkThatKeepsItsLastEpochDoesNotDependOnOtherBins() {
        Split split = split(3);
        Matrix[] others = others(activity, targets, split, 1);
        TrainingOptions options = new TrainingOptions(3, 8, 1e-3, 0.01, 0, true, 0, Selection.LAST, Loss.MSE, 1);
        assertSame(
                network(prepared(others[0], others[1], split, SOUND), options),
                network(prepared(activity, targets, split, SOUND), options));
    }

    @Example
    void theTestBinsDoNotChooseTheEpochUnderTheSoundProtocol() {
        Split split = split(3);
        Matrix otherActivity = new Matrix(NEURONS, BINS, activity.data().clone());
        Matrix otherTargets = new Matrix(BINS, 2, targets.data().clone());
        for (int t : split.bins(Part.TEST)) {
            otherActivity.data()[t] += 50;
            otherTargets.data()[2 * t] -= 50;
        }
        TrainingOptions options = Protocol.SOUND.training(1);
        assertSame(
                network(prepared(otherActivity, otherTargets, split, SOUND), options),
                network(prepared(activity, targets, split, SOUND), options));
    }

    private static Mlp network(Prepared prepared, TrainingOptions options) {
        Mlp start = Trial.start(prepared, Protocol.SOUND.network(), 1);
        return Trial.network(prepared, start, options, KERNELS, Progress.NONE)
                .decoder()
                .network();
    }

    @Example
    void componentsFittedOnAllBinsDoDependOnThem() {
        Split split = split(3);
        Matrix[] others = others(activity, targets, split, 1);
        InputOptions leaking = new InputOptions(5, PcaSolver.AUTO, true, true, true, History.NONE);
        Prepared before = prepared(activity, targets, split, leaking);
        Prepared after = prepared(others[0], others[1], split, leaking);
        assertThat(after.pca().orElseThrow().components())
                .isNotEqualTo(before.pca().orElseThrow().components());
        assertThat(after.inputScaler().orElseThrow().scale())
                .isNotEqualTo(before.inputScaler().orElseThrow().scale());
    }

    @Example
    void theTrainBinsDoCount() {
        Split split = split(3);
        Matrix other = new Matrix(NEURONS, BINS, activity.data().clone());
        other.data()[0] += 1;
        assertThat(prepared(other, targets, split, SOUND).pca().orElseThrow().components())
                .isNotEqualTo(prepared(activity, targets, split, SOUND)
                        .pca()
                        .orElseThrow()
                        .components());
    }

    private static void assertSame(Pca actual, Pca expected) {
        assertThat(actual.mean()).isEqualTo(expected.mean());
        assertThat(actual.components()).isEqualTo(expected.components());
        assertThat(actual.explainedVarianceRatio()).isEqualTo(expected.explainedVarianceRatio());
    }

    private static void assertSame(Standardizer actual, Standardizer expected) {
        assertThat(actual.mean()).isEqualTo(expected.mean());
        assertThat(actual.scale()).isEqualTo(expected.scale());
    }

    private static void assertSame(Mlp actual, Mlp expected) {
        for (int i = 0; i < expected.layers().size(); i++) {
            Linear layer = expected.layers().get(i);
            assertThat(actual.layers().get(i).weight()).isEqualTo(layer.weight());
            assertThat(actual.layers().get(i).bias()).isEqualTo(layer.bias());
        }
    }
}
