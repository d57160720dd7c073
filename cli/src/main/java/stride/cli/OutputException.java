package stride.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The output can't be written. */
public final class OutputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** One line: the place, what is wrong with it, what to do. */
    public OutputException(String message) {
        super(message);
    }

    /** Says what the file system said. */
    public static OutputException of(Path place, IOException e) {
        return of(place, e, "name another place with --out");
    }

    /** As {@link #of(Path, IOException)}, with what to do about it. */
    public static OutputException of(Path place, IOException e, String remedy) {
        String reason = switch (e) {
            case AccessDeniedException denied -> "permission denied";
            case FileAlreadyExistsException exists -> "something else stands there";
            case NoSuchFileException gone -> "nothing can be made there, or it was taken away meanwhile";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> e.getMessage();
        };
        return new OutputException("%s: can't be written: %s; %s".formatted(place, reason, remedy));
    }
}
