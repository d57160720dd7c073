package stride.data.binary;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Decompresses from front to back, in pieces of any length. */
final class Inflation implements AutoCloseable {
    /** Bytes handed to and taken from the decompressor at a time. */
    private static final int STEP = 1 << 16;

    private final Deflated source;
    private final MemorySegment packed;
    private final Inflater inflater;
    private final CRC32 sum = new CRC32();
    private final byte[] piece;
    private long taken;
    private long done;

    /** @param raw whether there is a bare stream, without zlib's header and checksum */
    Inflation(Deflated source, MemorySegment packed, boolean raw) {
        this.source = source;
        this.packed = packed;
        this.inflater = new Inflater(raw);
        this.piece = new byte[(int) Math.min(STEP, source.size())];
    }

    /** The bytes that have been decompressed. */
    long done() {
        return done;
    }

    /** The CRC-32 of those. */
    int crc() {
        return (int) sum.getValue();
    }

    /** Fills a target with what comes next. */
    void read(MemorySegment target) {
        long end = done + target.byteSize();
        for (long start = done; done < end; ) {
            int n = next((int) Math.min(piece.length, end - done));
            MemorySegment.copy(piece, 0, target, JAVA_BYTE, done - start, n);
            done += n;
        }
    }

    /** Passes over what lies before an offset. */
    void skipTo(long offset) {
        while (done < offset) {
            done += next((int) Math.min(piece.length, offset - done));
        }
    }

    /** Decompresses at most {@code length} bytes and at least one. */
    private int next(int length) {
        try {
            int n = inflater.inflate(piece, 0, length);
            while (n == 0) {
                if (taken == packed.byteSize() || inflater.finished() || inflater.needsDictionary()) {
                    throw source.failure(
                            "ends after %d of %d bytes; copy the file again".formatted(done, source.size()), null);
                }
                feed();
                n = inflater.inflate(piece, 0, length);
            }
            sum.update(piece, 0, n);
            return n;
        } catch (DataFormatException e) {
            throw source.failure("is not deflated data (%s); copy the file again".formatted(e.getMessage()), e);
        }
    }

    private void feed() {
        long given = Math.min(STEP, packed.byteSize() - taken);
        inflater.setInput(packed.asSlice(taken, given).asByteBuffer());
        taken += given;
    }

    /** A zlib stream's checksum is compared by the decompressor when it is asked for one byte more. */
    void checkEnd() {
        try {
            byte[] one = new byte[1];
            int more = inflater.inflate(one);
            if (more == 0 && !inflater.finished() && taken < packed.byteSize()) {
                feed();
                more = inflater.inflate(one);
            }
            if (more != 0 || !inflater.finished()) {
                throw source.failure("does not end after %d bytes; copy the file again".formatted(source.size()), null);
            }
        } catch (DataFormatException e) {
            throw source.failure("is not deflated data (%s); copy the file again".formatted(e.getMessage()), e);
        }
    }

    /** Frees the decompressor, which the garbage collector would do later. */
    @Override
    public void close() {
        inflater.end();
    }
}
