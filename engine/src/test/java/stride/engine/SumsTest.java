package stride.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SumsTest {
    private static final Kernels KERNELS = Kernels.choose();
    private static final int L = Samples.LANES;

    static int[] lengths() {
        return new int[] {0, 1, L - 1, L, L + 1, 2 * L - 1, 2 * L, 4 * L + 1, 5 * L + 2, 1000};
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void areExactOnIntegers(int n) {
        Random random = new Random(n);
        float[] x = Samples.integers(random, 3 + n + 5);
        float[] y = Samples.integers(random, 2 + n + 5);
        double sum = 0;
        double dot = 0;
        double distance = 0;
        for (int i = 0; i < n; i++) {
            sum += x[3 + i];
            dot += x[3 + i] * y[2 + i];
            distance += (x[3 + i] - y[2 + i]) * (x[3 + i] - y[2 + i]);
        }
        assertThat(KERNELS.sum(n, x, 3)).isEqualTo(sum);
        assertThat(KERNELS.dot(n, x, 3, y, 2)).isEqualTo(dot);
        assertThat(KERNELS.squaredDistance(n, x, 3, y, 2)).isEqualTo(distance);
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void areAccumulatedInDouble(int n) {
        // In float32, 1 would vanish beside 2^25; its square is 2^50, and 2^50 + 1 still fits a double.
        float[] x = new float[n + 1];
        Arrays.fill(x, 1);
        x[n / 2] = 0x1p25f;
        assertThat(KERNELS.sum(n + 1, x, 0)).isEqualTo(0x1p25 + n);
        assertThat(KERNELS.dot(n + 1, x, 0, x, 0)).isEqualTo(0x1p50 + n);
        assertThat(KERNELS.squaredDistance(n + 1, x, 0, new float[n + 1], 0)).isEqualTo(0x1p50 + n);
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void stayWithinTheBoundOfRounding(int n) {
        Random random = new Random(n);
        float[] x = Samples.reals(random, n);
        float[] y = Samples.reals(random, n);
        double dot = 0;
        double magnitudes = 0;
        for (int i = 0; i < n; i++) {
            dot += (double) x[i] * y[i];
            magnitudes += Math.abs((double) x[i] * y[i]);
        }
        assertThat(KERNELS.dot(n, x, 0, y, 0)).isEqualTo(dot, Offset.offset(2 * (n + 1) * 0x1p-53 * magnitudes));
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void carryNaNAndInfinity(int n) {
        float[] x = new float[n + 1];
        x[n] = Float.NaN;
        assertThat(KERNELS.sum(n + 1, x, 0)).isNaN();
        assertThat(KERNELS.sum(n, x, 0)).isZero();
        x[n] = Float.POSITIVE_INFINITY;
        assertThat(KERNELS.sum(n + 1, x, 0)).isInfinite();
        assertThat(KERNELS.dot(n + 1, x, 0, new float[n + 1], 0)).isNaN();
        assertThat(KERNELS.squaredDistance(n + 1, x, 0, x, 0)).isNaN();
    }
}
