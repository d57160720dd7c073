package stride.data.binary;

import java.lang.foreign.MemorySegment;

/** The bytes of one array, wherever they lie and however they are packed. Several threads may read at once. */
@FunctionalInterface
public interface Payload {
    /** The bytes from {@code offset} on; a view of the file where that is possible, to be used at once. */
    MemorySegment bytes(long offset, int length);

    /**
     * The same bytes, to be asked for from front to back, by one thread: where all of them would be unpacked, they are
     * unpacked piece by piece.
     */
    default Payload onePass() {
        return this;
    }

    /** Bytes that lie in memory, or in a mapped file, as they are. */
    static Payload of(MemorySegment segment) {
        return segment::asSlice;
    }
}
