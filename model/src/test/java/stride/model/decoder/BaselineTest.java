package stride.model.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.Draws;
import stride.model.Progress;
import stride.model.linear.LinearRegression;
import stride.model.pca.PcaSolver;
import stride.model.split.Gap;
import stride.model.split.History;
import stride.model.split.Part;
import stride.model.split.SplitOptions;

class BaselineTest {
    private static final Kernels KERNELS = Kernels.choose();
    private static final int BINS = 400;

    private final Matrix activity = Draws.activity(30, BINS, 1);

    private Prepared prepared(Matrix targets) {
        InputOptions inputs = new InputOptions(8, PcaSolver.AUTO, false, Scaling.EACH, true, History.NONE);
        return Prepared.of(
                activity,
                targets,
                SplitOptions.chronological(0.7, 0.2)
                        .withGap(Gap.of(4))
                        .folds(BINS)
                        .getFirst(),
                inputs,
                KERNELS,
                Workers.NONE,
                Progress.NONE);
    }

    @ParameterizedTest
    @EnumSource(Baseline.class)
    void everyPartIsJudgedAndTheNumberOfThreadsChangesNoBit(Baseline baseline) {
        Prepared prepared = prepared(Recordings.targets(activity, 2, 2));
        Trial alone = baseline.fit(prepared, KERNELS, Workers.NONE);
        assertThat(alone.metrics().keySet()).containsExactly(Part.TRAIN, Part.VALID, Part.TEST);
        assertThat(alone.metrics().get(Part.TEST).mse()).isFinite();
        try (Workers workers = Workers.of(3)) {
            assertThat(baseline.fit(prepared, KERNELS, workers).predictions()).isEqualTo(alone.predictions());
        }
    }

    /** The gap between parts is left out around the folds that a penalty is chosen on as well. */
    @Test
    void ridgeChoosesItsPenaltyWithTheGapOfTheSplit() {
        int changed = 0;
        for (int seed = 1; seed <= 20; seed++) {
            Matrix slow = Draws.normal(BINS, 1, seed);
            for (int t = 1; t < BINS; t++) {
                slow.data()[t] += 0.9f * slow.data()[t - 1];
            }
            Prepared prepared = prepared(slow);
            double chosen =
                    Trial.ridge(prepared, KERNELS, Workers.NONE).lambda().orElseThrow();
            assertThat(chosen).isEqualTo(lambda(prepared, 4));
            changed += chosen == lambda(prepared, 0) ? 0 : 1;
        }
        assertThat(changed).isPositive();
    }

    private static double lambda(Prepared prepared, int gap) {
        return LinearRegression.ridge(prepared.samples(Part.TRAIN), gap, KERNELS, Workers.NONE)
                .lambda();
    }

    /** What a decoder sees of the test bins' targets is nothing; persistence sees them, and is called no decoder. */
    @ParameterizedTest
    @EnumSource(Baseline.class)
    void onlyWhatIsNoDecoderSeesTestTargets(Baseline baseline) {
        Matrix targets = Recordings.targets(activity, 2, 2);
        Prepared prepared = prepared(targets);
        Matrix other = new Matrix(BINS, 2, targets.data().clone());
        for (int t : prepared.bins(Part.TEST)) {
            other.data()[2 * t] += 100;
        }
        Matrix before = baseline.fit(prepared, KERNELS, Workers.NONE).predictions();
        Matrix after = baseline.fit(prepared(other), KERNELS, Workers.NONE).predictions();
        assertThat(after.equals(before)).isEqualTo(baseline.isDecoder());
        assertThat(List.of(Baseline.PERSISTENCE).contains(baseline)).isEqualTo(!baseline.isDecoder());
    }
}
