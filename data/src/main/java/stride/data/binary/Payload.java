package stride.data.binary;

import java.lang.foreign.MemorySegment;

/** The bytes of one array, wherever they lie and however they are packed. Several threads may read at once. */
@FunctionalInterface
public interface Payload {
    /** The bytes from {@code offset} on; a view of the file where that is possible, to be used at once. */
    MemorySegment bytes(long offset, int length);

    /** Bytes that lie in memory, or in a mapped file, as they are. */
    static Payload of(MemorySegment segment) {
        return segment::asSlice;
    }
}
