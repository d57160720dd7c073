package stride.model.pca;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.Draws;

class BasisTest {
    private static final Kernels KERNELS = Kernels.choose();

    @Test
    void columnsBecomeOrthonormal() {
        Matrix basis = Basis.orthonormal(Draws.normal(200, 30, 1), KERNELS, Workers.NONE);
        assertThat(basis.columns()).isEqualTo(30);
        assertThat(Orthonormality.errorOfColumns(basis)).isLessThan(2e-6);
    }

    @Test
    void columnsOfVeryDifferentLengthBecomeOrthonormal() {
        Matrix tall = Draws.normal(200, 30, 2);
        for (int i = 0; i < tall.data().length; i++) {
            tall.data()[i] *= Math.scalb(1f, 2 * (i % 30) - 30);
        }
        assertThat(Orthonormality.errorOfColumns(Basis.orthonormal(tall, KERNELS, Workers.NONE)))
                .isLessThan(2e-6);
    }

    @Test
    void columnsThatDependOnOthersAreReplaced() {
        Matrix tall = Draws.normal(200, 30, 3);
        for (int r = 0; r < 200; r++) {
            tall.data()[r * 30 + 7] = tall.at(r, 3);
            tall.data()[r * 30 + 11] = 0;
            tall.data()[r * 30 + 12] = tall.at(r, 1) - 2 * tall.at(r, 2);
        }
        Matrix basis = Basis.orthonormal(tall, KERNELS, Workers.NONE);
        assertThat(basis.columns()).isEqualTo(30);
        assertThat(Orthonormality.errorOfColumns(basis)).isLessThan(2e-6);
    }

    @Test
    void theSpanStaysWhatItWas() {
        Matrix tall = Draws.normal(100, 10, 4);
        Matrix basis = Basis.orthonormal(tall, KERNELS, Workers.NONE);
        for (int c = 0; c < 10; c++) {
            double squares = 0;
            double inside = 0;
            for (int r = 0; r < 100; r++) {
                squares += (double) tall.at(r, c) * tall.at(r, c);
            }
            for (int b = 0; b < 10; b++) {
                double along = 0;
                for (int r = 0; r < 100; r++) {
                    along += (double) tall.at(r, c) * basis.at(r, b);
                }
                inside += along * along;
            }
            assertThat(inside / squares).isBetween(1 - 2e-6, 1 + 2e-6);
        }
    }
}
