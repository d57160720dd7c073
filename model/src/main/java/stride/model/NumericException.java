package stride.model;

/** The arithmetic failed: training diverged, a matrix was singular, a decomposition did not converge. */
public final class NumericException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** One line: what failed, with which values, what to do. */
    public NumericException(String message) {
        super(message);
    }
}
