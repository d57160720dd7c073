package stride.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import stride.cli.OutputException;

/** One file that a verb leaves: written in a temporary folder beside it, and moved into place whole. */
public final class OutputFile {
    private static final String REMEDY = "name another file";

    private final Path place;

    private OutputFile(Path place) {
        this.place = place;
    }

    /** Writes a file. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of {@code file}, which does not exist yet. */
        void writeTo(Path file) throws IOException;
    }

    /**
     * Checks a place before any work is done for it. Where a link stands, the place is what it leads to.
     *
     * @param replace whether a file that stands there is to be replaced
     * @throws OutputException if something stands there already; a device or a pipe is never replaced, for that would
     *                         take it from every other program
     */
    public static OutputFile at(Path wanted, boolean replace) {
        Path place = wanted.toAbsolutePath().normalize();
        if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            return new OutputFile(place);
        }
        if (Files.isDirectory(place)) {
            throw new OutputException("%s: a folder stands there; %s".formatted(wanted, REMEDY));
        }
        if (!Files.isRegularFile(place)) {
            throw new OutputException(
                    "%s: a device, a pipe or a link that leads nowhere stands there; %s".formatted(wanted, REMEDY));
        }
        if (!replace) {
            throw new OutputException(
                    "%s: something stands there already; %s, or replace it with --force".formatted(wanted, REMEDY));
        }
        try {
            return new OutputFile(place.toRealPath());
        } catch (IOException e) {
            throw OutputException.of(place, e, REMEDY);
        }
    }

    /**
     * Writes it and moves it into place.
     *
     * @return its size in bytes
     * @throws OutputException if the file system refuses; then nothing is left
     */
    public long write(Content content) {
        try (TemporaryDirectory temporary = TemporaryDirectory.in(place.getParent())) {
            Path written = temporary.path().resolve(String.valueOf(place.getFileName()));
            content.writeTo(written);
            long bytes = Files.size(written);
            FileTree.move(written, place);
            return bytes;
        } catch (IOException e) {
            throw OutputException.of(place, e, REMEDY);
        }
    }
}
