package stride.data;

/**
 * The numbers of an array at a glance.
 *
 * @param least    the least finite one; NaN if none is finite
 * @param greatest the greatest finite one; NaN if none is finite
 * @param nan      how many are NaN
 * @param infinite how many are infinite
 */
public record ValueRange(double least, double greatest, long nan, long infinite) {
    /** Before any number was seen. */
    public static final ValueRange NONE = new ValueRange(Double.NaN, Double.NaN, 0, 0);

    /** With the first {@code count} numbers of {@code values} taken in. */
    public ValueRange with(double[] values, int count) {
        double low = Double.isNaN(least) ? Double.POSITIVE_INFINITY : least;
        double high = Double.isNaN(greatest) ? Double.NEGATIVE_INFINITY : greatest;
        long nans = nan;
        long infinities = infinite;
        for (int i = 0; i < count; i++) {
            double value = values[i];
            if (Double.isFinite(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            } else if (Double.isNaN(value)) {
                nans++;
            } else {
                infinities++;
            }
        }
        return low > high
                ? new ValueRange(Double.NaN, Double.NaN, nans, infinities)
                : new ValueRange(low, high, nans, infinities);
    }
}
