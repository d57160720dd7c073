package stride.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import stride.engine.Matrix;
import stride.model.Draws;

/** What intervals do where there is little to tell; what they hold where there is enough is {@link CoverageTest}'s. */
class IntervalsTest {
    private static Intervals of(Matrix actual, Matrix predicted) {
        int[] bins = IntStream.range(0, actual.rows()).toArray();
        return Intervals.of(actual, predicted, bins, (bin, output) -> 0);
    }

    @Test
    void manyIndependentBinsHaveThemAll() {
        Matrix actual = Draws.normal(400, 1, 1);
        Intervals intervals = of(actual, sum(actual, Draws.normal(400, 1, 2)));
        assertThat(intervals.tooShort()).isFalse();
        for (Figure figure : Figure.values()) {
            Interval interval = intervals.figures().get(figure);
            assertThat(interval.low()).as("%s", figure).isLessThan(interval.high());
        }
    }

    /** All of the error is in one of few blocks: what the next recording would bring may be anything. */
    @Test
    void oneThatSaysAnythingMayBeIsNone() {
        Matrix actual = Draws.normal(16, 1, 3);
        Matrix predicted = new Matrix(16, 1, actual.data().clone());
        for (int t = 0; t < 16; t++) {
            predicted.data()[t] += t < 2 ? 10 : 1e-3f;
        }
        Intervals intervals = of(actual, predicted);
        assertThat(intervals.figures().get(Figure.RMSE).exists()).isFalse();
        assertThat(intervals.figures().get(Figure.R2).exists()).isFalse();
    }

    @Test
    void fewerThanSixteenBinsHaveNone() {
        Matrix actual = Draws.normal(15, 1, 4);
        assertThat(of(actual, Draws.normal(15, 1, 5)).figures()).isEmpty();
    }

    @Test
    void tooManyOutputsHaveNoneThoughTheBinsAreEnough() {
        Matrix actual = Draws.normal(400, Intervals.MOST_OUTPUTS + 1, 4);
        Intervals none = of(actual, Draws.normal(400, Intervals.MOST_OUTPUTS + 1, 5));
        assertThat(none.figures()).isEmpty();
        assertThat(none.tooShort()).isFalse();
    }

    /** Rows of the same bin, wherever they stand, tell no more than one of them. */
    @Test
    void binsThatAreJudgedSeveralTimesAreNoFurtherEvidence() {
        Matrix actual = Draws.normal(400, 1, 6);
        Matrix predicted = sum(actual, Draws.normal(400, 1, 7));
        int[] bins = IntStream.range(0, 1200).map(row -> row % 400).toArray();
        Intervals thrice = Intervals.of(actual.selectRows(bins), predicted.selectRows(bins), bins, (row, output) -> 0);
        Intervals once = of(actual, predicted);
        assertThat(thrice.block()).isEqualTo(once.block());
        for (Figure figure : Figure.values()) {
            Interval expected = once.figures().get(figure);
            assertThat(thrice.figures().get(figure).low()).as("%s", figure).isCloseTo(expected.low(), within(1e-9));
            assertThat(thrice.figures().get(figure).high()).as("%s", figure).isCloseTo(expected.high(), within(1e-9));
        }
    }

    /** Ten bins, each judged twice, are ten. */
    @Test
    void judgedTwiceTenBinsAreStillTooFew() {
        Matrix actual = Draws.normal(20, 1, 8);
        int[] bins = IntStream.range(0, 20).map(row -> row / 2).toArray();
        assertThat(Intervals.of(actual, Draws.normal(20, 1, 9), bins, (row, output) -> 0)
                        .figures())
                .isEmpty();
    }

    private static Matrix sum(Matrix a, Matrix b) {
        Matrix sum = new Matrix(a.rows(), a.columns(), a.data().clone());
        for (int i = 0; i < sum.data().length; i++) {
            sum.data()[i] += b.data()[i];
        }
        return sum;
    }
}
