package stride.data;

/** What becomes of missing values: those that are NaN or infinite. */
public enum Missing {
    /** A recording that has any is refused. */
    REJECT,
    /** They are filled along the time bins, on a line between their finite neighbours; the ends are held. */
    INTERPOLATE,
    /** Bins without a target, or without any neuron, are left out, and then neurons that still miss a value. */
    DROP
}
