package stride.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Floats of what files hold: rounded once, and the same to the bit from both kernels. */
class ConversionTest {
    private static final Kernels KERNELS = Kernels.choose();
    private static final Kernels SCALAR = Kernels.choose("scalar");
    private static final int L = Samples.LANES;

    static Stream<ConversionCase> cases() {
        return ConversionCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyValueBecomesTheNearestFloat(ConversionCase conversion) {
        float[] y = new float[conversion.count()];
        conversion.run(KERNELS, y.length, 0, y, 0);
        assertSame(y, conversion.expected(), conversion);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theTwinsAgreeOnEveryBit(ConversionCase conversion) {
        float[] y = new float[conversion.count()];
        float[] plain = new float[conversion.count()];
        // Often enough that both are compiled: an interpreted loop could round otherwise.
        for (int i = 0; i < 20; i++) {
            conversion.run(KERNELS, y.length, 0, y, 0);
            conversion.run(SCALAR, y.length, 0, plain, 0);
        }
        assertSame(y, conversion.expected(), conversion);
        assertSame(plain, conversion.expected(), conversion);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyLengthAndOffsetIsRightAndNothingElseIsWritten(ConversionCase conversion) {
        for (int n = 0; n <= 3 * L + 2; n++) {
            for (int offset : new int[] {0, 1, 7}) {
                float[] y = Samples.guards(2 * offset + n + 9);
                int to = 2 * offset;
                int length = n;
                conversion.run(KERNELS, n, offset, y, to);
                Samples.assertGuards(y, i -> i >= to && i < to + length);
                for (int i = 0; i < n; i++) {
                    assertSame(y[to + i], conversion.expected()[offset + i], conversion, i);
                }
            }
        }
    }

    @Test
    void anInfiniteDoubleStaysAndOneTooLargeBecomesInfinite() {
        double half = 0.5 * Math.ulp(Float.MAX_VALUE);
        double[] x = {
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.NaN,
            -0.0,
            Float.MAX_VALUE + half,
            Math.nextDown(Float.MAX_VALUE + half),
            0x1p-150,
            Math.nextUp(0x1p-150),
            Double.MIN_VALUE
        };
        float[] y = new float[x.length];
        KERNELS.convert(x.length, x, 0, y, 0);
        assertThat(y)
                .containsExactly(
                        Float.POSITIVE_INFINITY,
                        Float.NEGATIVE_INFINITY,
                        Float.NaN,
                        -0f,
                        Float.POSITIVE_INFINITY,
                        Float.MAX_VALUE,
                        0,
                        Float.MIN_VALUE,
                        0);
    }

    @Test
    void aLongIsRoundedOnceNotThroughADouble() {
        // Just above the middle of two floats; the nearest double is the middle itself, from where it went down.
        long x = (1L << 62) + (1L << 38) + 1;
        float[] y = new float[1];
        KERNELS.convert(1, new long[] {x}, 0, false, y, 0);
        assertThat(y[0]).isEqualTo(0x1.000002p62f).isNotEqualTo((float) (double) x);
        KERNELS.convert(1, new long[] {2 * x}, 0, true, y, 0);
        assertThat(y[0]).isEqualTo(0x1.000002p63f);
    }

    private static void assertSame(float[] actual, float[] expected, ConversionCase conversion) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertSame(actual[i], expected[i], conversion, i);
        }
    }

    private static void assertSame(float actual, float expected, ConversionCase conversion, int i) {
        // By their bits, for -0 is not 0; one NaN is as good as another.
        if (Float.floatToIntBits(actual) != Float.floatToIntBits(expected)) {
            assertThat(actual).as("%s: value %d", conversion, i).isEqualTo(expected);
        }
    }
}
