package stride.data;

/**
 * An input that can't be used: missing, malformed, hostile or unfit.
 *
 * <p>The message is one line, fit to be shown as it is: the file, what was found, what was expected and what to do.
 */
public final class DataException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_MESSAGE = 2000;

    /**
     * Says what is wrong with an input.
     *
     * @param input   the file or other source, as the user named it
     * @param problem what was found, what was expected and the remedy
     */
    public DataException(String input, String problem) {
        super(OneLine.of(input + ": " + problem, LONGEST_MESSAGE));
    }

    /** As {@link #DataException(String, String)}, with the failure underneath. */
    public DataException(String input, String problem, Throwable cause) {
        super(OneLine.of(input + ": " + problem, LONGEST_MESSAGE), cause);
    }
}
