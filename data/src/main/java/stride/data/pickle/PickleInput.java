package stride.data.pickle;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import stride.data.DataException;

/**
 * The bytes of a pickle, read from front to back; every length is checked against what is left.
 *
 * <p>Small things are read through a window on the heap. A pickle is a million small reads at the very start of the
 * process, when the JVM still interprets: there, reading a memory segment takes microseconds, reading an array does not.
 */
final class PickleInput {
    private static final int WINDOW = 1 << 13;

    /** Names are short, and one in the memo can be asked for again and again: the bound keeps that cheap. */
    private static final int LONGEST_NAME = 256;

    private final MemorySegment bytes;
    private final String file;
    private long position;
    private long opcodeAt;
    private final byte[] window = new byte[WINDOW];
    private long windowStart;
    private long windowEnd;

    PickleInput(MemorySegment bytes, long start, String file) {
        this.bytes = bytes;
        this.position = start;
        this.opcodeAt = start;
        this.file = file;
    }

    /** The file's name, for messages. */
    String file() {
        return file;
    }

    /** Everything, from the start of the file. */
    MemorySegment bytes() {
        return bytes;
    }

    /** The offset in the file of the next byte. */
    long position() {
        return position;
    }

    /** Reads the next opcode; failures are reported at its offset from here on. */
    int opcode() {
        opcodeAt = position;
        return unsignedByte();
    }

    int unsignedByte() {
        return window[near(1)] & 0xff;
    }

    int unsignedShort() {
        return (int) littleEndian(2);
    }

    int signedInt() {
        return (int) littleEndian(4);
    }

    long unsignedInt() {
        return littleEndian(4);
    }

    /** A count of eight bytes; one beyond 2^63 comes out negative and is refused where it is used. */
    long signedLong() {
        return littleEndian(8);
    }

    double bigEndianDouble() {
        return Double.longBitsToDouble(Long.reverseBytes(littleEndian(8)));
    }

    /** A little-endian two's complement number of 0 to 8 bytes. */
    long signed(int length) {
        int unused = Long.SIZE - 8 * length;
        return length == 0 ? 0 : littleEndian(length) << unused >> unused;
    }

    private long littleEndian(int length) {
        int at = near(length);
        long value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = (value << 8) | (window[at + i] & 0xff);
        }
        return value;
    }

    /** Passes over at most eight bytes and returns where they begin in the window. */
    private int near(int length) {
        long at = take(length);
        if (at < windowStart || at + length > windowEnd) {
            int present = (int) Math.min(WINDOW, bytes.byteSize() - at);
            MemorySegment.copy(bytes, JAVA_BYTE, at, window, 0, present);
            windowStart = at;
            windowEnd = at + present;
        }
        return (int) (at - windowStart);
    }

    /** Passes over {@code length} bytes and returns the offset at which they begin. */
    long take(long length) {
        if (length < 0 || length > bytes.byteSize() - position) {
            throw failure("%s bytes are needed, but %d are left; copy the file again"
                    .formatted(Long.toUnsignedString(length), bytes.byteSize() - position));
        }
        long at = position;
        position += length;
        return at;
    }

    /** The text up to the next line feed, without it. */
    String line() {
        long start = position;
        while (unsignedByte() != '\n') {
            if (position - start > LONGEST_NAME) {
                throw failure("a name of more than %d bytes".formatted(LONGEST_NAME));
            }
        }
        return decode(start, position - start - 1, StandardCharsets.UTF_8);
    }

    /** The characters of a name: text, or the bytes that Python 2 used for it. */
    String name(Value value) {
        return switch (value) {
            case Value.Text text -> decode(text.offset(), text.length(), StandardCharsets.UTF_8);
            case Value.Bytes name
            when !name.latin1() -> decode(name.offset(), name.length(), StandardCharsets.ISO_8859_1);
            default -> throw failure("%s where a name belongs".formatted(value.type()));
        };
    }

    private String decode(long offset, long length, Charset charset) {
        if (length > LONGEST_NAME) {
            throw failure("a name of %d bytes".formatted(length));
        }
        byte[] name = new byte[(int) length];
        MemorySegment.copy(bytes, JAVA_BYTE, offset, name, 0, name.length);
        return new String(name, charset);
    }

    /** An error at the current opcode. */
    DataException failure(String problem) {
        return new DataException(file, "byte %d of the pickle: %s".formatted(opcodeAt, problem));
    }
}
