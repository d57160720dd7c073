package stride.model.evaluation;

import stride.engine.Matrix;

/** How alike a signal is to itself some bins later, and how far apart bins must lie to count as unrelated. */
public final class Autocorrelation {
    /** Below this the signal counts as unrelated to itself. */
    static final double UNRELATED = 0.05;

    private Autocorrelation() {}

    /**
     * The autocorrelation of a column at a lag: the biased estimate, whose sums all divide by the number of bins.
     *
     * @param signal bins x columns
     */
    public static double at(Matrix signal, int column, int lag) {
        int bins = signal.rows();
        double mean = 0;
        for (int t = 0; t < bins; t++) {
            mean += signal.at(t, column);
        }
        mean /= bins;
        double variance = 0;
        double covariance = 0;
        for (int t = 0; t < bins; t++) {
            double here = signal.at(t, column) - mean;
            variance += here * here;
            if (t + lag < bins) {
                covariance += here * (signal.at(t + lag, column) - mean);
            }
        }
        return variance == 0 ? 0 : covariance / variance;
    }

    /**
     * The gap that keeps train and test apart: the first lag at which every column's autocorrelation has fallen below
     * 0.05, but no more than a twentieth of the recording, for a slow drift never falls.
     *
     * @param signal bins x columns
     */
    public static int suggestedGap(Matrix signal) {
        return goneAfter(signal, signal.rows() / 20);
    }

    /** The first lag at which every column's autocorrelation has fallen below 0.05, but no more than {@code limit}. */
    static int goneAfter(Matrix signal, int limit) {
        int lag = 0;
        for (int column = 0; column < signal.columns(); column++) {
            while (lag < limit && at(signal, column, lag) >= UNRELATED) {
                lag++;
            }
        }
        return lag;
    }

    /**
     * The lag from which on every column's autocorrelation, of either sign, stays below 0.05, as far as {@code limit},
     * which it is at most. A target that swings falls below 0.05 long before.
     *
     * @param signal bins x columns
     */
    public static int goneForGood(Matrix signal, int limit) {
        int longest = 0;
        for (int column = 0; column < signal.columns(); column++) {
            int lag = limit;
            while (lag > longest && Math.abs(at(signal, column, lag - 1)) < UNRELATED) {
                lag--;
            }
            longest = Math.max(longest, lag);
        }
        return longest;
    }
}
