package stride.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ActivationTest {
    private static final Kernels KERNELS = Kernels.choose();
    private static final float INFINITY = Float.POSITIVE_INFINITY;
    private static final int L = Samples.LANES;

    @Test
    void sigmoidIsWithin4UlpOverTheWholeRange() {
        assertUlps(Activation.SIGMOID, x -> x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x)));
    }

    @Test
    void tanhIsWithin4UlpOverTheWholeRange() {
        assertUlps(Activation.TANH, Math::tanh);
    }

    @Test
    void specialValuesAreRight() {
        float[] x = {Float.NaN, INFINITY, -INFINITY, 0, -0f, Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE};
        assertThat(apply(Activation.RELU, x))
                .containsExactly(Float.NaN, INFINITY, 0, 0, 0, Float.MAX_VALUE, 0, Float.MIN_VALUE);
        assertThat(apply(Activation.SIGMOID, x)).containsExactly(Float.NaN, 1, 0, 0.5f, 0.5f, 1, 0, 0.5f);
        assertThat(apply(Activation.TANH, x)).containsExactly(Float.NaN, 1, -1, 0, -0f, 1, -1, Float.MIN_VALUE);
        assertThat(apply(Activation.IDENTITY, x)).isEqualTo(x);
    }

    @Test
    void everyVectorWidthGivesTheSameBits() {
        if (!(KERNELS instanceof SimdKernels)) {
            return;
        }
        CRC32 crc = new CRC32();
        for (Activation f : Activation.values()) {
            float[] y = apply(f, everyFloatInSteps(40_009));
            for (float value : y) {
                int bits = Float.floatToIntBits(value);
                for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
                    crc.update(bits >>> shift);
                }
            }
        }
        // Found at 512 bits; only a change of a polynomial changes it.
        assertThat(crc.getValue()).isEqualTo(2953181311L);
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void workAtEveryLengthAndOffsetAndNowhereElse(Activation f) {
        for (int n : new int[] {0, 1, L - 1, L, L + 1, 3 * L + 2}) {
            for (int offset : new int[] {0, 1, 7}) {
                float[] x = Samples.reals(new Random(n), n);
                float[] y = Samples.guards(offset + n + 9);
                System.arraycopy(x, 0, y, offset, n);
                KERNELS.activate(f, n, y, offset);
                Samples.assertGuards(y, i -> i >= offset && i < offset + n);
                for (int i = 0; i < n; i++) {
                    double expected = exact(f, x[i]);
                    Samples.assertWithin(y[offset + i], expected, 4 * Math.ulp((float) expected), f, i);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void gradientsMultiplyByTheDerivative(Activation f) {
        for (int n : new int[] {0, 1, L - 1, L, L + 1, 3 * L + 2}) {
            float[] y = apply(f, Samples.reals(new Random(n), n));
            float[] dY = Samples.reals(new Random(n + 1), n);
            float[] result = Samples.guards(n + 5);
            System.arraycopy(dY, 0, result, 0, n);
            KERNELS.activationGradient(f, n, y, result);
            Samples.assertGuards(result, i -> i < n);
            for (int i = 0; i < n; i++) {
                double v = y[i];
                double derivative = switch (f) {
                    case RELU -> v > 0 ? 1 : 0;
                    case SIGMOID -> v * (1 - v);
                    case TANH -> 1 - v * v;
                    case IDENTITY -> 1;
                };
                double bound = 4 * Samples.ROUNDING * Math.abs(dY[i]);
                Samples.assertWithin(result[i], dY[i] * derivative, bound, f, i);
            }
        }
    }

    @Test
    void aSilentReluKeepsAnUndefinedGradientUndefined() {
        float[] dY = {Float.NaN, INFINITY, 3, Float.NaN};
        KERNELS.activationGradient(Activation.RELU, 4, new float[] {0, 0, 0, 1}, dY);
        assertThat(dY).containsExactly(Float.NaN, Float.NaN, 0, Float.NaN);
    }

    private static double exact(Activation f, double x) {
        return switch (f) {
            case RELU -> Math.max(x, 0);
            case SIGMOID -> 1 / (1 + Math.exp(-x));
            case TANH -> Math.tanh(x);
            case IDENTITY -> x;
        };
    }

    private static void assertUlps(Activation f, DoubleUnaryOperator exact) {
        float[] x = everyFloatInSteps(4099);
        float[] y = apply(f, x);
        for (int i = 0; i < x.length; i++) {
            double expected = exact.applyAsDouble(x[i]);
            Samples.assertWithin(y[i], expected, 4 * Math.ulp((float) expected), f, i);
        }
    }

    /** Finite floats of every exponent and sign, by a step in their bits. */
    private static float[] everyFloatInSteps(int step) {
        int perSign = Float.floatToIntBits(INFINITY) / step;
        float[] values = new float[2 * perSign];
        for (int i = 0; i < perSign; i++) {
            values[i] = Float.intBitsToFloat(i * step);
            values[perSign + i] = -values[i];
        }
        return values;
    }

    private static float[] apply(Activation f, float[] x) {
        float[] y = x.clone();
        KERNELS.activate(f, y.length, y, 0);
        return y;
    }
}
