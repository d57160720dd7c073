package stride.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for what is not finished yet, which goes when it is closed, or when the process ends. */
public final class TemporaryDirectory implements AutoCloseable {
    private final Path path;
    private final Thread cleanUp;

    private TemporaryDirectory(Path path) {
        this.path = path;
        cleanUp = new Thread(() -> remove(path));
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
        remove(path);
        try {
            Runtime.getRuntime().removeShutdownHook(cleanUp);
        } catch (IllegalStateException alreadyShuttingDown) {
            // The hook runs, or has run: it finds nothing.
        }
    }

    private static void remove(Path directory) {
        try (Stream<Path> entries = Files.walk(directory)) {
            List<Path> inside = entries.sorted(Comparator.reverseOrder()).toList();
            for (Path entry : inside) {
                Files.deleteIfExists(entry);
            }
        } catch (IOException e) {
            // Already gone, or the disk refuses: there is nothing more to do, and the run's own error matters more.
        }
    }
}
