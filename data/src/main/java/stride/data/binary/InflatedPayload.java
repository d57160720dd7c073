package stride.data.binary;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The elements of a compressed array: decompressed as a whole, into memory, when they are first asked for. */
public final class InflatedPayload implements Payload {
    private final Deflated deflated;
    private final Arena arena;
    private final long start;
    private final long size;
    private MemorySegment elements;

    /**
     * Describes the elements; nothing is decompressed.
     *
     * @param arena for the memory that will be needed
     * @param start where the elements begin in what is decompressed
     * @param size  the number of bytes that they take
     */
    public InflatedPayload(Deflated deflated, Arena arena, long start, long size) {
        this.deflated = deflated;
        this.arena = arena;
        this.start = start;
        this.size = size;
    }

    @Override
    public MemorySegment bytes(long offset, int length) {
        return elements().asSlice(offset, length);
    }

    private synchronized MemorySegment elements() {
        if (elements == null) {
            elements = deflated.whole(arena).asSlice(start, size);
        }
        return elements;
    }
}
