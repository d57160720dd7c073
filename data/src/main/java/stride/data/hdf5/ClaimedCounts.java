package stride.data.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import stride.data.DataException;

/**
 * Looks at the numbers for which jHDF makes room before it has read what they count, in the headers of indices and heaps,
 * and refuses those that no file of this length can mean.
 *
 * @param size    the file's length
 * @param offsets bytes of an address
 * @param lengths bytes of a length
 */
record ClaimedCounts(long size, int offsets, int lengths) {
    private static final int BTREE = signature("BTHD");
    private static final int FIXED_ARRAY = signature("FAHD");
    private static final int EXTENSIBLE_ARRAY = signature("EAHD");
    private static final int FRACTAL_HEAP = signature("FRHP");

    private static int signature(String name) {
        return name.charAt(0) | name.charAt(1) << 8 | name.charAt(2) << 16 | name.charAt(3) << 24;
    }

    /** Refuses a structure whose counts are larger than the file has room for. */
    void check(ByteBuffer structure, String file, long address) {
        if (structure.remaining() < 12) {
            return;
        }
        ByteBuffer b = structure.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int kind = b.getInt(0);
        if (kind == BTREE) {
            require(length(b, 18 + offsets), Short.toUnsignedInt(b.getShort(10)), file, address);
        } else if (kind == FIXED_ARRAY) {
            require(length(b, 8), b.get(6), file, address);
        } else if (kind == EXTENSIBLE_ARRAY) {
            require(length(b, 12 + 4 * lengths), b.get(6), file, address);
        } else if (kind == FRACTAL_HEAP) {
            int widthAt = 14 + 10 * lengths + 2 * offsets;
            int rowsAt = widthAt + 6 + 2 * lengths + offsets;
            if (b.limit() >= rowsAt + 2) {
                long width = Short.toUnsignedLong(b.getShort(widthAt));
                require(width * Short.toUnsignedLong(b.getShort(rowsAt)), offsets, file, address);
            }
        }
    }

    private long length(ByteBuffer b, int at) {
        if (b.limit() < at + lengths) {
            return 0;
        }
        return switch (lengths) {
            case 2 -> Short.toUnsignedLong(b.getShort(at));
            case 4 -> Integer.toUnsignedLong(b.getInt(at));
            default -> b.getLong(at);
        };
    }

    private void require(long count, int bytesOfEach, String file, long address) {
        if (count < 0 || count > size / Math.max(1, bytesOfEach)) {
            throw new DataException(
                    file,
                    "byte %d: an index of %s entries, more than the file has room for; write it again"
                            .formatted(address, Long.toUnsignedString(count)));
        }
    }
}
