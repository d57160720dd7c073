package stride.data.hdf5;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.jhdf.dataset.chunked.Chunk;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import stride.data.DataException;
import stride.data.binary.Payload;

/**
 * The elements of a dataset that is stored in chunks, row-major. Chunks that were packed are unpacked as they are
 * needed, and kept while there is room; others are read where they lie.
 */
final class ChunkedPayload implements Payload {
    /** The place of the chunk that stands for all that were never written. */
    private static final long BLANK = -1;

    private final Hdf5Bytes bytes;
    private final String name;
    private final ChunkGrid grid;
    private final Filters filters;
    private final byte[] fill;
    private final Supplier<Collection<Chunk>> index;
    private Map<Long, Chunk> chunks;

    /**
     * Describes the elements; nothing is read.
     *
     * @param fill  one element of what was never written
     * @param index reads the list of chunks
     */
    ChunkedPayload(
            Hdf5Bytes bytes,
            String name,
            ChunkGrid grid,
            Filters filters,
            byte[] fill,
            Supplier<Collection<Chunk>> index) {
        this.bytes = bytes;
        this.name = name;
        this.grid = grid;
        this.filters = filters;
        this.fill = fill;
        this.index = index;
    }

    @Override
    public MemorySegment bytes(long offset, int length) {
        int element = grid.element();
        byte[] target = new byte[length];
        long[] at = new long[grid.shape().length];
        long first = offset / element;
        int count = length / element;
        for (int done = 0; done < count; ) {
            grid.coordinates(first + done, at);
            int run = (int) Math.min(grid.run(at), count - done);
            MemorySegment chunk = chunk(grid.place(at));
            MemorySegment.copy(
                    chunk, JAVA_BYTE, (long) grid.within(at) * element, target, done * element, run * element);
            done += run;
        }
        return MemorySegment.ofArray(target);
    }

    private MemorySegment chunk(long place) {
        Chunk chunk = chunks().get(place);
        // HDF5 writes all ones for the address of a chunk that is not there.
        if (chunk == null || chunk.getAddress() == -1) {
            return bytes.unpacked().get(this, BLANK, this::blank);
        }
        return filters.none()
                ? bytes.slice(chunk.getAddress(), grid.chunkBytes())
                : bytes.unpacked().get(this, place, () -> unpack(chunk));
    }

    private synchronized Map<Long, Chunk> chunks() {
        if (chunks == null) {
            chunks = Guard.reading(bytes.file(), name, () -> grid.placed(index.get()));
        }
        return chunks;
    }

    private byte[] unpack(Chunk chunk) {
        String where = bytes.file() + ": " + name;
        if (chunk.getSize() < 0 || chunk.getSize() > 2L * grid.chunkBytes() + (1 << 16)) {
            throw new DataException(
                    where,
                    "byte %d: a chunk of %d bytes stored, which needs %d; copy the file again"
                            .formatted(chunk.getAddress(), Integer.toUnsignedLong(chunk.getSize()), grid.chunkBytes()));
        }
        byte[] stored = bytes.slice(chunk.getAddress(), chunk.getSize()).toArray(JAVA_BYTE);
        return filters.undo(stored, chunk.getFilterMask(), grid.chunkBytes(), grid.element(), where);
    }

    private byte[] blank() {
        byte[] made = new byte[grid.chunkBytes()];
        boolean zero = true;
        for (byte each : fill) {
            zero &= each == 0;
        }
        for (int i = 0; !zero && i + fill.length <= made.length; i += fill.length) {
            System.arraycopy(fill, 0, made, i, fill.length);
        }
        return made;
    }

    /** One element of what was never written, where a dataset says it; zeros else. */
    static byte[] fill(byte[] said, int element) {
        return Arrays.copyOf(said.length == element ? said : new byte[0], element);
    }
}
