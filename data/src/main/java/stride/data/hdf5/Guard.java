package stride.data.hdf5;

import java.util.function.Supplier;
import stride.data.DataException;

/** Turns whatever jHDF throws at a malformed file into the typed error. */
final class Guard {
    private Guard() {}

    /**
     * Runs something that reads structures.
     *
     * @param file for messages
     * @param what for messages: which structure, as {@code the dataset /a/b}
     * @throws DataException if it fails in any way
     */
    static <T> T reading(String file, String what, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (StackOverflowError e) {
            throw new DataException(file, what + ": its structures lead into each other; write the file again", e);
        } catch (OutOfMemoryError e) {
            throw new DataException(
                    file, what + ": its structures take too much memory; start java with a larger -Xmx", e);
        } catch (InternalError e) {
            throw new DataException(file, "the file was cut while it was read; copy it again", e);
        } catch (RuntimeException e) {
            throw typed(file, what, e);
        }
    }

    /** What is wrong is told by the innermost cause; our own error may have been wrapped on its way. */
    private static DataException typed(String file, String what, RuntimeException e) {
        Throwable cause = e;
        for (int i = 0; i < 32 && cause != null; i++) {
            if (cause instanceof DataException ours) {
                return ours;
            }
            if (cause.getCause() == null) {
                break;
            }
            cause = cause.getCause();
        }
        String reason =
                cause == null || cause.getMessage() == null ? e.getClass().getSimpleName() : cause.getMessage();
        return new DataException(
                file, "%s can't be read (%s); write it again, or copy the file again".formatted(what, reason), e);
    }
}
