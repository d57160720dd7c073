package stride.cli.run;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A file or a folder with all that is in it, moved or removed as one. */
final class FileTree {
    private FileTree() {}

    /** Gives it another place, at once where the file system can; a file that stands there is replaced. */
    static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Removes it as far as the file system lets it: this happens when a run has ended, by an error of its own or not. */
    static void remove(Path tree) {
        try (Stream<Path> entries = Files.walk(tree)) {
            List<Path> inside = entries.sorted(Comparator.reverseOrder()).toList();
            for (Path entry : inside) {
                Files.deleteIfExists(entry);
            }
        } catch (IOException e) {
            // Not there, or the disk refuses: there is nothing more to do, and the run's own error matters more.
        }
    }
}
