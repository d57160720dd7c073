package stride.model.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.Draws;
import stride.model.NumericException;
import stride.model.UnfitException;
import stride.model.network.Linear;
import stride.model.network.Samples;

class LeastSquaresTest {
    private static final Kernels KERNELS = Kernels.choose();

    private static Linear fit(Samples train) {
        LinearRegression.Fit fit = LinearRegression.leastSquares(train, KERNELS, Workers.NONE);
        assertThat(fit.lambda()).isZero();
        assertThat(fit.network().layers()).hasSize(1);
        return fit.network().layers().getFirst();
    }

    @Test
    void aLineWithoutNoiseIsRecovered() {
        // Whole numbers: the sums are exact, and only the solution rounds.
        Matrix x = Draws.integers(50, 4, 1);
        Matrix y = Matrix.zeros(50, 2);
        for (int r = 0; r < 50; r++) {
            y.data()[2 * r] = 7 + 2 * x.at(r, 0) - x.at(r, 3);
            y.data()[2 * r + 1] = -3 + 5 * x.at(r, 1);
        }
        Linear line = fit(new Samples(x, y));
        assertThat(line.weight().data()).containsExactly(new float[] {2, 0, 0, -1, 0, 5, 0, 0}, within(1e-6f));
        assertThat(line.bias()).containsExactly(new float[] {7, -3}, within(1e-6f));
    }

    @Test
    void anInputThatIsAlwaysZeroGetsNoWeight() {
        Matrix x = Draws.integers(50, 3, 1);
        Matrix y = Matrix.zeros(50, 1);
        for (int r = 0; r < 50; r++) {
            x.data()[3 * r + 1] = 0;
            y.data()[r] = 4 + 2 * x.at(r, 0) - x.at(r, 2);
        }
        Samples train = new Samples(x, y);
        assertThat(fit(train).weight().data()).containsExactly(new float[] {2, 0, -1}, within(1e-6f));
        Linear ridge = LinearRegression.ridge(train, 0, KERNELS, Workers.NONE)
                .network()
                .layers()
                .getFirst();
        assertThat(ridge.weight().at(0, 1)).isZero();
    }

    @Property(tries = 50)
    void isTheSolutionOfTheNormalEquations(
            @ForAll @IntRange(min = 1, max = 15) int inputs,
            @ForAll @IntRange(min = 1, max = 3) int outputs,
            @ForAll long seed) {
        Samples train = new Samples(Draws.normal(80, inputs, seed), Draws.normal(80, outputs, seed + 1));
        Linear line = fit(train);
        for (int o = 0; o < outputs; o++) {
            double[] expected = PlainRidge.fit(train, o, 0, 0, 0);
            assertThat((double) line.bias()[o]).isEqualTo(expected[0], within(1e-6));
            for (int i = 0; i < inputs; i++) {
                assertThat((double) line.weight().at(o, i)).isEqualTo(expected[1 + i], within(1e-6));
            }
        }
    }

    @Test
    void residualsAreOrthogonalToEveryInput() {
        Samples train = new Samples(Draws.normal(200, 10, 1), Draws.normal(200, 1, 2));
        Matrix p = LinearRegression.leastSquares(train, KERNELS, Workers.NONE)
                .network()
                .predict(train.x(), KERNELS);
        for (int i = 0; i < 10; i++) {
            double along = 0;
            for (int r = 0; r < 200; r++) {
                along += ((double) train.y().at(r, 0) - p.at(r, 0)) * train.x().at(r, i);
            }
            assertThat(along).isEqualTo(0, within(1e-3));
        }
    }

    /** Their squares would take gigabytes. */
    @Test
    void moreInputsThanFitInMemoryAreRefused() {
        Samples wide = new Samples(Matrix.zeros(2, 6001), Matrix.zeros(2, 1));
        assertThatThrownBy(() -> LinearRegression.leastSquares(wide, KERNELS, Workers.NONE))
                .isInstanceOf(UnfitException.class)
                .hasMessage(
                        "least squares on 6001 inputs, and 6000 are the most; use fewer components (--pca) or bins (--history)");
    }

    @Test
    void dependentInputsAreRefused() {
        Matrix x = Draws.normal(50, 4, 1);
        for (int r = 0; r < 50; r++) {
            x.data()[4 * r + 3] = x.at(r, 1);
        }
        Samples train = new Samples(x, Draws.normal(50, 1, 2));
        assertThatThrownBy(() -> LinearRegression.leastSquares(train, KERNELS, Workers.NONE))
                .isInstanceOf(NumericException.class)
                .hasMessageContaining("singular");
        Samples tooFew = new Samples(Draws.normal(4, 4, 1), Draws.normal(4, 1, 2));
        assertThatThrownBy(() -> LinearRegression.leastSquares(tooFew, KERNELS, Workers.NONE))
                .isInstanceOf(NumericException.class);
    }
}
