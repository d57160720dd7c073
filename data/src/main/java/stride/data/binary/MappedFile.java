package stride.data.binary;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import stride.data.DataException;

/**
 * A whole file mapped for reading, of any length. Nothing is read until it is touched.
 *
 * <p>If another process cuts the file while it is mapped, touching what is gone makes the JVM throw an
 * {@link InternalError}; the arrays turn that into a {@link DataException}. What another process overwrites is seen as
 * it is at the moment of reading.
 */
public final class MappedFile implements AutoCloseable {
    private final Path path;
    private final Arena arena;
    private final MemorySegment bytes;
    private final Claims claims;

    private MappedFile(Path path, Arena arena, MemorySegment bytes) {
        this.claims = new Claims(path.toString(), bytes.byteSize());
        this.path = path;
        this.arena = arena;
        this.bytes = bytes;
    }

    /**
     * Maps a file.
     *
     * @throws DataException if it is missing, is not a file, is empty or can't be read
     */
    @SuppressWarnings("MustBeClosedChecker") // The arena lives as long as the mapping and is closed with it.
    public static MappedFile open(Path path) {
        String name = path.toString();
        if (!Files.exists(path)) {
            throw new DataException(name, "no such file; check the path");
        }
        if (!Files.isRegularFile(path)) {
            throw new DataException(name, "is not a file; name a recording's file");
        }
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size == 0) {
                throw new DataException(name, "is empty; copy or download it again");
            }
            return new MappedFile(path, arena, channel.map(MapMode.READ_ONLY, 0, size, arena));
        } catch (IOException e) {
            arena.close();
            throw new DataException(name, "can't be read (" + e.getMessage() + "); check its permissions", e);
        } catch (RuntimeException | Error e) {
            arena.close();
            throw e;
        }
    }

    /** The file, as it was named. */
    public Path path() {
        return path;
    }

    /** The file's name for messages, as it was given. */
    public String name() {
        return path.toString();
    }

    /** The file's bytes; valid until the file is closed. */
    public MemorySegment bytes() {
        return bytes;
    }

    /** Whether the file begins with these bytes. */
    public boolean startsWith(byte... magic) {
        return bytes.byteSize() >= magic.length
                && bytes.asSlice(0, magic.length).mismatch(MemorySegment.ofArray(magic)) == -1;
    }

    /** What lives as long as the mapping: memory that is needed beside the file is taken from here. */
    public Arena arena() {
        return arena;
    }

    /** What its arrays claim to hold. */
    public Claims claims() {
        return claims;
    }

    /** Unmaps the file. */
    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
