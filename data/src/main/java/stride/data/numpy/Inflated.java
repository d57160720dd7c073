package stride.data.numpy;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import stride.data.DataException;

/** Decompresses an entry of a zip archive. */
final class Inflated {
    /** Deflate can't compress further: a bomb that claims more is refused before anything is allocated. */
    private static final long BEST_RATIO = 1032;

    /** Bytes handed to and taken from the decompressor at a time. */
    private static final int STEP = 1 << 16;

    private final ZipEntries.Entry entry;
    private final String file;

    /**
     * Checks what the entry claims.
     *
     * @throws DataException if the claim is impossible, or too large for this process
     */
    Inflated(ZipEntries.Entry entry, String file) {
        this.entry = entry;
        this.file = file;
        if (entry.size() / BEST_RATIO > entry.packed().byteSize()) {
            throw failure(
                    "claims to grow from %d to %d bytes, which deflate can't; do not trust the file"
                            .formatted(entry.packed().byteSize(), entry.size()),
                    null);
        }
        if (entry.size() > Runtime.getRuntime().maxMemory()) {
            throw failure(
                    "takes %d MB decompressed; save it with numpy.savez or start java with a larger -Xmx"
                            .formatted(entry.size() >> 20),
                    null);
        }
    }

    /** The first bytes, at most {@code length} of them. */
    MemorySegment head(int length) {
        MemorySegment head = MemorySegment.ofArray(new byte[(int) Math.min(length, entry.size())]);
        inflate(head);
        return head;
    }

    /** All bytes, with their checksum compared; they live as long as the arena. */
    MemorySegment whole(Arena arena) {
        MemorySegment whole = arena.allocate(entry.size());
        if (inflate(whole) != entry.crc()) {
            throw failure("has another checksum than the directory says; copy the file again", null);
        }
        return whole;
    }

    /** Fills the target and returns the CRC-32 of what it now holds. */
    private int inflate(MemorySegment target) {
        Inflater inflater = new Inflater(true);
        CRC32 crc = new CRC32();
        byte[] out = new byte[STEP];
        long taken = 0;
        long done = 0;
        try {
            while (done < target.byteSize()) {
                int n = inflater.inflate(out, 0, (int) Math.min(STEP, target.byteSize() - done));
                crc.update(out, 0, n);
                MemorySegment.copy(out, 0, target, JAVA_BYTE, done, n);
                done += n;
                if (n == 0) {
                    int given = (int) Math.min(STEP, entry.packed().byteSize() - taken);
                    if (given == 0 || inflater.finished() || inflater.needsDictionary()) {
                        throw failure(
                                "ends after %d of %d bytes; copy the file again".formatted(done, entry.size()), null);
                    }
                    inflater.setInput(entry.packed().asSlice(taken, given).asByteBuffer());
                    taken += given;
                }
            }
        } catch (DataFormatException e) {
            throw failure("is not deflated data; copy the file again", e);
        } finally {
            inflater.end();
        }
        return (int) crc.getValue();
    }

    private DataException failure(String problem, Throwable cause) {
        return new DataException(file, "entry %s %s".formatted(entry.name(), problem), cause);
    }
}
