package stride.model.evaluation;

/**
 * A 95 % confidence interval; NaN at both ends where there is none.
 *
 * @param low  its lower end
 * @param high its upper end
 */
public record Interval(double low, double high) {
    /** No interval. */
    public static final Interval NONE = new Interval(Double.NaN, Double.NaN);

    /** Whether there is one. */
    public boolean exists() {
        return !Double.isNaN(low);
    }

    /** Whether a value lies inside, the ends included. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
