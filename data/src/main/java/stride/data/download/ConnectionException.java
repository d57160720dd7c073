package stride.data.download;

/** The connection failed, or the server said that it can't answer now: the next attempt may do better. */
final class ConnectionException extends Exception {
    private static final long serialVersionUID = 1L;

    ConnectionException(String message) {
        super(message);
    }

    ConnectionException(String message, Throwable cause) {
        super(message, cause);
    }
}
