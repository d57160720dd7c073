package stride.cli.run;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import stride.cli.OutputException;
import stride.cli.terminal.Interruption;
import stride.cli.terminal.Terminal;
import stride.model.OptionsException;
import stride.model.UnfitException;
import stride.model.network.Checkpoints;

/**
 * A run under way: {@code NAME.part} beside where it will lie. It becomes the run by being renamed, whole. What the
 * process leaves when it ends before that is taken up by {@code --resume}.
 *
 * <p>In {@code NAME.part/.resume} lie what the run was asked for, so that nothing else goes on from it, and the
 * checkpoints of trainings.
 */
public final class UnfinishedRun implements AutoCloseable {
    private static final String STATE = ".resume";
    private static final String IDENTITY = "run.json";
    private static final String FINISHED_IDENTITY = "identity.json";
    private static final Set<String> BEGINNING = Set.of(IDENTITY, IDENTITY + ".new", "lock");
    private static final String REMEDY = "free some space, and go on with --resume";

    private final Path place;
    private final Path part;
    private final Path state;
    private final RunIdentity identity;
    private final boolean resume;
    private final Interruption interruption;
    private volatile Optional<FileChannel> lock = Optional.empty();
    private volatile boolean kept;

    private UnfinishedRun(Path place, JsonObject identity, boolean resume, String goOn) {
        this.place = place;
        this.part = part(place);
        this.state = part.resolve(STATE);
        this.identity = new RunIdentity(state.resolve(IDENTITY), identity);
        this.resume = resume;
        this.interruption = new Interruption(() -> interrupted(goOn));
    }

    /** The folder in which a run to {@code place} is under way. */
    static Path part(Path place) {
        return place.resolveSibling(place.getFileName() + ".part");
    }

    /**
     * Begins a run, or takes up one that was begun. Nothing is created before there is something to keep.
     *
     * @param place    where it will lie
     * @param identity what it is asked for: {@code options}, {@code data} and {@code program}, each an object
     * @param resume   whether one that was begun is to be taken up
     * @param goOn     the command line that takes it up, for a process that is interrupted
     * @throws OptionsException if that was asked for something else
     * @throws UnfitException   if it was begun on other data, or by another version or other kernels
     * @throws OutputException  if an interrupted run is there that is not to be taken up, or another process is at it
     */
    static UnfinishedRun at(Path place, JsonObject identity, boolean resume, String goOn) {
        UnfinishedRun run = new UnfinishedRun(place, identity, resume, goOn);
        if (Files.exists(run.part)) {
            try {
                run.open();
            } catch (RuntimeException e) {
                run.close();
                throw e;
            }
        }
        return run;
    }

    /** Creates the folder, if it is not there yet, and takes it for this process alone. */
    synchronized void open() {
        if (lock.isPresent()) {
            return;
        }
        try {
            Files.createDirectories(state);
            FileChannel channel =
                    FileChannel.open(state.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new OutputException(
                        "%s: another process is at this run; wait for it, or name another directory with --out"
                                .formatted(part));
            }
            lock = Optional.of(channel);
            identify();
        } catch (IOException e) {
            throw OutputException.of(part, e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private void identify() throws IOException {
        if (Files.exists(identity.file()) && isWorthKeeping()) {
            kept = true;
            if (!resume) {
                throw new OutputException(
                        "%s: an interrupted run is kept there; go on with --resume, or remove it".formatted(part));
            }
            identity.requireSame(part);
            return;
        }
        identity.write();
    }

    /** Whether there is more than what every run begins with. */
    private boolean isWorthKeeping() throws IOException {
        try (Stream<Path> files = Files.walk(part)) {
            return files.filter(Files::isRegularFile)
                    .anyMatch(f -> !BEGINNING.contains(f.getFileName().toString())
                            || !f.getParent().equals(state));
        }
    }

    private void interrupted(String goOn) {
        String said;
        if (kept) {
            said = "interrupted; what is done is kept, and this goes on with it: " + goOn;
        } else {
            discard();
            said = "interrupted; nothing was done yet that could be kept";
        }
        // On a terminal the line has progress on it, and ^C.
        System.err.println((Terminal.ofProcess(false).live() ? System.lineSeparator() : "") + "stride: " + said);
    }

    /** Where finished parts of the run are put; it is there once {@link #keep} was called. */
    public Path folder() {
        return part;
    }

    /** A place for what is being written; what a killed process leaves there goes when the run is finished. */
    public TemporaryDirectory temporary() throws IOException {
        return TemporaryDirectory.in(state);
    }

    /** Something is about to be put there that is worth keeping when the process ends before the run is finished. */
    public void keep() {
        open();
        kept = true;
    }

    /**
     * The checkpoints of one training.
     *
     * @param trial the name of the decoder, which may have several trainings
     * @param fold  which of them
     */
    public Checkpoints checkpoints(String trial, int fold) {
        return new FileCheckpoints(state, trial + "@" + (fold + 1), this::keep);
    }

    /**
     * Removes the checkpoints of a decoder that is finished. Where it failed on one fold, the others are still trained:
     * a checkpoint that is just being written stays, for it is moved next.
     */
    public void forget(String trial) {
        if (lock.isEmpty()) {
            return;
        }
        try (Stream<Path> files = Files.list(state)) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith(trial + "@"))
                    .filter(f -> f.getFileName().toString().endsWith(FileCheckpoints.ENDING))
                    .toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw OutputException.of(state, e, REMEDY);
        }
    }

    /**
     * Writes what makes the run whole, and gives it its name.
     *
     * @throws OutputException if the file system refuses
     */
    public void finish(RunDirectory.Content content) {
        open();
        try {
            content.writeTo(part);
            new RunIdentity(part.resolve(FINISHED_IDENTITY), identity.asked()).write();
            Files.deleteIfExists(place); // an empty directory that was named
            FileTree.move(part, place);
        } catch (IOException e) {
            throw OutputException.of(place, e, kept ? REMEDY : "name another place with --out");
        }
        release(); // what another process begins at the old name from now on is its own
        close();
        clean(place);
    }

    /** Takes away what is left of a run under way in one that is finished: a process may end between the two. */
    static void clean(Path finished) {
        FileTree.remove(finished.resolve(STATE));
    }

    /** Whether a finished run is all there. */
    static boolean isFinished(Path place) {
        return Files.exists(place.resolve("run.json"));
    }

    /**
     * Checks that a finished run is what is asked for now.
     *
     * @throws OptionsException if it was asked for something else
     * @throws UnfitException   if it is of other data, or by another version or other kernels
     */
    static void requireSame(Path finished, JsonObject identity) {
        try {
            new RunIdentity(finished.resolve(FINISHED_IDENTITY), identity).requireSame(finished);
        } catch (IOException e) {
            throw new UnfitException(
                    "%s: a finished run, of which it is not known what it was asked for (no %s, as of several recordings together); name another directory with --out"
                            .formatted(finished, FINISHED_IDENTITY));
        }
    }

    /** Lets go of it; what is not worth keeping is removed. */
    @Override
    public void close() {
        interruption.close();
        if (!kept) {
            discard();
        }
        release();
    }

    /** Removes what this process began, while it has the lock; without it, what lies there is another's. */
    private void discard() {
        if (lock.isPresent()) {
            FileTree.remove(part);
        }
    }

    private void release() {
        try {
            if (lock.isPresent()) {
                lock.get().close();
            }
        } catch (IOException e) {
            // It was only a lock: the process's end gives it back as well.
        }
        lock = Optional.empty();
    }
}
