package stride.model.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.Draws;
import stride.model.network.Linear;
import stride.model.network.Samples;

class RidgeTest {
    private static final Kernels KERNELS = Kernels.choose();
    private static final int ROWS = 60;
    private static final int INPUTS = 12;

    /** A line in a few of many inputs, under noise of this strength. */
    private static Samples samples(double noise, long seed) {
        Matrix x = Draws.normal(ROWS, INPUTS, seed);
        Matrix y = Draws.normal(ROWS, 1, seed + 1);
        for (int r = 0; r < ROWS; r++) {
            y.data()[r] = (float) (4 + x.at(r, 0) - 2 * x.at(r, 5) + noise * y.data()[r]);
        }
        return new Samples(x, y);
    }

    private static LinearRegression.Fit fit(Samples train) {
        return LinearRegression.ridge(train, 0, KERNELS, Workers.NONE);
    }

    private static Linear layer(LinearRegression.Fit fit) {
        return fit.network().layers().getFirst();
    }

    /** The mean of the inputs' sums of squares, which the penalties are multiples of. */
    private static double unit(Samples samples) {
        double sum = 0;
        for (float value : samples.x().data()) {
            sum += (double) value * value;
        }
        return sum / INPUTS;
    }

    private static double heldOutError(Samples samples, double lambda, int gap) {
        double sum = 0;
        for (int fold = 0; fold < 5; fold++) {
            sum += PlainRidge.heldOutError(samples, 0, lambda, fold * ROWS / 5, (fold + 1) * ROWS / 5, gap);
        }
        return sum;
    }

    /** The penalty of least error over the folds, as a multiple of the unit. */
    private static double best(Samples samples, int gap) {
        double[] candidates = {1e-5, 1e-4, 1e-3, 1e-2, 0.03, 0.1, 0.3, 1, 10, 100};
        double best = candidates[0];
        for (double candidate : candidates) {
            boolean better = heldOutError(samples, candidate * unit(samples), gap)
                    < heldOutError(samples, best * unit(samples), gap);
            best = better ? candidate : best;
        }
        return best;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 1, 3, 10, 30})
    void thePenaltyIsTheBestOverFiveContiguousFolds(double noise) {
        Samples samples = samples(noise, 1);
        double chosen = fit(samples).lambda() / unit(samples);
        double best = best(samples, 0);
        assertThat(chosen).isEqualTo(best, within(1e-9 * best));
    }

    /** Inputs and targets that change slowly are alike across the borders of the folds. */
    @Test
    void binsNextToAFoldAreLeftOutWithIt() {
        int changed = 0;
        for (int seed = 1; seed <= 20; seed++) {
            Samples slow = new Samples(slow(INPUTS, seed), slow(1, seed + 100));
            double chosen =
                    LinearRegression.ridge(slow, 5, KERNELS, Workers.NONE).lambda() / unit(slow);
            double best = best(slow, 5);
            assertThat(chosen).isEqualTo(best, within(1e-9 * best));
            changed += best(slow, 0) == best ? 0 : 1;
        }
        assertThat(changed).isPositive();
    }

    /** Noise of which each row keeps most of the one before. */
    private static Matrix slow(int columns, long seed) {
        Matrix noise = Draws.normal(ROWS, columns, seed);
        for (int i = columns; i < noise.data().length; i++) {
            noise.data()[i] += 0.8f * noise.data()[i - columns];
        }
        return noise;
    }

    @Test
    void theMoreNoiseTheHeavierThePenalty() {
        assertThat(fit(samples(0, 1)).lambda()).isLessThan(fit(samples(3, 1)).lambda());
        assertThat(fit(samples(3, 1)).lambda()).isLessThan(fit(samples(100, 1)).lambda());
    }

    @Test
    void theLineIsTheOneOfThatPenalty() {
        Samples samples = samples(3, 2);
        LinearRegression.Fit fit = fit(samples);
        double[] expected = PlainRidge.fit(samples, 0, fit.lambda(), 0, 0);
        assertThat((double) layer(fit).bias()[0]).isEqualTo(expected[0], within(1e-6));
        for (int i = 0; i < INPUTS; i++) {
            assertThat((double) layer(fit).weight().at(0, i)).isEqualTo(expected[1 + i], within(1e-6));
        }
    }

    @Test
    void coefficientsShrink() {
        Samples samples = samples(10, 3);
        Linear line = layer(LinearRegression.leastSquares(samples, KERNELS, Workers.NONE));
        assertThat(squares(layer(fit(samples)))).isLessThan(0.9 * squares(line));
    }

    private static double squares(Linear line) {
        double sum = 0;
        for (float w : line.weight().data()) {
            sum += (double) w * w;
        }
        return sum;
    }

    @Test
    void theInterceptIsNotPenalised() {
        Samples low = samples(10, 4);
        Matrix raised = new Matrix(ROWS, 1, low.y().data().clone());
        for (int r = 0; r < ROWS; r++) {
            raised.data()[r] += 1024;
        }
        LinearRegression.Fit before = fit(low);
        LinearRegression.Fit after = fit(new Samples(low.x(), raised));
        assertThat(after.lambda()).isEqualTo(before.lambda());
        assertThat(layer(after).bias()[0] - layer(before).bias()[0]).isEqualTo(1024, within(1e-3f));
        for (int i = 0; i < INPUTS; i++) {
            assertThat(layer(after).weight().at(0, i))
                    .isEqualTo(layer(before).weight().at(0, i), within(1e-4f));
        }
    }

    @Test
    void dependentInputsAreNoObstacle() {
        Samples samples = samples(1, 5);
        Matrix twice = Matrix.zeros(ROWS, 2 * INPUTS);
        for (int r = 0; r < ROWS; r++) {
            System.arraycopy(samples.x().data(), r * INPUTS, twice.data(), 2 * r * INPUTS, INPUTS);
            System.arraycopy(samples.x().data(), r * INPUTS, twice.data(), (2 * r + 1) * INPUTS, INPUTS);
        }
        Linear line = layer(fit(new Samples(twice, samples.y())));
        for (int i = 0; i < INPUTS; i++) {
            assertThat(line.weight().at(0, i)).isEqualTo(line.weight().at(0, INPUTS + i), within(1e-5f));
        }
    }

    @Test
    void theNumberOfThreadsChangesNoBit() {
        Samples samples = samples(3, 6);
        LinearRegression.Fit alone = fit(samples);
        try (Workers workers = Workers.of(3)) {
            LinearRegression.Fit together = LinearRegression.ridge(samples, 0, KERNELS, workers);
            assertThat(together.lambda()).isEqualTo(alone.lambda());
            assertThat(layer(together).weight()).isEqualTo(layer(alone).weight());
            assertThat(layer(together).bias()).isEqualTo(layer(alone).bias());
        }
    }

    /** Each has its own penalty, as if it had been fitted alone. */
    @Test
    void severalOnTheSameInputsAreEachTheirOwn() {
        Samples first = samples(0.3, 7);
        Samples second = samples(100, 7);
        Matrix both = Matrix.zeros(ROWS, 2);
        for (int r = 0; r < ROWS; r++) {
            both.data()[2 * r] = first.y().at(r, 0);
            both.data()[2 * r + 1] = second.y().at(r, 0);
        }
        List<LinearRegression.Fit> fits =
                LinearRegression.ridges(new Samples(first.x(), both), 1, 0, KERNELS, Workers.NONE);
        assertThat(fits).hasSize(2);
        assertThat(fits.get(0).lambda())
                .isEqualTo(fit(first).lambda())
                .isLessThan(fits.get(1).lambda());
        assertThat(fits.get(1).lambda()).isEqualTo(fit(second).lambda());
        assertThat(layer(fits.get(0)).weight()).isEqualTo(layer(fit(first)).weight());
        assertThat(layer(fits.get(1)).weight()).isEqualTo(layer(fit(second)).weight());
    }

    /** Threads take a penalty each, and targets of every penalty; none may write what is another's. */
    @Test
    void severalAreTheSameForAnyNumberOfThreads() {
        Matrix x = Draws.normal(ROWS, INPUTS, 8);
        Matrix y = Draws.normal(ROWS, 200, 9);
        for (int i = 0; i < y.data().length; i++) {
            y.data()[i] = x.at(i / 200, 0) + 0.05f * (i % 200) * y.data()[i];
        }
        Samples samples = new Samples(x, y);
        List<LinearRegression.Fit> alone = LinearRegression.ridges(samples, 1, 0, KERNELS, Workers.NONE);
        assertThat(alone.stream().map(LinearRegression.Fit::lambda).distinct()).hasSizeGreaterThan(3);
        try (Workers workers = Workers.of(4)) {
            for (int repeat = 0; repeat < 20; repeat++) {
                List<LinearRegression.Fit> together = LinearRegression.ridges(samples, 1, 0, KERNELS, workers);
                for (int r = 0; r < 200; r++) {
                    assertThat(together.get(r).lambda()).isEqualTo(alone.get(r).lambda());
                    assertThat(layer(together.get(r)).weight())
                            .isEqualTo(layer(alone.get(r)).weight());
                }
            }
        }
    }
}
