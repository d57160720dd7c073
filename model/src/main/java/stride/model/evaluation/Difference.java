package stride.model.evaluation;

/**
 * A figure of one decoder minus that of another on the same bins.
 *
 * @param value    the difference
 * @param interval its 95 % confidence interval
 */
public record Difference(double value, Interval interval) {}
