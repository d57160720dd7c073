package stride.cli.run;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.Stream;
import stride.cli.OutputException;
import stride.model.OptionsException;
import stride.model.UnfitException;

/**
 * Where a run leaves its results: written under a temporary name beside its own, and moved into place whole. What is not
 * finished when the process ends is taken away again.
 */
public final class RunDirectory {
    private final Path place;

    private RunDirectory(Path place) {
        this.place = place;
    }

    /** Writes files into a directory. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything below {@code directory}, which exists and is empty. */
        void writeTo(Path directory) throws IOException;
    }

    /**
     * Checks a place before any work is done for it; creates nothing yet.
     *
     * @param wanted what the user named; must not exist, or be empty
     * @param name   for {@code runs/<name>-<time>} where nothing was named
     * @throws OutputException if something stands there already, or it can't be written to
     */
    public static RunDirectory at(Optional<Path> wanted, String name) {
        return at(wanted, name, false);
    }

    /**
     * The same for a run that can be taken up where it was interrupted.
     *
     * @param resume whether it is to be; then one that is finished may stand there, and must have been named
     */
    public static RunDirectory at(Optional<Path> wanted, String name, boolean resume) {
        if (resume && wanted.isEmpty()) {
            throw new OptionsException("--resume: name the interrupted run with --out");
        }
        Path place = wanted.orElseGet(() -> fresh(name)).toAbsolutePath().normalize();
        try {
            if (Files.isSymbolicLink(place)) {
                place = place.toRealPath(); // what the link leads to, perhaps another disk
            }
            boolean finished = resume && UnfinishedRun.isFinished(place);
            if (!finished && Files.exists(place) && !isEmptyDirectory(place)) {
                throw new OutputException(
                        "%s: something stands there already; name another directory with --out, or remove it"
                                .formatted(place));
            }
            Path above = place.getParent();
            while (!Files.exists(above)) {
                above = above.getParent();
            }
            Files.delete(Files.createTempDirectory(above, ".stride-"));
        } catch (IOException e) {
            throw OutputException.of(place, e);
        }
        return new RunDirectory(place);
    }

    private static Path fresh(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9._-]+", "-");
        String time = LocalDateTime.now(ZoneId.systemDefault()).format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
        Path place = Path.of("runs", plain + "-" + time);
        for (int i = 2; Files.exists(place); i++) {
            place = Path.of("runs", plain + "-" + time + "-" + i);
        }
        return place;
    }

    private static boolean isEmptyDirectory(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(place)) {
            return entries.findAny().isEmpty();
        }
    }

    /**
     * Writes everything and moves it into place.
     *
     * @throws OutputException if the file system refuses; then nothing is left
     */
    public void write(Content content) {
        try (TemporaryDirectory temporary = TemporaryDirectory.in(place.getParent())) {
            Path filled = Files.createDirectory(temporary.path().resolve("run"));
            content.writeTo(filled);
            move(filled);
        } catch (IOException e) {
            throw OutputException.of(place, e);
        }
    }

    /** Whether a run is there already, whole: then there is nothing to take up. */
    public boolean isFinished() {
        return UnfinishedRun.isFinished(place);
    }

    /**
     * Checks that the finished run is what is asked for now.
     *
     * @param identity what that is; see {@link UnfinishedRun}
     * @throws OptionsException if it was asked for something else
     * @throws UnfitException   if it is of other data, or by another version or other kernels
     */
    public void requireSame(JsonObject identity) {
        UnfinishedRun.requireSame(place, identity);
    }

    /** The {@code run.json} of a finished run; takes away what its process may have left over. */
    public JsonObject finished() {
        UnfinishedRun.clean(place);
        Path file = place.resolve("run.json");
        try {
            return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        } catch (IOException | JsonParseException | IllegalStateException e) {
            throw new UnfitException("%s: can't be read; remove the directory and begin again".formatted(file));
        }
    }

    /**
     * Begins a run here, or takes up the one that was interrupted.
     *
     * @param identity what it is asked for; see {@link UnfinishedRun}
     * @param resume   whether one that was begun is to be taken up
     * @param goOn     the command line that goes on, for a process that is interrupted
     */
    public UnfinishedRun begin(JsonObject identity, boolean resume, String goOn) {
        return UnfinishedRun.at(place, identity, resume, goOn);
    }

    private void move(Path filled) throws IOException {
        Files.deleteIfExists(place); // an empty directory that was named
        FileTree.move(filled, place);
    }

    /** Where the results come to lie, as the user would name it. */
    public Path shown() {
        Path here = Path.of("").toAbsolutePath();
        return place.startsWith(here) ? here.relativize(place) : place;
    }
}
