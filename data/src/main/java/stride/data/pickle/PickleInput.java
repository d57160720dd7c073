package stride.data.pickle;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import stride.data.DataException;

/** The bytes of a pickle, read from front to back; every length is checked against what is left. */
final class PickleInput {
    private static final ValueLayout.OfShort SHORT = JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble BIG_DOUBLE = JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    /** Names are short, and one in the memo can be asked for again and again: the bound keeps that cheap. */
    private static final int LONGEST_NAME = 256;

    private final MemorySegment bytes;
    private final String file;
    private long position;
    private long opcodeAt;

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
        return Byte.toUnsignedInt(bytes.get(JAVA_BYTE, take(1)));
    }

    int unsignedShort() {
        return Short.toUnsignedInt(bytes.get(SHORT, take(2)));
    }

    int signedInt() {
        return bytes.get(INT, take(4));
    }

    long unsignedInt() {
        return Integer.toUnsignedLong(signedInt());
    }

    /** A count of eight bytes; one beyond 2^63 comes out negative and is refused where it is used. */
    long signedLong() {
        return bytes.get(LONG, take(8));
    }

    double bigEndianDouble() {
        return bytes.get(BIG_DOUBLE, take(8));
    }

    /** A little-endian two's complement number of 0 to 8 bytes. */
    long signed(int length) {
        long value = 0;
        long at = take(length);
        for (int i = 0; i < length; i++) {
            value |= Byte.toUnsignedLong(bytes.get(JAVA_BYTE, at + i)) << (8 * i);
        }
        int unused = 64 - 8 * length;
        return length == 0 ? 0 : value << unused >> unused;
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
        return new String(bytes.asSlice(offset, length).toArray(JAVA_BYTE), charset);
    }

    /** An error at the current opcode. */
    DataException failure(String problem) {
        return new DataException(file, "byte %d of the pickle: %s".formatted(opcodeAt, problem));
    }
}
