package stride.model.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.Draws;
import stride.model.network.Linear;
import stride.model.network.Mlp;
import stride.model.network.Samples;

class ReducedRankTest {
    private static final Kernels KERNELS = Kernels.choose();
    private static final int ROWS = 120;
    private static final int INPUTS = 10;
    private static final int OUTPUTS = 4;

    /** Targets that all follow one line, each in its own measure, under noise of this strength. */
    private static Samples oneDirection(double noise, long seed) {
        Matrix x = Draws.normal(ROWS, INPUTS, seed);
        Matrix y = Draws.normal(ROWS, OUTPUTS, seed + 1);
        for (int r = 0; r < ROWS; r++) {
            double shared = x.at(r, 0) - 2 * x.at(r, 3);
            for (int o = 0; o < OUTPUTS; o++) {
                y.data()[r * OUTPUTS + o] = (float) (5 + (o + 1) * shared + noise * y.at(r, o));
            }
        }
        return new Samples(x, y);
    }

    private static Linear layer(Mlp network) {
        return network.layers().getFirst();
    }

    private static NormalEquations equations(Samples samples) {
        return NormalEquations.of(samples, KERNELS, Workers.NONE);
    }

    @Test
    void ofFullRankItIsRidgeAndLeastSquares() {
        Samples samples = oneDirection(3, 1);
        for (double lambda : new double[] {0, 7}) {
            Linear reduced = layer(ReducedRank.network(equations(samples), lambda, OUTPUTS));
            for (int o = 0; o < OUTPUTS; o++) {
                double[] expected = PlainRidge.fit(samples, o, lambda, 0, 0);
                assertThat((double) reduced.bias()[o]).isEqualTo(expected[0], within(1e-5));
                for (int i = 0; i < INPUTS; i++) {
                    assertThat((double) reduced.weight().at(o, i)).isEqualTo(expected[1 + i], within(1e-5));
                }
            }
        }
        Linear leastSquares = layer(
                LinearRegression.leastSquares(samples, KERNELS, Workers.NONE).network());
        Linear full = layer(ReducedRank.network(equations(samples), 0, OUTPUTS));
        assertThat(full.weight().data()).containsExactly(leastSquares.weight().data(), within(1e-5f));
    }

    @Test
    void ofRankOneItsWeightsAreMultiplesOfOneRow() {
        Linear one = layer(ReducedRank.network(equations(oneDirection(3, 2)), 0, 1));
        Linear two = layer(ReducedRank.network(equations(oneDirection(3, 2)), 0, 2));
        double oneOff = 0;
        double twoOff = 0;
        for (int o = 1; o < OUTPUTS; o++) {
            for (int i = 1; i < INPUTS; i++) {
                oneOff = Math.max(oneOff, Math.abs(minor(one, o, i)));
                twoOff = Math.max(twoOff, Math.abs(minor(two, o, i)));
            }
        }
        assertThat(oneOff).isLessThan(1e-5);
        assertThat(twoOff).isGreaterThan(1e-2);
    }

    private static double minor(Linear line, int o, int i) {
        Matrix w = line.weight();
        return (double) w.at(0, 0) * w.at(o, i) - (double) w.at(0, i) * w.at(o, 0);
    }

    /** Of all matrices of a rank, least squares within it leaves the least: less than any other direction that is tried. */
    @Test
    void noOtherDirectionLeavesSmallerErrors() {
        Samples samples = oneDirection(8, 3);
        double own = errors(samples, layer(ReducedRank.network(equations(samples), 0, 1)));
        Linear full = layer(ReducedRank.network(equations(samples), 0, OUTPUTS));
        double[] targetMeans = new double[OUTPUTS];
        for (int i = 0; i < samples.y().data().length; i++) {
            targetMeans[i % OUTPUTS] += samples.y().data()[i] / ROWS;
        }
        Matrix directions = Draws.normal(200, OUTPUTS, 9);
        for (int d = 0; d < 200; d++) {
            double length = 0;
            for (int o = 0; o < OUTPUTS; o++) {
                length += directions.at(d, o) * directions.at(d, o);
            }
            double sum = 0;
            for (int r = 0; r < ROWS; r++) {
                double along = 0;
                for (int o = 0; o < OUTPUTS; o++) {
                    along += (predicted(full, samples.x(), r, o) - targetMeans[o]) * directions.at(d, o);
                }
                for (int o = 0; o < OUTPUTS; o++) {
                    double p = targetMeans[o] + along * directions.at(d, o) / length;
                    sum += Math.pow(samples.y().at(r, o) - p, 2);
                }
            }
            assertThat(own).isLessThanOrEqualTo(sum);
        }
    }

    private static double errors(Samples samples, Linear line) {
        return errors(samples, line, 0, ROWS);
    }

    private static double errors(Samples samples, Linear line, int from, int to) {
        double sum = 0;
        for (int r = from; r < to; r++) {
            for (int o = 0; o < OUTPUTS; o++) {
                sum += Math.pow(samples.y().at(r, o) - predicted(line, samples.x(), r, o), 2);
            }
        }
        return sum;
    }

    private static double predicted(Linear line, Matrix x, int row, int output) {
        double p = line.bias()[output];
        for (int i = 0; i < INPUTS; i++) {
            p += (double) line.weight().at(output, i) * x.at(row, i);
        }
        return p;
    }

    /** Whatever the noise, the rank is that whose line, fitted for each rank anew, errs least on the bins held out. */
    @ParameterizedTest
    @CsvSource({"0.3, 0", "1, 0", "3, 0", "3, 7", "8, 0", "8, 7", "20, 0"})
    void theRankIsTheBestOverFiveContiguousFolds(double noise, int gap) {
        for (int seed = 20; seed < 40; seed++) {
            Samples samples = threeDirections(noise, seed);
            ReducedRank.Reduced fit = ReducedRank.fit(samples, gap, KERNELS, Workers.NONE);
            double[] errors = new double[OUTPUTS];
            for (int rank = 1; rank <= OUTPUTS; rank++) {
                for (int fold = 0; fold < 5; fold++) {
                    int from = fold * ROWS / 5;
                    int to = (fold + 1) * ROWS / 5;
                    int[] others = IntStream.range(0, ROWS)
                            .filter(r -> r < from - gap || r >= to + gap)
                            .toArray();
                    Samples rest = new Samples(
                            samples.x().selectRows(others), samples.y().selectRows(others));
                    Linear line = layer(ReducedRank.network(equations(rest), fit.lambda(), rank));
                    errors[rank - 1] += errors(samples, line, from, to);
                }
            }
            int best = IntStream.range(0, OUTPUTS)
                    .boxed()
                    .min(Comparator.comparingDouble(i -> errors[i]))
                    .orElseThrow();
            assertThat(fit.rank()).isEqualTo(best + 1);
            Linear expected = layer(ReducedRank.network(equations(samples), fit.lambda(), best + 1));
            assertThat(layer(fit.network()).weight()).isEqualTo(expected.weight());
        }
    }

    /** Three lines of unequal strength, mixed among the targets. */
    private static Samples threeDirections(double noise, long seed) {
        Matrix x = Draws.normal(ROWS, INPUTS, seed);
        Matrix mix = Draws.normal(3, OUTPUTS, seed + 100);
        Matrix y = Draws.normal(ROWS, OUTPUTS, seed + 200);
        for (int r = 0; r < ROWS; r++) {
            for (int o = 0; o < OUTPUTS; o++) {
                double sum = noise * y.at(r, o) - 2;
                for (int d = 0; d < 3; d++) {
                    sum += x.at(r, d) * mix.at(d, o) / (1 + d);
                }
                y.data()[r * OUTPUTS + o] = (float) sum;
            }
        }
        return new Samples(x, y);
    }

    /** One decomposition for each fold: with one for each rank as well, this would take minutes. */
    @Test
    void twoHundredTargetsAreDone() {
        int targets = 200;
        Matrix x = Draws.normal(60, 4, 11);
        Matrix y = Draws.normal(60, targets, 12);
        for (int r = 0; r < 60; r++) {
            for (int o = 0; o < targets; o++) {
                y.data()[r * targets + o] += (1 + o % 3) * x.at(r, o % 2);
            }
        }
        assertThat(ReducedRank.fit(new Samples(x, y), 0, KERNELS, Workers.NONE).rank())
                .isEqualTo(2);
    }

    @Test
    void theRankIsTheOneThatGeneralises() {
        assertThat(ReducedRank.fit(oneDirection(8, 4), 0, KERNELS, Workers.NONE).rank())
                .isEqualTo(1);
        Samples independent = new Samples(Draws.normal(ROWS, INPUTS, 5), Matrix.zeros(ROWS, OUTPUTS));
        for (int r = 0; r < ROWS; r++) {
            for (int o = 0; o < OUTPUTS; o++) {
                independent.y().data()[r * OUTPUTS + o] = independent.x().at(r, o);
            }
        }
        assertThat(ReducedRank.fit(independent, 0, KERNELS, Workers.NONE).rank())
                .isEqualTo(OUTPUTS);
    }
}
