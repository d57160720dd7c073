package stride.data.binary;

import java.lang.foreign.MemorySegment;

/** The elements of a compressed array: decompressed as a whole, into memory, when they are first asked for. */
public final class InflatedPayload implements Payload {
    private final Deflated deflated;
    private final long start;
    private final long size;
    private MemorySegment elements;

    /**
     * Describes the elements; nothing is decompressed.
     *
     * @param start where the elements begin in what is decompressed
     * @param size  the number of bytes that they take
     */
    public InflatedPayload(Deflated deflated, long start, long size) {
        this.deflated = deflated;
        this.start = start;
        this.size = size;
    }

    @Override
    public synchronized MemorySegment bytes(long offset, int length) {
        if (elements == null) {
            elements = deflated.whole().asSlice(start, size);
        }
        return elements.asSlice(offset, length);
    }

    @Override
    public synchronized Payload onePass() {
        return elements == null ? new OnePass() : this;
    }

    /** Decompresses as it is read; nothing is kept. */
    private final class OnePass implements Payload {
        private final Inflation inflation = deflated.begin();

        @Override
        public MemorySegment bytes(long offset, int length) {
            if (start + offset < inflation.done()) {
                throw new IllegalStateException(
                        "byte %d after byte %d, in one pass".formatted(offset, inflation.done() - start));
            }
            inflation.skipTo(start + offset);
            MemorySegment piece = MemorySegment.ofArray(new byte[length]);
            inflation.read(piece);
            if (offset + length == size) {
                inflation.skipTo(deflated.size());
                deflated.check(inflation);
                inflation.close();
            }
            return piece;
        }
    }
}
