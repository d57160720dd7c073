package stride.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stride.engine.Matrix;

/**
 * Signals and errors are autoregressive, so that what each figure would be on an endless recording is known: of 95 %
 * intervals, 92 to 98 in a hundred must hold it.
 */
class CoverageTest {
    private static final int RECORDINGS = 400;

    @ParameterizedTest
    @CsvSource({
        // bins, of the signal, of the errors, R2
        "1000, 0.9, 0.8, 0.5",
        "2000, 0.9, 0.5, 0.7",
        "1000, 0.8, 0.8, 0.2",
        "600, 0.9, 0.9, 0.7",
        "1500, 0.5, 0, 0.9"
    })
    void intervalsHoldTheTruthAsOftenAsTheySay(int bins, double signal, double errors, double r2) {
        Map<Figure, Double> truth = new EnumMap<>(Figure.class);
        double deviation = Math.sqrt(1 - r2);
        truth.put(Figure.R2, r2);
        // The train bins' mean is half a deviation off.
        truth.put(Figure.R2_VS_TRAIN_MEAN, 1 - (1 - r2) / (1 + 0.25));
        truth.put(Figure.MSE, 1 - r2);
        truth.put(Figure.RMSE, deviation);
        truth.put(Figure.MAE, deviation * Math.sqrt(2 / Math.PI));
        truth.put(Figure.PEARSON, Math.sqrt(r2));
        Map<Figure, Integer> held = new EnumMap<>(Figure.class);
        Random random = new Random(5);
        int[] all = IntStream.range(0, bins).toArray();
        for (int i = 0; i < RECORDINGS; i++) {
            Matrix predicted = autoregressive(bins, signal, Math.sqrt(r2), random);
            Matrix actual = sum(predicted, autoregressive(bins, errors, deviation, random));
            Intervals intervals = Intervals.of(actual, predicted, all, (bin, output) -> 0.5);
            truth.forEach((figure, value) -> {
                if (intervals.figures().get(figure).contains(value)) {
                    held.merge(figure, 1, Integer::sum);
                }
            });
        }
        assertThat(truth.keySet()).containsExactlyInAnyOrder(Figure.values());
        truth.keySet().forEach(figure -> assertCoverage(figure.label(), held.get(figure)));
    }

    @ParameterizedTest
    @CsvSource({"1000, 0.9, 0.7, 0.6, 0.5", "1500, 0.8, 0.3, 0.7, 0.7"})
    void differencesBetweenDecodersAreHeldLikewise(int bins, double signal, double errors, double r2, double other) {
        int heldR2 = 0;
        int heldRmse = 0;
        Random random = new Random(6);
        int[] all = IntStream.range(0, bins).toArray();
        for (int i = 0; i < RECORDINGS; i++) {
            // Two decoders that make some errors together and some of their own.
            Matrix actual = autoregressive(bins, signal, 1, random);
            Matrix common = autoregressive(bins, errors, Math.sqrt(0.5 * (1 - Math.max(r2, other))), random);
            double ownShare = 1 - r2 - 0.5 * (1 - Math.max(r2, other));
            double otherShare = 1 - other - 0.5 * (1 - Math.max(r2, other));
            Matrix first = sum(sum(actual, common), autoregressive(bins, errors, Math.sqrt(ownShare), random));
            Matrix second = sum(sum(actual, common), autoregressive(bins, errors, Math.sqrt(otherShare), random));
            Difference byR2 = Intervals.difference(Figure.R2, actual, first, second, all);
            Difference byRmse = Intervals.difference(Figure.RMSE, actual, first, second, all);
            heldR2 += byR2.interval().contains(r2 - other) ? 1 : 0;
            heldRmse += byRmse.interval().contains(Math.sqrt(1 - r2) - Math.sqrt(1 - other)) ? 1 : 0;
        }
        assertCoverage("difference of r2", heldR2);
        assertCoverage("difference of rmse", heldRmse);
    }

    /**
     * A target that is through zero every four bins, within a slow envelope: sums of its squares vary as slowly as
     * the envelope, and of blocks of a few swings the intervals are far too narrow.
     */
    @ParameterizedTest
    @CsvSource({"1200, 0.94, 0.5, 0.8, 0.5"})
    void aTargetThatSwingsWithinASlowEnvelopeIsHeldLikewise(
            int bins, double envelope, double noise, double r2, double other) {
        int heldR2 = 0;
        int heldRmse = 0;
        int heldDifference = 0;
        int tooShort = 0;
        Random random = new Random(7);
        int[] all = IntStream.range(0, bins).toArray();
        double unseen = 0.01;
        for (int i = 0; i < RECORDINGS; i++) {
            Matrix swing = swing(bins, envelope, 8, random);
            Matrix actual = sum(swing, autoregressive(bins, noise, Math.sqrt(unseen), random));
            // Decoders whose gain is too low: their errors swing as the target does.
            Matrix predicted = scaled(swing, 1 - Math.sqrt(1 - r2));
            Matrix others = scaled(swing, 1 - Math.sqrt(1 - other));
            Intervals intervals = Intervals.of(actual, predicted, all, (bin, output) -> 0.5);
            Difference difference = Intervals.difference(Figure.RMSE, actual, predicted, others, all);
            double rmse = Math.sqrt(1 - r2 + unseen);
            double trueR2 = 1 - (1 - r2 + unseen) / (1 + unseen);
            heldR2 += intervals.figures().get(Figure.R2).contains(trueR2) ? 1 : 0;
            heldRmse += intervals.figures().get(Figure.RMSE).contains(rmse) ? 1 : 0;
            heldDifference += difference.interval().contains(rmse - Math.sqrt(1 - other + unseen)) ? 1 : 0;
            tooShort += intervals.tooShort() ? 1 : 0;
        }
        assertCoverage("r2", heldR2);
        assertCoverage("rmse", heldRmse);
        assertCoverage("difference of rmse", heldDifference);
        assertThat(tooShort).as("recordings that are too short").isLessThan(RECORDINGS / 10);
    }

    private static void assertCoverage(String what, int held) {
        assertThat((double) held / RECORDINGS).as(what).isBetween(0.92, 0.98);
    }

    private static Matrix sum(Matrix a, Matrix b) {
        Matrix sum = Matrix.zeros(a.rows(), 1);
        for (int t = 0; t < a.rows(); t++) {
            sum.data()[t] = a.data()[t] + b.data()[t];
        }
        return sum;
    }

    private static Matrix scaled(Matrix signal, double gain) {
        Matrix scaled = Matrix.zeros(signal.rows(), 1);
        for (int t = 0; t < signal.rows(); t++) {
            scaled.data()[t] = (float) (gain * signal.data()[t]);
        }
        return scaled;
    }

    /** A stationary swing of mean zero and deviation 1: that of a vector that turns, its ends autoregressive. */
    private static Matrix swing(int bins, double rho, int period, Random random) {
        Matrix x = autoregressive(bins, rho, 1, random);
        Matrix y = autoregressive(bins, rho, 1, random);
        Matrix swing = Matrix.zeros(bins, 1);
        for (int t = 0; t < bins; t++) {
            double angle = 2 * Math.PI * t / period;
            swing.data()[t] = (float) (Math.cos(angle) * x.data()[t] + Math.sin(angle) * y.data()[t]);
        }
        return swing;
    }

    /** A stationary signal of mean zero and this deviation: each bin is rho times the last one, and something new. */
    private static Matrix autoregressive(int bins, double rho, double deviation, Random random) {
        Matrix signal = Matrix.zeros(bins, 1);
        double value = deviation * random.nextGaussian();
        for (int t = 0; t < bins; t++) {
            signal.data()[t] = (float) value;
            value = rho * value + deviation * Math.sqrt(1 - rho * rho) * random.nextGaussian();
        }
        return signal;
    }
}
