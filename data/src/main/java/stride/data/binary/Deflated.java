package stride.data.binary;

import java.lang.foreign.MemorySegment;
import java.util.OptionalInt;
import stride.data.DataException;

/** A compressed part of a file, of which is known how large it claims to become. */
public final class Deflated {
    /** Deflate can't compress further: a bomb that claims more is refused before anything is allocated. */
    private static final long BEST_RATIO = 1032;

    private final MappedFile file;
    private final String part;
    private final MemorySegment packed;
    private final long size;
    private final OptionalInt crc;

    private Deflated(MappedFile file, String part, MemorySegment packed, long size, OptionalInt crc) {
        this.file = file;
        this.part = part;
        this.packed = packed;
        this.size = size;
        this.crc = crc;
        if (size / BEST_RATIO > packed.byteSize()) {
            throw failure(
                    "claims to grow from %d to %d bytes, which deflate can't; do not trust the file"
                            .formatted(packed.byteSize(), size),
                    null);
        }
        file.claims().claim(part, size);
    }

    /**
     * A raw deflate stream whose checksum is kept elsewhere.
     *
     * @param part what it is, for messages
     * @param size the bytes that it claims to hold
     * @throws DataException if that is impossible, or with what the file claimed before more than is sensible
     */
    public static Deflated raw(MappedFile file, String part, MemorySegment packed, long size, int crc) {
        return new Deflated(file, part, packed, size, OptionalInt.of(crc));
    }

    /** A zlib stream, which ends with its own checksum; see {@link #raw}. */
    public static Deflated zlib(MappedFile file, String part, MemorySegment packed, long size) {
        return new Deflated(file, part, packed, size, OptionalInt.empty());
    }

    /** The bytes that it claims to hold. */
    public long size() {
        return size;
    }

    /** The first bytes, at most {@code length} of them. */
    public MemorySegment head(int length) {
        MemorySegment head = MemorySegment.ofArray(new byte[(int) Math.min(length, size)]);
        try (Inflation inflation = begin()) {
            inflation.read(head);
        }
        return head;
    }

    /**
     * All bytes, with their checksum compared; they live until the file is closed.
     *
     * @throws DataException if they are damaged, or this process may not take so much
     */
    public MemorySegment whole() {
        file.claims().keep(part, size);
        MemorySegment whole = file.arena().allocate(size);
        try (Inflation inflation = begin()) {
            inflation.read(whole);
            check(inflation);
        }
        return whole;
    }

    /** Begins to decompress. */
    Inflation begin() {
        return new Inflation(this, packed, crc.isPresent());
    }

    /** Compares the checksum of what was decompressed from front to back. */
    void check(Inflation complete) {
        if (crc.isEmpty()) {
            complete.checkEnd();
        } else if (crc.getAsInt() != complete.crc()) {
            throw failure("has another checksum than the directory says; copy the file again", null);
        }
    }

    DataException failure(String problem, Throwable cause) {
        return new DataException(file.name(), "%s %s".formatted(part, problem), cause);
    }
}
