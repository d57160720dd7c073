package stride.data.matlab;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import stride.data.ArrayInfo;
import stride.data.DataException;
import stride.data.Format;
import stride.data.StoredArray;
import stride.data.binary.BinaryArray;
import stride.data.binary.ElementType;
import stride.data.binary.MappedFile;
import stride.data.binary.NameAllowance;
import stride.data.binary.NonNumericArray;
import stride.data.binary.Payload;

/**
 * MATLAB files of version 4: matrices one after the other, each behind five whole numbers and its name. They have no mark;
 * the first number, whose decimal digits say how a matrix is stored, is one that no other file ending in .mat begins with.
 *
 * @see <a href="https://www.mathworks.com/help/pdf_doc/matlab/matfile_format.pdf">the format's description, part 2</a>
 */
public final class Mat4Format implements Format {
    private static final int HEADER = 20;

    /** MATLAB's names had 19 bytes then. */
    private static final int LONGEST_NAME = 4096;

    /** By the digit that stands for them. */
    private static final List<ElementType> TYPES = List.of(
            ElementType.FLOAT64,
            ElementType.FLOAT32,
            ElementType.INT32,
            ElementType.INT16,
            ElementType.UINT16,
            ElementType.UINT8);

    private static final int TEXT = 1;
    private static final int SPARSE = 2;

    @Override
    public String name() {
        return "MATLAB .mat of version 4";
    }

    @Override
    public boolean recognises(MappedFile file) {
        return String.valueOf(file.path().getFileName()).endsWith(".mat")
                && file.bytes().byteSize() >= HEADER
                && Storage.first(file.bytes()).isPresent();
    }

    /**
     * How a matrix is stored.
     *
     * @param kind 0 for numbers, {@link #TEXT} or {@link #SPARSE}
     */
    private record Storage(ByteOrder order, ElementType type, int kind) {
        /** Reads the digits; those for the formats of VAX and Cray are no longer known. */
        static Optional<Storage> of(int digits, ByteOrder order) {
            int thousands = order == ByteOrder.LITTLE_ENDIAN ? 0 : 1;
            int type = digits / 10 % 10;
            boolean known = digits >= 0 && digits / 100 == 10 * thousands && type < TYPES.size();
            return known && digits % 10 <= SPARSE
                    ? Optional.of(new Storage(order, TYPES.get(type), digits % 10))
                    : Optional.empty();
        }

        /** That of a file's first matrix, whose order is that of all. */
        static Optional<Storage> first(MemorySegment bytes) {
            return of(integer(bytes, 0, ByteOrder.LITTLE_ENDIAN), ByteOrder.LITTLE_ENDIAN)
                    .or(() -> of(integer(bytes, 0, ByteOrder.BIG_ENDIAN), ByteOrder.BIG_ENDIAN));
        }

        String label(boolean complex) {
            return switch (kind) {
                case TEXT -> "char";
                case SPARSE -> "sparse";
                default -> complex ? "complex " + type.label() : type.label();
            };
        }
    }

    @Override
    public List<StoredArray> read(MappedFile file) {
        ByteOrder order = Storage.first(file.bytes()).orElseThrow().order();
        List<StoredArray> arrays = new ArrayList<>();
        NameAllowance names = new NameAllowance(file.name());
        long at = 0;
        while (at < file.bytes().byteSize()) {
            at = addMatrix(file, at, order, names, arrays);
        }
        return arrays;
    }

    /** Lists the matrix whose header lies at an offset; tells where it ends. */
    private static long addMatrix(
            MappedFile file, long at, ByteOrder order, NameAllowance names, List<StoredArray> arrays) {
        MemorySegment bytes = file.bytes();
        if (bytes.byteSize() - at < HEADER) {
            throw failure(file, at, "the file ends in the header of a matrix");
        }
        int digits = integer(bytes, at, order);
        Storage storage = Storage.of(digits, order)
                .orElseThrow(() -> failure(file, at, "no matrix is stored as %d".formatted(digits)));
        long rows = integer(bytes, at + 4, order);
        long columns = integer(bytes, at + 8, order);
        boolean complex = integer(bytes, at + 12, order) != 0;
        long nameLength = integer(bytes, at + 16, order);
        long left = bytes.byteSize() - at - HEADER;
        if (nameLength < 1 || nameLength > Math.min(LONGEST_NAME, left)) {
            throw failure(file, at + 16, "a name of %d bytes".formatted(nameLength));
        }
        if (rows < 0 || columns < 0) {
            throw failure(file, at + 4, "a matrix of %d x %d".formatted(rows, columns));
        }
        long element = (long) storage.type().bytes() * (complex ? 2 : 1);
        // Two numbers below 2^31 have a product below 2^62; it is compared before it is multiplied further.
        if (rows * columns > (left - nameLength) / element) {
            throw failure(
                    file,
                    at + 4,
                    "a matrix of %d x %d, but %d bytes are left".formatted(rows, columns, left - nameLength));
        }
        String name = name(bytes.asSlice(at + HEADER, nameLength));
        names.take(name);
        long start = at + HEADER + nameLength;
        ArrayInfo info = new ArrayInfo(name, List.of(rows, columns), storage.label(complex), "F");
        boolean numbers = storage.kind() == 0 && !complex;
        Payload payload = Payload.of(bytes.asSlice(start, rows * columns * element));
        arrays.add(
                numbers
                        ? new BinaryArray(file.name(), info, storage.type(), order, payload)
                        : new NonNumericArray(file.name(), info));
        return start + rows * columns * element;
    }

    /** It ends with a zero. */
    private static String name(MemorySegment bytes) {
        String name = new String(bytes.toArray(JAVA_BYTE), StandardCharsets.ISO_8859_1);
        int end = name.indexOf(0);
        return end < 0 ? name : name.substring(0, end);
    }

    private static int integer(MemorySegment bytes, long at, ByteOrder order) {
        return bytes.get(JAVA_INT_UNALIGNED.withOrder(order), at);
    }

    private static DataException failure(MappedFile file, long at, String problem) {
        return new DataException(
                file.name(), "byte %d: %s; save it again in MATLAB, or copy the file again".formatted(at, problem));
    }
}
