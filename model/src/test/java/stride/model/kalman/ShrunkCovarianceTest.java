package stride.model.kalman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.Draws;
import stride.model.algebra.Cholesky;

class ShrunkCovarianceTest {
    private static final Kernels KERNELS = Kernels.choose();

    @Test
    void isTheFormulaWrittenOut() {
        int rows = 40;
        int n = 7;
        Matrix x = mixed(rows, n, 1);
        double variances = 0;
        double entries = 0;
        double[] plain = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double mean = 0;
                for (int t = 0; t < rows; t++) {
                    mean += (double) x.at(t, i) * x.at(t, j) / rows;
                }
                plain[i * n + j] = mean;
                double squares = 0;
                for (int t = 0; t < rows; t++) {
                    squares += Math.pow((double) x.at(t, i) * x.at(t, j) - mean, 2);
                }
                if (i != j) {
                    variances += squares / rows / rows;
                    entries += mean * mean;
                }
            }
        }
        double kept = 1 - variances / entries;
        assertThat(kept).isBetween(0.2, 0.95);
        double[] shrunk = ShrunkCovariance.of(x, KERNELS, Workers.NONE);
        for (int i = 0; i < n * n; i++) {
            assertThat(shrunk[i]).isEqualTo(plain[i] * (i % (n + 1) == 0 ? 1 : kept), within(1e-5));
        }
    }

    @Test
    void manyRowsAreBelieved() {
        int n = 5;
        Matrix x = mixed(50_000, n, 2);
        double[] shrunk = ShrunkCovariance.of(x, KERNELS, Workers.NONE);
        double product = KERNELS.dot(50_000, column(x, 0), 0, column(x, 1), 0) / 50_000;
        assertThat(shrunk[1]).isEqualTo(product, within(0.002 * Math.abs(product)));
    }

    @Test
    void fewerRowsThanColumnsHaveAnInverse() {
        int n = 60;
        double[] shrunk = ShrunkCovariance.of(Draws.normal(20, n, 3), KERNELS, Workers.NONE);
        double[] unit = new double[n];
        unit[0] = 1;
        assertThat(Arrays.stream(Cholesky.of(n, shrunk).solve(unit, 1))
                        .map(Math::abs)
                        .max()
                        .orElseThrow())
                .isLessThan(10);
    }

    @Test
    void oneColumnIsItsVariance() {
        Matrix x = new Matrix(4, 1, new float[] {1, -1, 2, -2});
        assertThat(ShrunkCovariance.of(x, KERNELS, Workers.NONE)).containsExactly(2.5);
    }

    /** Columns that share a part. */
    private static Matrix mixed(int rows, int n, long seed) {
        Matrix x = Draws.normal(rows, n, seed);
        Matrix shared = Draws.normal(rows, 1, seed + 100);
        for (int t = 0; t < rows; t++) {
            for (int i = 0; i < n; i++) {
                x.data()[t * n + i] += 0.7f * shared.at(t, 0);
            }
        }
        return x;
    }

    private static float[] column(Matrix x, int c) {
        float[] column = new float[x.rows()];
        for (int t = 0; t < column.length; t++) {
            column[t] = x.at(t, c);
        }
        return column;
    }
}
