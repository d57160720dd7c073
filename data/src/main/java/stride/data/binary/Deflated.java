package stride.data.binary;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.OptionalInt;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import stride.data.DataException;

/** A compressed part of a file, of which is known how large it claims to become. */
public final class Deflated {
    /** Deflate can't compress further: a bomb that claims more is refused before anything is allocated. */
    private static final long BEST_RATIO = 1032;

    /** Bytes handed to and taken from the decompressor at a time. */
    private static final int STEP = 1 << 16;

    private final String file;
    private final String part;
    private final MemorySegment packed;
    private final long size;
    private final OptionalInt crc;

    private Deflated(String file, String part, MemorySegment packed, long size, OptionalInt crc) {
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
        if (size > Runtime.getRuntime().maxMemory()) {
            throw failure(
                    "takes %d MB decompressed; save it uncompressed or start java with a larger -Xmx"
                            .formatted(size >> 20),
                    null);
        }
    }

    /**
     * A raw deflate stream whose checksum is kept elsewhere.
     *
     * @param part what it is, for messages
     * @param size the bytes that it claims to hold
     * @throws DataException if that is impossible, or too large for this process
     */
    public static Deflated raw(String file, String part, MemorySegment packed, long size, int crc) {
        return new Deflated(file, part, packed, size, OptionalInt.of(crc));
    }

    /** A zlib stream, which ends with its own checksum; see {@link #raw}. */
    public static Deflated zlib(String file, String part, MemorySegment packed, long size) {
        return new Deflated(file, part, packed, size, OptionalInt.empty());
    }

    /** The bytes that it claims to hold. */
    public long size() {
        return size;
    }

    /** The first bytes, at most {@code length} of them. */
    public MemorySegment head(int length) {
        MemorySegment head = MemorySegment.ofArray(new byte[(int) Math.min(length, size)]);
        inflate(head, false);
        return head;
    }

    /** All bytes, with their checksum compared; they live as long as the arena. */
    public MemorySegment whole(Arena arena) {
        MemorySegment whole = arena.allocate(size);
        int found = inflate(whole, true);
        if (crc.isPresent() && crc.getAsInt() != found) {
            throw failure("has another checksum than the directory says; copy the file again", null);
        }
        return whole;
    }

    /** Fills the target and returns the CRC-32 of what it now holds. */
    private int inflate(MemorySegment target, boolean toTheEnd) {
        Inflater inflater = new Inflater(crc.isPresent());
        CRC32 sum = new CRC32();
        byte[] out = new byte[STEP];
        long taken = 0;
        long done = 0;
        try {
            while (done < target.byteSize()) {
                int n = inflater.inflate(out, 0, (int) Math.min(STEP, target.byteSize() - done));
                sum.update(out, 0, n);
                MemorySegment.copy(out, 0, target, JAVA_BYTE, done, n);
                done += n;
                if (n == 0) {
                    int given = (int) Math.min(STEP, packed.byteSize() - taken);
                    if (given == 0 || inflater.finished() || inflater.needsDictionary()) {
                        throw failure("ends after %d of %d bytes; copy the file again".formatted(done, size), null);
                    }
                    inflater.setInput(packed.asSlice(taken, given).asByteBuffer());
                    taken += given;
                }
            }
            if (toTheEnd && crc.isEmpty()) {
                checkEnd(inflater, taken);
            }
        } catch (DataFormatException e) {
            throw failure("is not deflated data (%s); copy the file again".formatted(e.getMessage()), e);
        } finally {
            inflater.end();
        }
        return (int) sum.getValue();
    }

    /** A zlib stream's checksum is compared by the decompressor when it is asked for one byte more. */
    private void checkEnd(Inflater inflater, long taken) throws DataFormatException {
        byte[] one = new byte[1];
        int more = inflater.inflate(one);
        if (more == 0 && !inflater.finished() && taken < packed.byteSize()) {
            inflater.setInput(packed.asSlice(taken, Math.min(STEP, packed.byteSize() - taken))
                    .asByteBuffer());
            more = inflater.inflate(one);
        }
        if (more != 0 || !inflater.finished()) {
            throw failure("does not end after %d bytes; copy the file again".formatted(size), null);
        }
    }

    private DataException failure(String problem, Throwable cause) {
        return new DataException(file, "%s %s".formatted(part, problem), cause);
    }
}
