package stride.model.evaluation;

import stride.engine.Matrix;

/** How alike a signal is to itself some bins later, and how far apart bins must lie to count as unrelated. */
public final class Autocorrelation {
    /** Below this the signal counts as unrelated to itself. */
    static final double UNRELATED = 0.05;

    /** What comes back is looked for up to so many times the lag: as long as a block of the bootstrap made of it. */
    static final int AHEAD = 4;

    /**
     * Of an estimate's standard errors, how many chance may explain. With two, the lags ahead are so many that one of them
     * exceeds it, then one of the many more ahead of that, and so on to the limit: of white noise, too.
     */
    private static final int CHANCE = 3;

    private Autocorrelation() {}

    /**
     * The autocorrelation of a column at a lag: the biased estimate, whose sums all divide by the number of bins.
     *
     * @param signal bins x columns
     */
    public static double at(Matrix signal, int column, int lag) {
        return Centred.of(column(signal, column)).at(lag);
    }

    /**
     * The gap that keeps train and test apart: as long as any column resembles itself, but no more than a twentieth of the
     * recording, for a slow drift always does.
     *
     * @param signal bins x columns
     */
    public static int suggestedGap(Matrix signal) {
        int limit = signal.rows() / 20;
        int longest = 0;
        for (int column = 0; column < signal.columns(); column++) {
            longest = Math.max(longest, goneAfter(column(signal, column), limit));
        }
        return longest;
    }

    /**
     * The lag at which the autocorrelation has fallen below 0.05, and after which none comes back, of either sign, that
     * chance would not explain; no more than {@code limit}, beyond which nobody looks. What swings falls below 0.05 in a
     * quarter of its period, and comes back.
     *
     * @see <a href="https://doi.org/10.2307/2983611">Bartlett 1946, the standard error of an autocorrelation</a>
     */
    static int goneAfter(double[] signal, int limit) {
        Centred centred = Centred.of(signal);
        int gone = 0;
        double squares = 0;
        for (int lag = 0; lag < limit && lag <= AHEAD * gone; lag++) {
            double here = centred.at(lag);
            boolean falling = lag == gone && here >= UNRELATED;
            double chance = CHANCE * Math.sqrt((1 + 2 * squares) / signal.length);
            if (falling || Math.abs(here) >= Math.max(UNRELATED, chance)) {
                gone = lag + 1;
            }
            squares += lag == 0 ? 0 : here * here;
        }
        return gone;
    }

    /**
     * The lag from which on every column's autocorrelation, of either sign, stays below 0.05, as far as {@code limit},
     * which it is at most. Chance is not allowed for: for where a lag that is too long costs nothing.
     *
     * @param signal bins x columns
     */
    public static int goneForGood(Matrix signal, int limit) {
        int longest = 0;
        for (int column = 0; column < signal.columns(); column++) {
            Centred centred = Centred.of(column(signal, column));
            int lag = limit;
            while (lag > longest && Math.abs(centred.at(lag - 1)) < UNRELATED) {
                lag--;
            }
            longest = Math.max(longest, lag);
        }
        return longest;
    }

    private static double[] column(Matrix signal, int column) {
        double[] values = new double[signal.rows()];
        for (int t = 0; t < values.length; t++) {
            values[t] = signal.at(t, column);
        }
        return values;
    }

    /**
     * A signal about its mean.
     *
     * @param squares the sum of its squares
     */
    private record Centred(double[] values, double squares) {
        static Centred of(double[] signal) {
            double mean = 0;
            for (double x : signal) {
                mean += x;
            }
            mean /= signal.length;
            double[] values = new double[signal.length];
            double squares = 0;
            for (int t = 0; t < signal.length; t++) {
                values[t] = signal[t] - mean;
                squares += values[t] * values[t];
            }
            return new Centred(values, squares);
        }

        double at(int lag) {
            double products = 0;
            for (int t = 0; t + lag < values.length; t++) {
                products += values[t] * values[t + lag];
            }
            return squares == 0 ? 0 : products / squares;
        }
    }
}
