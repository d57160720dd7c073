package stride.cli.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import stride.cli.OutputException;
import stride.model.file.CheckpointFile;
import stride.model.network.Checkpoint;
import stride.model.network.Checkpoints;

/**
 * Keeps trainings in files: a new one every few seconds, written beside the old and moved into its place, so that there
 * is a whole one at any moment.
 */
final class FileCheckpoints implements Checkpoints {
    /** A property with the seconds between checkpoints, where it is to be less than usual. */
    private static final String PROPERTY = "stride.checkpoint.seconds";

    private static final double SECONDS = 2;

    /** Ends the name of a whole one. */
    static final String ENDING = ".checkpoint";

    /** A checkpoint may take a fiftieth of the time, 2 %: after a slow one, the next waits longer. */
    private static final double SPARING = 50;

    private final Path folder;
    private final String key;
    private final Runnable before;
    private final double least;
    private final Map<Integer, Long> due = new ConcurrentHashMap<>();

    /**
     * Keeps them in a folder.
     *
     * @param folder  need not be there yet
     * @param key     begins the files' names
     * @param before  called before each is written; creates the folder
     */
    FileCheckpoints(Path folder, String key, Runnable before) {
        this.folder = folder;
        this.key = key;
        this.before = before;
        String asked = System.getProperty(PROPERTY);
        this.least = asked == null ? SECONDS : Double.parseDouble(asked);
    }

    @Override
    public Optional<Checkpoint> last(int member) {
        due.put(member, System.nanoTime() + nanos(least));
        Path file = file(member);
        try {
            return Files.exists(file) ? Optional.of(CheckpointFile.read(file)) : Optional.empty();
        } catch (IOException e) {
            throw OutputException.of(file, e);
        }
    }

    @Override
    public void offer(int member, Supplier<Checkpoint> now) {
        long began = System.nanoTime();
        if (began - due.get(member) < 0) {
            return;
        }
        before.run();
        write(file(member), CheckpointFile.bytes(now.get()));
        long ended = System.nanoTime();
        due.put(member, ended + Math.max(nanos(least), (long) (SPARING * (ended - began))));
    }

    private static void write(Path file, ByteBuffer bytes) {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (FileChannel channel = FileChannel.open(
                    beside,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(false); // or a power cut could leave the name without the bytes
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw OutputException.of(file, e, "free some space and go on with --resume");
        }
    }

    private Path file(int member) {
        return folder.resolve("%s-%d%s".formatted(key, member, ENDING));
    }

    private static long nanos(double seconds) {
        return (long) (seconds * 1e9);
    }
}
