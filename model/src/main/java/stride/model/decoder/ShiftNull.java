package stride.model.decoder;

import java.util.List;
import java.util.Locale;

/**
 * What a decoder comes to where there is nothing to decode: R2 on the test bins when it is fitted to, and judged by,
 * targets that are shifted in time against the activity by more than they resemble themselves. Both keep their own ways;
 * only what one has to do with the other is gone.
 *
 * @param shift    how bins were shifted
 * @param observed R2 without a shift, on the same bins
 * @param values   R2 of each shift that has one
 * @param minShift the smallest shift, in bins
 * @param leftOut  bins at each end that are not used, so that every shift has the same ones
 * @see <a href="https://doi.org/10.1101/2020.11.29.402719">Harris 2020, nonsense correlations in neuroscience</a>
 */
public record ShiftNull(Shift shift, double observed, List<Double> values, int minShift, int leftOut) {
    /** How bins are shifted. */
    public enum Shift {
        /** The end of the recording comes to lie before its beginning. */
        CIRCULAR,
        /** Nothing comes round: the bins at both ends are given up instead. */
        LINEAR;

        /** The name in files. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final double OUTSIDE = 0.025;

    public ShiftNull {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a null without values");
        }
    }

    /** The median of the values. */
    public double median() {
        return quantile(0.5);
    }

    /** The lower end of the middle 95 % of the values. */
    public double low() {
        return quantile(OUTSIDE);
    }

    /** Its upper end. */
    public double high() {
        return quantile(1 - OUTSIDE);
    }

    /** Between the nearest two values, in proportion. */
    private double quantile(double share) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double place = share * (sorted.length - 1);
        int below = (int) place;
        double above = sorted[Math.min(below + 1, sorted.length - 1)];
        return sorted[below] + (place - below) * (above - sorted[below]);
    }

    /** What must be said beside it. */
    public String caveat() {
        String common = "shifts of one recording are few and overlap: they are no independent draws; ";
        return switch (shift) {
            case CIRCULAR ->
                common + "slow drifts survive a circular shift, but for a jump where the end meets the beginning";
            case LINEAR ->
                common + "%d bins at each end are left out, for the figure without a shift too".formatted(leftOut);
        };
    }
}
