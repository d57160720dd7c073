package stride.data.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The bytes that came so far, in {@code NAME.part} beside the file that they are to become. One process at a time. */
final class PartFile implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    private PartFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Opens what an earlier download left, or begins anew. */
    static PartFile beside(Path target) throws IOException {
        Path path = target.resolveSibling(target.getFileName() + ".part");
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw new FileSystemException(path.toString(), null, "another download writes to it");
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new FileSystemException(path.toString(), null, "another download writes to it");
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return new PartFile(path, channel);
    }

    Path path() {
        return path;
    }

    long length() throws IOException {
        return channel.size();
    }

    /** Throws away what is there. */
    void clear() throws IOException {
        channel.truncate(0);
    }

    /** Appends. */
    void write(List<ByteBuffer> piece) throws IOException {
        channel.position(channel.size());
        for (ByteBuffer buffer : piece) {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
    }

    /** Gives it its final name; what is there is on the disk before that. */
    void becomes(Path target) throws IOException {
        channel.force(true);
        channel.close();
        try {
            Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(path, target);
        }
    }

    /** Takes it away. */
    void delete() throws IOException {
        channel.close();
        Files.deleteIfExists(path);
    }

    /** Keeps it for another time, unless nothing came. */
    @Override
    public void close() throws IOException {
        if (channel.isOpen() && channel.size() == 0) {
            delete();
        }
        channel.close();
    }
}
