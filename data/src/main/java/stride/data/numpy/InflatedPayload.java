package stride.data.numpy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import stride.data.binary.Payload;

/** The elements of a compressed array: decompressed as a whole, into memory, when they are first asked for. */
final class InflatedPayload implements Payload {
    private final Inflated inflated;
    private final Arena arena;
    private final long start;
    private final long size;
    private MemorySegment elements;

    /**
     * Describes the elements; nothing is decompressed.
     *
     * @param arena for the memory that will be needed
     * @param start where the elements begin in the decompressed entry
     * @param size  the number of bytes that they take
     */
    InflatedPayload(Inflated inflated, Arena arena, long start, long size) {
        this.inflated = inflated;
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
            elements = inflated.whole(arena).asSlice(start, size);
        }
        return elements;
    }
}
