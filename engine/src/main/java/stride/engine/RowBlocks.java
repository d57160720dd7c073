package stride.engine;

/**
 * A matrix that is read a block of rows at a time, so that it may lie in a file and be larger than memory.
 *
 * <p>Reading does not change it: several threads may read at once, each into a buffer of its own.
 */
public interface RowBlocks {
    /** The number of rows; for activity, neurons. */
    int rows();

    /** The number of columns; for activity, time bins. */
    int columns();

    /**
     * Copies rows {@code first .. first + count - 1} to the start of {@code target}, row-major without gaps.
     *
     * @param target at least {@code count * columns()} values; what lies behind those stays as it is
     */
    void read(int first, int count, float[] target);

    /** Refuses a block that does not lie in {@code source} or does not fit {@code target}. */
    static void check(RowBlocks source, int first, int count, float[] target) {
        if (first < 0 || count < 0 || first > source.rows() - count) {
            throw new IllegalArgumentException(
                    "rows %d to %d of %d".formatted(first, (long) first + count, source.rows()));
        }
        if ((long) count * source.columns() > target.length) {
            throw new IllegalArgumentException(
                    "%d rows of %d values do not fit a buffer of %d".formatted(count, source.columns(), target.length));
        }
    }
}
