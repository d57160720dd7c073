package stride.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import stride.engine.Matrix;
import stride.model.Draws;
import stride.model.evaluation.Animals.Judged;

class AnimalsTest {
    /** White targets, predicted with errors of this standard deviation. */
    private static Judged recording(int bins, double error, long seed) {
        Matrix actual = Draws.normal(bins, 1, seed);
        Matrix noise = Draws.normal(bins, 1, seed + 1_000_000);
        Matrix predicted = Matrix.zeros(bins, 1);
        for (int t = 0; t < bins; t++) {
            predicted.data()[t] = actual.data()[t] + (float) error * noise.data()[t];
        }
        return new Judged(actual, predicted);
    }

    private static double r2(Judged judged) {
        int[] all = Draws.all(judged.actual().rows());
        return Metrics.of(judged.actual(), judged.predicted(), all, new double[1])
                .r2();
    }

    @Test
    void everyRecordingCountsTheSameHoweverLong() {
        List<Judged> recordings = List.of(recording(100, 0.2, 1), recording(3000, 0.9, 2));
        Animals animals = Animals.of(Figure.R2, recordings);
        assertThat(animals.each()).hasSize(2);
        for (int i = 0; i < 2; i++) {
            assertThat(animals.each().get(i)).isEqualTo(r2(recordings.get(i)), within(1e-6));
        }
        assertThat(animals.mean())
                .isEqualTo((animals.each().get(0) + animals.each().get(1)) / 2, within(1e-12));
    }

    @Test
    void theIntervalSpansTheAnimalsWhereTheyDiffer() {
        List<Judged> alike = List.of(recording(2000, 0.5, 1), recording(2000, 0.5, 2), recording(2000, 0.5, 3));
        List<Judged> different = List.of(recording(2000, 0.1, 1), recording(2000, 0.5, 2), recording(2000, 0.9, 3));
        double narrow = width(Animals.of(Figure.R2, alike).interval());
        double wide = width(Animals.of(Figure.R2, different).interval());
        assertThat(wide).isGreaterThan(5 * narrow);
        // The same three means drawn three times: the extremes of 27 ordered draws lie outside 95 %.
        assertThat(Animals.of(Figure.R2, different).interval().low()).isLessThan(0.5);
    }

    private static double width(Interval interval) {
        return interval.high() - interval.low();
    }

    /** Of one recording alone, the middle 95 % of its own resamples: near the block bootstrap's interval. */
    @Test
    void oneRecordingHasAnIntervalOverTime() {
        Judged one = recording(1000, 0.5, 4);
        Animals animals = Animals.of(Figure.R2, List.of(one));
        Interval own = Intervals.of(one.actual(), one.predicted(), Draws.all(1000), (bin, output) -> 0)
                .figures()
                .get(Figure.R2);
        assertThat(animals.interval().contains(animals.mean())).isTrue();
        assertThat(width(animals.interval())).isEqualTo(width(own), within(0.25 * width(own)));
    }

    /** Animals drawn from a population of known mean: 200 studies of eight recordings each, of fixed seed. */
    @Test
    void itCoversThePopulationsMeanMoreOftenThanAnIntervalOverTimeDoes() {
        // R2 is 1 - error^2 in the long run, and error^2 is uniform between 0.1 and 0.5.
        double population = 1 - 0.3;
        int covered = 0;
        int overTime = 0;
        for (int study = 0; study < 200; study++) {
            Random random = new Random(study);
            long seed = 10_000L * study;
            List<Judged> recordings = IntStream.range(0, 8)
                    .mapToObj(i -> recording(150, Math.sqrt(0.1 + 0.4 * random.nextDouble()), seed + i))
                    .toList();
            covered += Animals.of(Figure.R2, recordings).interval().contains(population) ? 1 : 0;
            overTime +=
                    Animals.of(Figure.R2, recordings.subList(0, 1)).interval().contains(population) ? 1 : 0;
        }
        // Eight animals make percentiles a little too narrow; three standard errors of 200 draws are 0.05.
        assertThat(covered / 200.0).isBetween(0.85, 0.98);
        assertThat(overTime).isLessThan(covered - 40);
    }

    @Test
    void aDifferenceIsOnTheSameBins() {
        List<Judged> good = List.of(recording(800, 0.3, 1), recording(800, 0.3, 2));
        List<Matrix> others = good.stream().map(r -> Draws.normal(800, 1, 7)).toList();
        Animals difference = Animals.difference(Figure.R2, good, others);
        for (int i = 0; i < 2; i++) {
            Judged other = new Judged(good.get(i).actual(), others.get(i));
            assertThat(difference.each().get(i)).isEqualTo(r2(good.get(i)) - r2(other), within(1e-6));
        }
        assertThat(difference.interval().low()).isPositive();
        List<Matrix> same = good.stream().map(Judged::predicted).toList();
        Animals none = Animals.difference(Figure.R2, good, same);
        assertThat(none.mean()).isZero();
        assertThat(none.interval()).isEqualTo(new Interval(0, 0));
    }

    @Test
    void tooFewBinsHaveNoInterval() {
        Animals animals = Animals.of(Figure.R2, List.of(recording(500, 0.5, 1), recording(10, 0.5, 2)));
        assertThat(animals.mean()).isFinite();
        assertThat(animals.interval().exists()).isFalse();
    }

    @Test
    void theSameRecordingsGiveTheSameBits() {
        List<Judged> recordings = List.of(recording(300, 0.5, 1), recording(300, 0.7, 2));
        assertThat(Animals.of(Figure.RMSE, recordings)).isEqualTo(Animals.of(Figure.RMSE, recordings));
    }

    @Test
    void theStatementSaysWhatSoManyRecordingsAllow() {
        assertThat(Animals.statement(1)).contains("n = 1 recording", "nothing of other animals");
        assertThat(Animals.statement(3)).contains("n = 3 recordings", "too narrow");
        assertThat(Animals.statement(12)).contains("n = 12 recordings").doesNotContain("too narrow");
    }

    @Test
    void predictionsOfOtherBinsAreRefused() {
        assertThatThrownBy(() -> new Judged(Matrix.zeros(3, 1), Matrix.zeros(2, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
