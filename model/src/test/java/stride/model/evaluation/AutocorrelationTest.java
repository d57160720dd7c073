package stride.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import stride.engine.Matrix;
import stride.model.Draws;

class AutocorrelationTest {
    private static final int BINS = 20_000;

    /** A signal that keeps the share {@code phi} of itself in each bin: its autocorrelation at lag h is phi^h. */
    private static Matrix firstOrder(double phi, long seed) {
        Matrix signal = Draws.normal(BINS, 1, seed);
        double before = 0;
        for (int t = 0; t < BINS; t++) {
            before = phi * before + signal.at(t, 0);
            signal.data()[t] = (float) before;
        }
        return signal;
    }

    @Test
    void isThatOfAFirstOrderProcess() {
        Matrix signal = firstOrder(0.8, 1);
        assertThat(Autocorrelation.at(signal, 0, 0)).isEqualTo(1);
        for (int lag = 1; lag < 6; lag++) {
            // Bartlett's standard error is below 0.015 at 20,000 bins: four of them.
            assertThat(Autocorrelation.at(signal, 0, lag)).isEqualTo(Math.pow(0.8, lag), within(0.06));
        }
    }

    @Test
    void isTheBiasedEstimate() {
        Matrix signal = new Matrix(4, 1, new float[] {1, 2, 3, 6});
        // About the mean 3: -2, -1, 0, 3.
        assertThat(Autocorrelation.at(signal, 0, 1)).isEqualTo((2 + 0 + 0) / 14.0);
        assertThat(Autocorrelation.at(signal, 0, 3)).isEqualTo(-6 / 14.0);
        assertThat(Autocorrelation.at(signal, 0, 4)).isZero();
    }

    @Test
    void isZeroForAConstant() {
        assertThat(Autocorrelation.at(new Matrix(3, 1, new float[] {2, 2, 2}), 0, 1))
                .isZero();
    }

    @Test
    void theSuggestedGapIsTheFirstUnrelatedLag() {
        // 0.8^13 = 0.055 and 0.8^14 = 0.044, give or take the estimate's error.
        Matrix signal = firstOrder(0.8, 1);
        int gap = Autocorrelation.suggestedGap(signal);
        assertThat(gap).isBetween(9, 22);
        assertThat(Autocorrelation.at(signal, 0, gap)).isLessThan(Autocorrelation.UNRELATED);
        for (int lag = 0; lag < gap; lag++) {
            assertThat(Autocorrelation.at(signal, 0, lag)).isGreaterThanOrEqualTo(Autocorrelation.UNRELATED);
        }
    }

    @Test
    void theSuggestedGapSuitsTheSlowestColumn() {
        Matrix fast = firstOrder(0.3, 2);
        Matrix slow = firstOrder(0.8, 1);
        int gap = Autocorrelation.suggestedGap(slow);
        assertThat(Autocorrelation.suggestedGap(fast)).isLessThan(gap);
        assertThat(Autocorrelation.suggestedGap(beside(fast, slow))).isEqualTo(gap);
        assertThat(Autocorrelation.suggestedGap(beside(slow, fast))).isEqualTo(gap);
    }

    @Test
    void theSuggestedGapOfADriftIsATwentiethOfTheRecording() {
        Matrix drift = Matrix.zeros(1000, 1);
        for (int t = 0; t < 1000; t++) {
            drift.data()[t] = t;
        }
        assertThat(Autocorrelation.suggestedGap(drift)).isEqualTo(50);
    }

    @Test
    void theSuggestedGapOfNoiseIsOneBin() {
        assertThat(Autocorrelation.suggestedGap(Draws.normal(BINS, 1, 3))).isEqualTo(1);
    }

    private static Matrix beside(Matrix left, Matrix right) {
        Matrix both = Matrix.zeros(BINS, 2);
        for (int t = 0; t < BINS; t++) {
            both.data()[2 * t] = left.at(t, 0);
            both.data()[2 * t + 1] = right.at(t, 0);
        }
        return both;
    }

    /** A sine of 40 bins is through zero after ten, and resembles itself for ever. */
    @Test
    void whatSwingsIsNotGoneWhenItFirstFallsThroughZero() {
        Matrix swing = Matrix.zeros(2000, 1);
        for (int t = 0; t < 2000; t++) {
            swing.data()[t] = (float) Math.sin(2 * Math.PI * t / 40);
        }
        assertThat(Autocorrelation.at(swing, 0, 11)).isNegative();
        assertThat(Autocorrelation.suggestedGap(swing)).isEqualTo(100);
        // What lies beyond the limit does not lengthen it: of 220 bins a twentieth is just past the first zero.
        assertThat(Autocorrelation.suggestedGap(swing.selectRows(Draws.all(220))))
                .isBetween(9, 11);
        assertThat(Autocorrelation.goneForGood(swing, 100)).isGreaterThan(90);
        Matrix noise = Draws.normal(20_000, 1, 3);
        assertThat(Autocorrelation.goneForGood(noise, 100)).isEqualTo(1);
    }

    /** Its autocorrelation is 0.9^h cos(h pi / 4): through zero at 2, 0.05 at 28. */
    @Test
    void aSwingThatDiesAwayIsGoneWhenItsEnvelopeIs() {
        Matrix x = firstOrder(0.9, 4);
        Matrix y = firstOrder(0.9, 5);
        Matrix swing = Matrix.zeros(BINS, 1);
        for (int t = 0; t < BINS; t++) {
            double angle = Math.PI / 4 * t;
            swing.data()[t] = (float) (Math.cos(angle) * x.at(t, 0) + Math.sin(angle) * y.at(t, 0));
        }
        assertThat(Autocorrelation.at(swing, 0, 2)).isLessThan(Autocorrelation.UNRELATED);
        assertThat(Autocorrelation.suggestedGap(swing)).isBetween(20, 40);
    }

    /** Short and slow, or with rare large values: what chance brings back must not lead from one lag to the next. */
    @Test
    void chanceIsNotTakenForAReturn() {
        int far = 0;
        for (int seed = 0; seed < 100; seed++) {
            Matrix slow = firstOrder(0.8, seed).selectRows(Draws.all(600));
            Matrix noise = Draws.normal(1000, 1, seed);
            double[] cubes = new double[1000];
            Arrays.setAll(cubes, t -> Math.pow(noise.at(t, 0), 6));
            far += Autocorrelation.goneAfter(cubes, 125) > 8 ? 1 : 0;
            far += Autocorrelation.suggestedGap(slow) == 30 ? 1 : 0;
        }
        assertThat(far).isLessThan(16);
    }
}
