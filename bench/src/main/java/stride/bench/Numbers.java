package stride.bench;

import java.util.Random;

/** The values that benchmarks run on. */
final class Numbers {
    private Numbers() {}

    /** Whole numbers from -4 to 4, on which every library must agree to the bit. */
    static float[] integers(int seed, int n) {
        Random random = new Random(seed);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextInt(9) - 4;
        }
        return values;
    }

    /** Normally distributed values. */
    static float[] reals(int seed, int n) {
        Random random = new Random(seed);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Refuses a result that is further from the reference than {@code tolerance} times its magnitude. */
    static void check(String what, float[] actual, float[] expected, double tolerance) {
        for (int i = 0; i < actual.length; i++) {
            if (!(Math.abs(actual[i] - expected[i]) <= tolerance * (1 + Math.abs(expected[i])))) {
                throw new IllegalStateException(
                        "%s: value %d is %s, not %s".formatted(what, i, actual[i], expected[i]));
            }
        }
    }
}
