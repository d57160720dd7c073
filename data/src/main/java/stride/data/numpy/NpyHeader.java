package stride.data.numpy;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import stride.data.DataException;
import stride.data.binary.ArrayLayout;
import stride.data.binary.Dtype;

/**
 * The header of a .npy file, of format version 1, 2 or 3.
 *
 * @param layout     of the array; one of records is described as raw bytes of a record's size
 * @param dataOffset the byte at which the elements begin
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">numpy.lib.format</a>
 */
record NpyHeader(ArrayLayout layout, long dataOffset) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Set<String> KEYS = Set.of("descr", "fortran_order", "shape");

    /** Real headers have a few hundred bytes, one of a wide record type some thousands. */
    private static final long LONGEST = 1 << 20;

    static byte[] magic() {
        return MAGIC.clone();
    }

    /**
     * Parses the header at the start of {@code bytes}; what lies behind is not touched.
     *
     * @param file the file's name, for messages
     * @throws DataException if it is cut or malformed
     */
    static NpyHeader parse(MemorySegment bytes, String file) {
        if (bytes.byteSize() < 10) {
            throw new DataException(
                    file, "byte %d: the file ends in the header; copy it again".formatted(bytes.byteSize()));
        }
        if (bytes.asSlice(0, MAGIC.length).mismatch(MemorySegment.ofArray(MAGIC)) != -1) {
            throw new DataException(file, "byte 0: does not begin as a .npy file; save it with numpy.save");
        }
        int version = bytes.get(JAVA_BYTE, 6);
        if (version < 1 || version > 3) {
            throw new DataException(
                    file, "byte 6: version %d is not 1, 2 or 3; save it with numpy.save".formatted(version));
        }
        int start = version == 1 ? 10 : 12;
        if (bytes.byteSize() < start) {
            throw new DataException(file, "byte 8: the file ends in the header; copy it again");
        }
        long length = version == 1
                ? Short.toUnsignedLong(bytes.get(JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 8))
                : Integer.toUnsignedLong(bytes.get(JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 8));
        if (length > LONGEST || length > bytes.byteSize() - start) {
            throw new DataException(
                    file,
                    "byte 8: a header of %d bytes, but %d are left; copy the file again"
                            .formatted(length, bytes.byteSize() - start));
        }
        byte[] header = bytes.asSlice(start, length).toArray(JAVA_BYTE);
        String text = new String(header, version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        try {
            return new NpyHeader(layout(PythonLiteral.parse(text)), start + length);
        } catch (IllegalArgumentException e) {
            throw new DataException(
                    file, "header at byte %d: %s; save it with numpy.save".formatted(start, e.getMessage()), e);
        }
    }

    private static ArrayLayout layout(Object header) {
        if (!(header instanceof Map<?, ?> entries) || !entries.keySet().equals(KEYS)) {
            throw new IllegalArgumentException("is not a dict of descr, fortran_order and shape");
        }
        if (!(entries.get("fortran_order") instanceof Boolean fortran)) {
            throw new IllegalArgumentException("fortran_order is neither True nor False");
        }
        return new ArrayLayout(shape(entries.get("shape")), fortran, dtype(entries.get("descr")));
    }

    private static List<Long> shape(Object shape) {
        if (!(shape instanceof List<?> sizes) || !sizes.stream().allMatch(Long.class::isInstance)) {
            throw new IllegalArgumentException("shape is not a tuple of whole numbers");
        }
        return sizes.stream().map(Long.class::cast).toList();
    }

    private static Dtype dtype(Object descr) {
        return switch (descr) {
            case String text ->
                Dtype.parse(text).orElseThrow(() -> new IllegalArgumentException("type '" + text + "' is not known"));
            case List<?> fields -> new Dtype('V', recordSize(fields), ByteOrder.LITTLE_ENDIAN);
            default -> throw new IllegalArgumentException("descr is neither a type nor a list of fields");
        };
    }

    private static int recordSize(List<?> fields) {
        long size = 0;
        for (Object field : fields) {
            if (!(field instanceof List<?> parts) || parts.size() < 2 || parts.size() > 3) {
                throw new IllegalArgumentException("descr has a field that is not (name, type) or (name, type, shape)");
            }
            Dtype type = dtype(parts.get(1));
            if (type.kind() == 'O') {
                throw new IllegalArgumentException("records with object fields are not read");
            }
            List<Long> shape = parts.size() == 3 ? shape(parts.get(2)) : List.of();
            long bytes = new ArrayLayout(shape, false, type).bytes();
            if (bytes > Integer.MAX_VALUE - size) {
                throw new IllegalArgumentException("descr has records larger than 2 GiB");
            }
            size += bytes;
        }
        return (int) size;
    }
}
