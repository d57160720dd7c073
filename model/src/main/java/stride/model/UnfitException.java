package stride.model;

/** The recording, or the options for it, do not allow what was asked: too few bins, too many components. */
public final class UnfitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** One line: what was found, what was expected, what to do. */
    public UnfitException(String message) {
        super(message);
    }
}
