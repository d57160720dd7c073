package stride.data.pickle;

/**
 * The memory that reading one pickle may take.
 *
 * <p>One byte of a pickle can ask for a whole object, so a hostile file could fill the heap by its mere length. A
 * recording of 12,000 neurons with their {@code stat} books 40 MB.
 */
final class Allowance {
    /** The part of the heap that a pickle's structure may fill. */
    private static final int SHARE = 3;

    private final PickleInput input;
    private long left;

    Allowance(PickleInput input) {
        this.input = input;
        this.left = Runtime.getRuntime().maxMemory() / SHARE;
    }

    /** Books an object with so many references in it. */
    void object(long references) {
        left -= 32 + 4 * references;
        if (left < 0) {
            throw input.failure("holds more objects than the heap has room for; start java with a larger -Xmx");
        }
    }
}
