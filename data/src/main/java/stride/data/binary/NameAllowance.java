package stride.data.binary;

import stride.data.DataException;

/**
 * How many arrays of one file are listed: a hostile file names an array, or repeats a long name, for a few bytes, and each
 * of them takes many more here.
 */
public final class NameAllowance {
    /** Characters of names, and so many for each array. */
    private static final int ROOM = 1 << 22;

    private static final int EACH = 32;

    private final String file;
    private int left = ROOM;

    /** @param file for messages */
    public NameAllowance(String file) {
        this.file = file;
    }

    /**
     * Books an array.
     *
     * @throws DataException if the file now lists more than any recording has
     */
    public void take(String name) {
        left -= EACH + name.length();
        if (isExhausted()) {
            throw new DataException(file, "holds more arrays than any recording has; save fewer");
        }
    }

    /** Whether no further array can be listed. */
    public boolean isExhausted() {
        return left < 0;
    }
}
