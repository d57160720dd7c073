package stride.data.matlab;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import stride.data.DataException;
import stride.data.binary.ElementType;

/**
 * The tagged elements of a MATLAB file, one after the other. What a tag claims is compared with the room that its
 * container has before anything is made of it.
 *
 * @see <a href="https://www.mathworks.com/help/pdf_doc/matlab/matfile_format.pdf">the format's description</a>
 */
final class MatTags {
    static final int INT8 = 1;
    static final int INT32 = 5;
    static final int UINT32 = 6;
    static final int MATRIX = 14;
    static final int COMPRESSED = 15;
    static final int UTF8 = 16;

    /** MATLAB's names have 63 bytes. */
    private static final int LONGEST_NAME = 4096;

    private static final int TAG = 8;

    private final MemorySegment bytes;
    private final ByteOrder order;
    private final String file;
    private final String origin;
    private final long end;
    private long position;

    /**
     * Elements between two offsets.
     *
     * @param bytes  what is there of them: of a compressed variable perhaps its beginning alone
     * @param origin what the offsets count from, for messages; empty for the file
     * @param end    where the last element ends, which may be behind {@code bytes}
     */
    MatTags(MemorySegment bytes, ByteOrder order, String file, String origin, long start, long end) {
        this.bytes = bytes;
        this.order = order;
        this.file = file;
        this.origin = origin;
        this.position = start;
        this.end = end;
    }

    /**
     * An element.
     *
     * @param type  its number in the format's description
     * @param start the offset of its content
     * @param size  the bytes of its content
     */
    record Tag(int type, long start, long size) {
        /** How to decode the content, where it is numbers. */
        Optional<ElementType> element() {
            return Optional.ofNullable(
                    switch (type) {
                        case 1 -> ElementType.INT8;
                        case 2 -> ElementType.UINT8;
                        case 3 -> ElementType.INT16;
                        case 4 -> ElementType.UINT16;
                        case 5 -> ElementType.INT32;
                        case 6 -> ElementType.UINT32;
                        case 7 -> ElementType.FLOAT32;
                        case 9 -> ElementType.FLOAT64;
                        case 12 -> ElementType.INT64;
                        case 13 -> ElementType.UINT64;
                        default -> null;
                    });
        }
    }

    /** Whether another element can follow. */
    boolean hasNext() {
        return end - position >= TAG;
    }

    /** The bytes that are left for further elements. */
    long left() {
        return end - position;
    }

    /** Passes over the next element. */
    Tag next() {
        if (!hasNext()) {
            throw failure("an element is missing, %d bytes are left".formatted(end - position));
        }
        int word = integer(position);
        if (word >>> 16 != 0) {
            int size = word >>> 16;
            if (size > 4) {
                throw failure("a short element of %d bytes, more than 4".formatted(size));
            }
            Tag tag = new Tag(word & 0xffff, position + 4, size);
            position += TAG;
            return tag;
        }
        long size = Integer.toUnsignedLong(integer(position + 4));
        if (size > end - position - TAG) {
            throw failure("an element of %d bytes, but %d are left".formatted(size, end - position - TAG));
        }
        Tag tag = new Tag(word, position + TAG, size);
        long padded = word == COMPRESSED ? size : (size + 7) & -8L;
        position = Math.min(end, position + TAG + padded);
        return tag;
    }

    /** Passes over the next element, which must be of this type. */
    Tag next(int type, String what) {
        long at = position;
        Tag tag = next();
        if (tag.type() != type) {
            throw failure(at, "%s is an element of type %d, not %d".formatted(what, tag.type(), type));
        }
        return tag;
    }

    /** The elements within an element. */
    MatTags within(Tag tag) {
        return new MatTags(bytes, order, file, origin, tag.start(), tag.start() + tag.size());
    }

    /** The content of an element. */
    MemorySegment content(Tag tag) {
        if (tag.start() + tag.size() > bytes.byteSize()) {
            throw failure(tag.start(), "an element of %d bytes where a name or a shape belongs".formatted(tag.size()));
        }
        return bytes.asSlice(tag.start(), tag.size());
    }

    /** The whole numbers of an element, up to a count that is sensible. */
    int[] integers(Tag tag, int most) {
        if (tag.size() % Integer.BYTES != 0 || tag.size() / Integer.BYTES > most) {
            throw failure(tag.start(), "%d bytes where at most %d whole numbers belong".formatted(tag.size(), most));
        }
        return content(tag).toArray(JAVA_INT_UNALIGNED.withOrder(order));
    }

    /** The next element as a name. */
    String name() {
        long at = position;
        Tag tag = next();
        if ((tag.type() != INT8 && tag.type() != UTF8) || tag.size() > LONGEST_NAME) {
            throw failure(at, "%d bytes of type %d where a name belongs".formatted(tag.size(), tag.type()));
        }
        Charset charset = tag.type() == UTF8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        return new String(content(tag).toArray(JAVA_BYTE), charset);
    }

    ByteOrder order() {
        return order;
    }

    /** The file's name, with what the offsets count from. */
    String file() {
        return file;
    }

    /** An error at the next element. */
    DataException failure(String problem) {
        return failure(position, problem);
    }

    private DataException failure(long at, String problem) {
        return new DataException(
                file, "%sbyte %d: %s; save it again in MATLAB, or copy the file again".formatted(origin, at, problem));
    }

    private int integer(long at) {
        if (at + Integer.BYTES > bytes.byteSize()) {
            throw failure(at, "the structure goes on behind what was decompressed");
        }
        return bytes.get(JAVA_INT_UNALIGNED.withOrder(order), at);
    }
}
