package stride.data.synthetic;

import java.util.SplittableRandom;

/**
 * Normally distributed numbers, four from each random {@code long}: 16 bits choose one of 65,536 quantiles. They are the
 * same in every JDK, which {@code nextGaussian} does not promise. The tails end at 4.3 deviations.
 */
final class Normals {
    private static final int BITS = 16;
    private static final float[] QUANTILES = quantiles();

    private final SplittableRandom random;
    private long bits;
    private int left;

    Normals(SplittableRandom random) {
        this.random = random;
    }

    /** The next number, of mean 0 and deviation 1. */
    float next() {
        if (left == 0) {
            bits = random.nextLong();
            left = Long.SIZE / BITS;
        }
        float value = QUANTILES[(int) bits & 0xffff];
        bits >>>= BITS;
        left--;
        return value;
    }

    /** Sets all of {@code target} to the next numbers; a fresh {@code long} begins the run. */
    void fill(float[] target) {
        left = 0;
        int i = 0;
        for (; i + 3 < target.length; i += 4) {
            long four = random.nextLong();
            target[i] = QUANTILES[(int) four & 0xffff];
            target[i + 1] = QUANTILES[(int) (four >>> 16) & 0xffff];
            target[i + 2] = QUANTILES[(int) (four >>> 32) & 0xffff];
            target[i + 3] = QUANTILES[(int) (four >>> 48)];
        }
        for (; i < target.length; i++) {
            target[i] = next();
        }
    }

    /** Quantile i + 1/2 of 65,536, found where the integral of the density passes it. */
    private static float[] quantiles() {
        int n = 1 << BITS;
        float[] quantiles = new float[n];
        double step = 1e-4;
        double x = 0;
        double area = 0.5;
        double density = density(0);
        for (int i = n / 2; i < n; i++) {
            double wanted = (i + 0.5) / n;
            double next = density(x + step);
            while (area + step * (density + next) / 2 < wanted) {
                area += step * (density + next) / 2;
                x += step;
                density = next;
                next = density(x + step);
            }
            quantiles[i] = (float) (x + (wanted - area) / density);
            quantiles[n - 1 - i] = -quantiles[i];
        }
        return quantiles;
    }

    private static double density(double x) {
        return StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }
}
