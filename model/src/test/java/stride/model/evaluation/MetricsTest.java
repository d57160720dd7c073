package stride.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import stride.engine.Matrix;
import stride.model.Draws;

class MetricsTest {
    @Test
    void agreeWithFiguresWorkedOutByHand() {
        Matrix actual = column(1, 2, 3, 6);
        Matrix predicted = column(2, 2, 1, 7);
        Metrics metrics = Metrics.of(actual, predicted, Draws.all(4), new double[] {1});
        // Errors 1, 0, -2, 1. Squares about the mean 3: 4, 1, 0, 9; about 1: 0, 1, 4, 25.
        assertThat(metrics.mse()).isEqualTo(1.5);
        assertThat(metrics.rmse()).isEqualTo(Math.sqrt(1.5));
        assertThat(metrics.mae()).isEqualTo(1);
        assertThat(metrics.r2()).isEqualTo(1 - 6.0 / 14, within(1e-15));
        assertThat(metrics.r2VsTrainMean()).isEqualTo(1 - 6.0 / 30, within(1e-15));
        // About their means 3 and 3 the two sides are -2, -1, 0, 3 and -1, -1, -2, 4.
        assertThat(metrics.pearson()).isEqualTo(15 / Math.sqrt(14 * 22), within(1e-15));
        assertThat(metrics.n()).isEqualTo(4);
    }

    @Test
    void onlyTheGivenBinsCount() {
        Matrix actual = column(1, 100, 2, 3, 6, -5);
        Matrix predicted = column(2, 0, 2, 1, 7, 8);
        Metrics all = Metrics.of(column(1, 2, 3, 6), column(2, 2, 1, 7), Draws.all(4), new double[] {1});
        assertThat(Metrics.of(actual, predicted, new int[] {0, 2, 3, 4}, new double[] {1}))
                .isEqualTo(all);
    }

    @Test
    void severalOutputsAreAveraged() {
        Matrix actual = new Matrix(3, 2, new float[] {1, 0, 2, 3, 4, 9});
        Matrix predicted = new Matrix(3, 2, new float[] {1, 1, 3, 3, 5, 4});
        int[] bins = Draws.all(3);
        Metrics both = Metrics.of(actual, predicted, bins, new double[] {2, 4});
        Metrics first = Metrics.of(column(1, 2, 4), column(1, 3, 5), bins, new double[] {2});
        Metrics second = Metrics.of(column(0, 3, 9), column(1, 3, 4), bins, new double[] {4});
        assertThat(both.mse()).isEqualTo((first.mse() + second.mse()) / 2, within(1e-14));
        assertThat(both.rmse()).isEqualTo(Math.sqrt((first.mse() + second.mse()) / 2), within(1e-14));
        assertThat(both.mae()).isEqualTo((first.mae() + second.mae()) / 2, within(1e-14));
        assertThat(both.r2()).isEqualTo((first.r2() + second.r2()) / 2, within(1e-14));
        assertThat(both.r2VsTrainMean()).isEqualTo((first.r2VsTrainMean() + second.r2VsTrainMean()) / 2, within(1e-14));
        assertThat(both.pearson()).isEqualTo((first.pearson() + second.pearson()) / 2, within(1e-14));
    }

    @Test
    void aConstantTargetHasNoR2AndNoCorrelation() {
        Metrics metrics = Metrics.of(column(0.1f, 0.1f, 0.1f), column(1, 2, 3), Draws.all(3), new double[] {5});
        assertThat(metrics.r2()).isNaN();
        assertThat(metrics.pearson()).isNaN();
        assertThat(metrics.mse()).isFinite();
        assertThat(metrics.r2VsTrainMean()).isFinite();
        Metrics right = Metrics.of(column(4, 4), column(4, 4), Draws.all(2), new double[] {4});
        assertThat(right.r2()).isNaN();
        assertThat(right.r2VsTrainMean()).isNaN();
        assertThat(right.mse()).isZero();
    }

    @Test
    void aConstantPredictionHasNoCorrelation() {
        Metrics metrics = Metrics.of(column(1, 2, 4), column(0.3f, 0.3f, 0.3f), Draws.all(3), new double[] {2});
        assertThat(metrics.pearson()).isNaN();
        assertThat(metrics.r2()).isNegative();
    }

    @Property(tries = 200)
    void agreeWithTheFormulas(@ForAll @IntRange(min = 2, max = 60) int n, @ForAll long seed) {
        Matrix actual = Draws.normal(n, 1, seed);
        Matrix predicted = Draws.normal(n, 1, seed + 1);
        double trainMean = 0.25;
        double meanY = mean(actual);
        double meanP = mean(predicted);
        double squares = 0;
        double magnitudes = 0;
        double about = 0;
        double aboutTrain = 0;
        double aboutP = 0;
        double products = 0;
        for (int t = 0; t < n; t++) {
            double y = actual.at(t, 0);
            double p = predicted.at(t, 0);
            squares += Math.pow(p - y, 2);
            magnitudes += Math.abs(p - y);
            about += Math.pow(y - meanY, 2);
            aboutTrain += Math.pow(y - trainMean, 2);
            aboutP += Math.pow(p - meanP, 2);
            products += (y - meanY) * (p - meanP);
        }
        Metrics metrics = Metrics.of(actual, predicted, Draws.all(n), new double[] {trainMean});
        assertThat(metrics.mse()).isEqualTo(squares / n, within(1e-12));
        assertThat(metrics.rmse()).isEqualTo(Math.sqrt(squares / n), within(1e-12));
        assertThat(metrics.mae()).isEqualTo(magnitudes / n, within(1e-12));
        double ratio = squares / about;
        assertThat(metrics.r2()).isEqualTo(1 - ratio, within(1e-12 * (1 + ratio)));
        assertThat(metrics.r2VsTrainMean()).isEqualTo(1 - squares / aboutTrain, within(1e-12 * (1 + ratio)));
        assertThat(metrics.pearson()).isEqualTo(products / Math.sqrt(about * aboutP), within(1e-9));
    }

    private static double mean(Matrix column) {
        double sum = 0;
        for (float value : column.data()) {
            sum += value;
        }
        return sum / column.rows();
    }

    private static Matrix column(float... values) {
        return new Matrix(values.length, 1, values);
    }
}
