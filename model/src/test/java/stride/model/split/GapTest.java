package stride.model.split;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import stride.engine.Matrix;
import stride.model.Draws;
import stride.model.evaluation.Autocorrelation;
import stride.model.split.SplitOptions.Kind;

class GapTest {
    private static final SplitOptions OPEN = SplitOptions.chronological(0.7, 0);

    /** Slow enough to need a gap, fast enough not to need the longest. */
    private static Matrix smoothed() {
        Matrix noise = Draws.normal(2000, 1, 1);
        for (int t = 1; t < 2000; t++) {
            noise.data()[t] += 0.6f * noise.data()[t - 1];
        }
        return noise;
    }

    @Test
    void itIsTheHistoryAndTheAutocorrelationTime() {
        Matrix targets = smoothed();
        int unrelated = Autocorrelation.suggestedGap(targets);
        assertThat(unrelated).isBetween(3, 30);
        assertThat(Gap.of(OPEN, new History(8, 2), targets))
                .isEqualTo(new Gap(
                        10 + unrelated,
                        "10 bins of history and %d bins until the target's autocorrelation is gone"
                                .formatted(unrelated)));
        assertThat(Gap.of(OPEN, History.NONE, targets).bins()).isEqualTo(unrelated);
    }

    @Test
    void aDriftGetsTheLongestGapAndTheReasonSaysSo() {
        Matrix drift = Matrix.zeros(200, 1);
        for (int t = 0; t < 200; t++) {
            drift.data()[t] = t;
        }
        Gap gap = Gap.of(OPEN, History.NONE, drift);
        assertThat(gap.bins()).isEqualTo(10);
        assertThat(gap.reason()).contains("a twentieth of the recording");
    }

    @Test
    void aTargetThatSwingsIsWaitedForUntilItNoLongerComesBack() {
        Matrix noise = Draws.normal(4000, 1, 2);
        // A resonance of eight bins, which dies away by 0.9 in each.
        for (int t = 2; t < 4000; t++) {
            noise.data()[t] += 1.8f * (float) Math.cos(Math.PI / 4) * noise.at(t - 1, 0) - 0.81f * noise.at(t - 2, 0);
        }
        assertThat(Autocorrelation.at(noise, 0, 3)).isLessThan(0.05);
        assertThat(Gap.of(OPEN, History.NONE, noise).bins()).isBetween(12, 60);
    }

    @Test
    void whatWasAskedForStands() {
        assertThat(Gap.of(OPEN.withGap(Gap.of(3)), new History(8, 0), smoothed()))
                .isEqualTo(new Gap(3, "as asked for"));
    }

    @Test
    void aSplitOfSingleBinsHasNone() {
        assertThat(Gap.of(OPEN.withKind(Kind.RANDOM), History.NONE, smoothed()).bins())
                .isZero();
        assertThat(Gap.of(OPEN.withKind(Kind.NONE), History.NONE, smoothed()).bins())
                .isZero();
    }
}
