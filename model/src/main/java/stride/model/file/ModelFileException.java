package stride.model.file;

/** A model file can't be used: it is malformed, or does not hold what is needed. */
public final class ModelFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** One line: the file, what was found, what was expected. */
    public ModelFileException(String message) {
        super(message);
    }
}
