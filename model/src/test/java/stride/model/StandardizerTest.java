package stride.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import stride.engine.Matrix;
import stride.model.split.Split;
import stride.model.split.TrainRows;

class StandardizerTest {
    private static TrainRows train(Matrix rows) {
        return Split.none(rows.rows()).train(rows);
    }

    private final Matrix rows = new Matrix(4, 2, new float[] {2, 7, 4, 7, 4, 7, 6, 7});

    @Test
    void theScaleIsThePopulationDeviation() {
        Standardizer fitted = Standardizer.fit(train(rows));
        assertThat(fitted.mean()).containsExactly(4, 7);
        assertThat(fitted.scale()[0]).isEqualTo((float) Math.sqrt(8.0 / 4));
    }

    @Test
    void aConstantColumnGetsScaleOne() {
        assertThat(Standardizer.fit(train(rows)).scale()[1]).isEqualTo(1);
        assertThat(Standardizer.fit(train(rows)).apply(rows).at(2, 1)).isZero();
        Matrix tenths = new Matrix(3, 1, new float[] {0.1f, 0.1f, 0.1f});
        assertThat(Standardizer.fit(train(tenths)).scale()).containsExactly(1);
        assertThat(Standardizer.fit(train(tenths.selectRows(new int[] {0}))).scale())
                .containsExactly(1);
    }

    @Test
    void whatIsNotFittedOnIsScaledAlike() {
        Matrix scores = Standardizer.fit(train(rows)).apply(new Matrix(1, 2, new float[] {8, 9}));
        assertThat(scores).isEqualTo(new Matrix(1, 2, new float[] {(float) (4 / Math.sqrt(2)), 2}));
    }

    @Property(tries = 300)
    void scoresHaveMeanZeroAndDeviationOne(
            @ForAll @IntRange(min = 2, max = 50) int n,
            @ForAll @FloatRange(min = -100, max = 100) float level,
            @ForAll @FloatRange(min = 0.01f, max = 100) float spread,
            @ForAll long seed) {
        Matrix column = Draws.normal(n, 1, seed);
        double largest = 0;
        for (int i = 0; i < n; i++) {
            column.data()[i] = level + spread * column.data()[i];
            largest = Math.max(largest, Math.abs(column.data()[i]));
        }
        Standardizer fitted = Standardizer.fit(train(column));
        Matrix scores = fitted.apply(column);
        double sum = 0;
        double squares = 0;
        for (float z : scores.data()) {
            sum += z;
            squares += (double) z * z;
        }
        // The mean is rounded to float32, and so is each score.
        double bound = 4 * 0x1p-24 * (1 + largest / fitted.scale()[0]);
        assertThat(sum / n).isEqualTo(0, within(bound));
        assertThat(Math.sqrt(squares / n)).isEqualTo(1, within(2 * bound));
        Matrix back = fitted.invert(scores);
        for (int i = 0; i < n; i++) {
            assertThat((double) back.data()[i]).isEqualTo(column.data()[i], within(4 * 0x1p-24 * 3 * largest));
        }
    }

    @Test
    void leadingColumnsScaleAsBefore() {
        Matrix wide = Draws.normal(30, 5, 1);
        Standardizer fitted = Standardizer.fit(train(wide));
        assertThat(fitted.leadingColumns(2).apply(wide.leadingColumns(2)))
                .isEqualTo(fitted.apply(wide).leadingColumns(2));
    }

    @Test
    void columnsThatDoNotFitAreRefused() {
        Standardizer fitted = Standardizer.fit(train(rows));
        assertThatThrownBy(() -> fitted.apply(Matrix.zeros(2, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("3 columns given to a standardizer of 2");
        assertThatThrownBy(() -> fitted.leadingColumns(3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the first 3 of 2 columns");
        assertThatThrownBy(() -> new Standardizer(new float[2], new float[3]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nobodyCanChangeWhatWasFitted() {
        Standardizer fitted = Standardizer.fit(train(rows));
        fitted.mean()[0] = 9;
        fitted.scale()[0] = 9;
        assertThat(fitted.mean()[0]).isEqualTo(4);
        assertThat(fitted.scale()[0]).isNotEqualTo(9);
    }

    @Test
    void togetherColumnsKeepTheirOrderOfSize() {
        Matrix train = Draws.normal(200, 4, 5);
        for (int r = 0; r < 200; r++) {
            train.data()[4 * r] = 10 + 3 * train.at(r, 0);
            train.data()[4 * r + 2] = 7; // constant
        }
        Standardizer each = Standardizer.fit(train(train));
        Standardizer together = Standardizer.fitTogether(train(train));
        assertThat(together.mean()).isEqualTo(each.mean());
        float[] deviations = each.scale();
        double squares = (double) deviations[0] * deviations[0]
                + (double) deviations[1] * deviations[1]
                + (double) deviations[3] * deviations[3];
        float common = (float) Math.sqrt(squares / 4);
        assertThat(together.scale()).containsExactly(new float[] {common, common, common, common}, within(1e-6f));
        Matrix constant = new Matrix(3, 1, new float[] {5, 5, 5});
        assertThat(Standardizer.fitTogether(train(constant)).scale()).containsExactly(1);
    }
}
