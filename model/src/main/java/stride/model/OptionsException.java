package stride.model;

/** Options that contradict themselves or each other, whatever the recording. */
public final class OptionsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** One line: the option, its value, what is allowed. */
    public OptionsException(String message) {
        super(message);
    }
}
