package stride.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder for what is not finished yet, which goes when it is closed, or when the process ends. */
public final class TemporaryDirectory implements AutoCloseable {
    private final Path path;
    private final Thread cleanUp;

    private TemporaryDirectory(Path path) {
        this.path = path;
        cleanUp = new Thread(() -> FileTree.remove(path));
        Runtime.getRuntime().addShutdownHook(cleanUp);
    }

    /** A new one below {@code folder}, which is created if it is missing. */
    public static TemporaryDirectory in(Path folder) throws IOException {
        Files.createDirectories(folder);
        return new TemporaryDirectory(Files.createTempDirectory(folder, ".stride-"));
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    @Override
    public void close() {
        FileTree.remove(path);
        try {
            Runtime.getRuntime().removeShutdownHook(cleanUp);
        } catch (IllegalStateException alreadyShuttingDown) {
            // The hook runs, or has run: it finds nothing.
        }
    }
}
