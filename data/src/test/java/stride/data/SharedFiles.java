package stride.data;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files that lie beside the checkout on some machines and are not ours to publish; tests of them are skipped elsewhere. */
public final class SharedFiles {
    private static final Path FOLDER = Path.of("..", "..", "shared", "data");

    private SharedFiles() {}

    /** The file with this name; skips the test where it is missing. */
    public static Path file(String name) {
        Path file = FOLDER.resolve(name);
        assumeTrue(Files.exists(file), () -> file + " is not there");
        return file;
    }
}
