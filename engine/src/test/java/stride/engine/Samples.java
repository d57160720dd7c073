package stride.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntPredicate;
import jdk.incubator.vector.FloatVector;

/** Values to feed the kernels with, and margins that must survive them. */
final class Samples {
    /** The lane count that sizes are derived from, also for the scalar kernels. */
    static final int LANES = FloatVector.SPECIES_PREFERRED.length();
    /** A NaN that no arithmetic makes: where it is gone, a kernel wrote; where it spread, a kernel read. */
    private static final int GUARD = 0x7fc0dead;

    /** Half a unit in the last place of 1: the relative error of one rounding. */
    static final double ROUNDING = 0x1p-24;

    private Samples() {}

    /** Whole numbers from -4 to 4: sums of their products are exact, so a wrong index can't hide. */
    static float[] integers(Random random, int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextInt(9) - 4;
        }
        return values;
    }

    /** Normally distributed values over some orders of magnitude. */
    static float[] reals(Random random, int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) (random.nextGaussian() * Math.exp(random.nextGaussian()));
        }
        return values;
    }

    /** An array of guards. */
    static float[] guards(int n) {
        float[] values = new float[n];
        Arrays.fill(values, Float.intBitsToFloat(GUARD));
        return values;
    }

    /** Refuses an array in which a guard outside the kernel's own places was overwritten. */
    static void assertGuards(float[] values, IntPredicate written) {
        for (int i = 0; i < values.length; i++) {
            if (!written.test(i)) {
                assertThat(Float.floatToRawIntBits(values[i]))
                        .as("guard at %d", i)
                        .isEqualTo(GUARD);
            }
        }
    }

    /** Equal to the bit where the reference is exact; {@code what} and the indices say where, should it not be. */
    static void assertExact(float actual, double expected, Object what, int... at) {
        if (!(actual == expected || (Float.isNaN(actual) && Double.isNaN(expected)))) {
            assertThat(actual).as("%s at %s", what, Arrays.toString(at)).isEqualTo((float) expected);
        }
    }

    /** Within the bound of rounding analysis. */
    static void assertWithin(float actual, double expected, double bound, Object what, int... at) {
        if (!(Math.abs(actual - expected) <= bound)) {
            assertThat((double) actual)
                    .as("%s at %s, bound %s", what, Arrays.toString(at), bound)
                    .isEqualTo(expected);
        }
    }
}
