package stride.data;

import java.util.Arrays;

/** Fills what is missing in a series of equal steps. */
final class Interpolation {
    private Interpolation() {}

    /**
     * Puts every value that is not finite on the line between its finite neighbours; before the first and after the last
     * of them their value is held.
     *
     * @param x    written to, from {@code from} to before {@code to}
     * @return whether there was a finite value; without one nothing is changed
     */
    static boolean fill(float[] x, int from, int to) {
        int last = -1;
        for (int t = from; t < to; t++) {
            if (!Float.isFinite(x[t])) {
                continue;
            }
            if (last < 0) {
                Arrays.fill(x, from, t, x[t]);
            } else {
                fillBetween(x, last, t);
            }
            last = t;
        }
        if (last >= 0) {
            Arrays.fill(x, last + 1, to, x[last]);
        }
        return last >= 0;
    }

    /** Multiplied before it is divided, so that a line through whole numbers is met exactly. */
    private static void fillBetween(float[] x, int left, int right) {
        double rise = (double) x[right] - x[left];
        for (int t = left + 1; t < right; t++) {
            x[t] = (float) (x[left] + rise * (t - left) / (right - left));
        }
    }
}
