package stride.model.evaluation;

import java.util.Arrays;

/**
 * How far apart some figures lie.
 *
 * @param mean      their mean
 * @param deviation the standard deviation of what they were drawn from, estimated with n - 1; NaN for one figure alone
 * @param min       the smallest
 * @param max       the largest
 */
public record Spread(double mean, double deviation, double min, double max) {
    /** Of at least one figure. */
    public static Spread of(double[] figures) {
        if (figures.length == 0) {
            throw new IllegalArgumentException("the spread of no figures");
        }
        double mean = Arrays.stream(figures).sum() / figures.length;
        double squares =
                Arrays.stream(figures).map(x -> (x - mean) * (x - mean)).sum();
        return new Spread(
                mean,
                Math.sqrt(squares / (figures.length - 1)),
                Arrays.stream(figures).min().orElseThrow(),
                Arrays.stream(figures).max().orElseThrow());
    }
}
