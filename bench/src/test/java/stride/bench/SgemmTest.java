package stride.bench;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That everyone computes the same product before anyone is timed, and that a wrong one is found. */
class SgemmTest {
    private final float[] a = Numbers.integers(1, 21 * 37);
    private final float[] b = Numbers.integers(2, 37 * 50);

    @ParameterizedTest
    @EnumSource(Sgemm.class)
    void everyoneMultipliesAlike(Sgemm sgemm) {
        sgemm.check(21, 50, 37, a, b, new float[21 * 50]);
    }

    @Test
    void aWrongProductIsFound() {
        float[] right = new float[21 * 50];
        float[] wrong = {1, 2, 3};
        Sgemm.STRIDE.multiply(21, 50, 37, a, b, right);
        assertThatThrownBy(() -> Numbers.check("product", wrong, right, 1e-6))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("product: value 0 is 1.0");
    }
}
