package stride.data.hdf5;

import io.jhdf.Superblock;
import io.jhdf.storage.HdfBackingStorage;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import stride.data.DataException;
import stride.data.binary.Claims;
import stride.data.binary.MappedFile;

/**
 * A mapped HDF5 file, as jHDF reads its structures. Everything that it asks for is compared with the file's length here,
 * and counted: structures that lead back into themselves would be read for ever.
 *
 * <p>Nothing else is handed out, no channel and no path, so that a link or an external file can't be followed.
 */
final class Hdf5Bytes implements HdfBackingStorage {
    /** What a look at any structure costs, however short it is. */
    private static final long PER_READ = 256;

    /** Structures are read once or twice; those of a small file may be read more often. */
    private static final long ALWAYS = 64L << 20;

    private static final long MOST = 1L << 30;

    private final MemorySegment bytes;
    private final String file;
    private final Claims claims;
    private final UnpackedChunks unpacked = new UnpackedChunks();
    private final Superblock superblock;
    private final ClaimedCounts counts;
    private long left;

    /**
     * A file whose superblock has been found.
     *
     * @param start the byte at which the superblock lies: behind the user block, if there is one
     */
    Hdf5Bytes(MappedFile file, long start, Superblock superblock) {
        this.bytes = file.bytes().asSlice(start);
        this.file = file.name();
        this.claims = file.claims();
        this.superblock = superblock;
        this.counts = new ClaimedCounts(bytes.byteSize(), superblock.getSizeOfOffsets(), superblock.getSizeOfLengths());
        this.left = ALWAYS + Math.min(MOST, 4 * bytes.byteSize());
    }

    /** The file's name, for messages. */
    String file() {
        return file;
    }

    /** What the file's datasets claim to hold. */
    Claims claims() {
        return claims;
    }

    /** The chunks that are kept. */
    UnpackedChunks unpacked() {
        return unpacked;
    }

    /** Whether more has been read than any sound file needs: nothing else can be read then. */
    synchronized boolean isExhausted() {
        return left < 0;
    }

    /** Bytes of the file, counted from the superblock. */
    MemorySegment slice(long address, long length) {
        if (address < 0 || length < 0 || length > bytes.byteSize() - address) {
            throw new DataException(
                    file,
                    "byte %s: %d bytes are needed, but the file has %d; copy it again"
                            .formatted(Long.toUnsignedString(address), length, bytes.byteSize()));
        }
        return bytes.asSlice(address, length);
    }

    @Override
    public synchronized ByteBuffer readBufferFromAddress(long address, int length) {
        left -= PER_READ + length;
        if (left < 0) {
            throw new DataException(
                    file, "byte %d: its structures lead into each other; write the file again".formatted(address));
        }
        ByteBuffer buffer = slice(address, length).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        counts.check(buffer, file, address);
        return buffer;
    }

    @Override
    public ByteBuffer map(long address, long length) {
        if (length > Integer.MAX_VALUE) {
            throw new DataException(file, "byte %d: a structure of %d bytes".formatted(address, length));
        }
        return readBufferFromAddress(address, (int) length);
    }

    @Override
    public ByteBuffer mapNoOffset(long address, long length) {
        return map(address, length);
    }

    @Override
    public long getUserBlockSize() {
        return superblock.getBaseAddressByte();
    }

    @Override
    public Superblock getSuperblock() {
        return superblock;
    }

    @Override
    public FileChannel getFileChannel() {
        throw new UnsupportedOperationException("no channel is handed out");
    }

    @Override
    public int getSizeOfOffsets() {
        return superblock.getSizeOfOffsets();
    }

    @Override
    public int getSizeOfLengths() {
        return superblock.getSizeOfLengths();
    }

    @Override
    public void close() {
        // The mapping is closed by whoever opened it.
    }

    @Override
    public long size() {
        return bytes.byteSize();
    }

    @Override
    public boolean inMemory() {
        return true;
    }
}
