package stride.data;

/** Which way an activity array lies in its file. */
public enum Layout {
    /** Whichever of its dimensions has the target's length is time. */
    AUTO,
    /** Rows are neurons, columns are time bins. */
    NEURONS_BY_TIME,
    /** Rows are time bins, columns are neurons. */
    TIME_BY_NEURONS
}
