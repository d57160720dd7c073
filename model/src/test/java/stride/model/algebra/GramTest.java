package stride.model.algebra;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.Draws;

class GramTest {
    private static final Kernels KERNELS = Kernels.choose();

    // 1024 rows are taken at once.
    @ParameterizedTest
    @CsvSource({"0, 3", "1, 1", "5, 1", "17, 23", "1023, 5", "1024, 5", "1025, 5", "2500, 7"})
    void isExactOnWholeNumbers(int rows, int columns) {
        Matrix x = Draws.integers(rows, columns, rows);
        double[] expected = new double[columns * columns];
        for (int i = 0; i < columns; i++) {
            for (int j = 0; j < columns; j++) {
                for (int r = 0; r < rows; r++) {
                    expected[i * columns + j] += x.at(r, i) * x.at(r, j);
                }
            }
        }
        assertThat(Gram.ofColumns(x, KERNELS, Workers.NONE)).isEqualTo(expected);
        assertThat(Gram.ofRows(transpose(x), KERNELS, Workers.NONE)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2", "3"})
    void isTheSameToTheBitForAnyNumberOfThreads(int threads) {
        Matrix x = Draws.normal(1500, 13, 1);
        try (Workers workers = Workers.of(threads)) {
            assertThat(Gram.ofColumns(x, KERNELS, workers)).isEqualTo(Gram.ofColumns(x, KERNELS, Workers.NONE));
            assertThat(Gram.ofRows(x.selectRows(Draws.all(40)), KERNELS, workers))
                    .isEqualTo(Gram.ofRows(x.selectRows(Draws.all(40)), KERNELS, Workers.NONE));
        }
    }

    private static Matrix transpose(Matrix x) {
        Matrix transposed = Matrix.zeros(x.columns(), x.rows());
        for (int r = 0; r < x.rows(); r++) {
            for (int c = 0; c < x.columns(); c++) {
                transposed.data()[c * x.rows() + r] = x.at(r, c);
            }
        }
        return transposed;
    }
}
