package stride.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MatrixTest {
    private final Matrix matrix = new Matrix(3, 2, new float[] {1, 2, 3, 4, 5, 6});

    @Test
    void aShapeThatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> new Matrix(2, 2, new float[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("matrix 2 x 2 does not fit 3 values");
        assertThatThrownBy(() -> Matrix.zeros(1 << 16, 1 << 16)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void aBlockIsCopiedToTheStartOfTheBuffer() {
        float[] buffer = {0, 0, 0, 0, 9};
        matrix.read(1, 2, buffer);
        assertThat(buffer).containsExactly(3, 4, 5, 6, 9);
    }

    @Test
    void aBlockOutsideIsRefused() {
        assertThatThrownBy(() -> matrix.read(2, 2, new float[4])).hasMessage("rows 2 to 4 of 3");
        assertThatThrownBy(() -> matrix.read(0, 2, new float[3]))
                .hasMessage("2 rows of 2 values do not fit a buffer of 3");
    }

    @Test
    void rowsAndColumnsAreSelected() {
        assertThat(matrix.selectRows(new int[] {2, 0})).isEqualTo(new Matrix(2, 2, new float[] {5, 6, 1, 2}));
        assertThat(matrix.leadingColumns(1)).isEqualTo(new Matrix(3, 1, new float[] {1, 3, 5}));
    }
}
