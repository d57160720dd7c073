package stride.data.numpy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import stride.data.DataException;
import stride.data.binary.MappedFile;

/**
 * The directory of a zip archive, with zip64's large sizes. Unlike {@code java.util.zip} it tells where the bytes of an
 * entry lie, so that those which are only stored can be read in place.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">the format's description</a>
 */
final class ZipEntries {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int END64 = 0x06064b50;
    private static final int LOCATOR64 = 0x07064b50;

    private static final int LOCAL_SIZE = 30;
    private static final int CENTRAL_SIZE = 46;
    private static final int END_SIZE = 22;
    private static final int LOCATOR64_SIZE = 20;
    private static final int END64_SIZE = 56;

    /** Numbers of four bytes that say: see the zip64 field. */
    private static final long SEE_ZIP64 = 0xffff_ffffL;

    /** A directory with more entries is no recording. */
    private static final int MOST_ENTRIES = 10_000;

    private static final int LONGEST_NAME = 1024;

    /**
     * One file of the archive.
     *
     * @param packed   its bytes as they lie in the archive
     * @param deflated whether they are compressed, else they are stored
     * @param size     the number of bytes once unpacked
     * @param crc      the CRC-32 of the unpacked bytes
     */
    record Entry(String name, MemorySegment packed, boolean deflated, long size, int crc) {}

    private final MemorySegment bytes;
    private final String file;

    private ZipEntries(MappedFile file) {
        this.bytes = file.bytes();
        this.file = file.name();
    }

    /**
     * Reads the directory.
     *
     * @throws DataException if it is missing, as in a file that was cut, or malformed
     */
    static List<Entry> of(MappedFile file) {
        ZipEntries archive = new ZipEntries(file);
        try {
            return archive.entries();
        } catch (IndexOutOfBoundsException e) {
            throw archive.malformed("points outside the file", e);
        }
    }

    private List<Entry> entries() {
        long end = findEnd();
        long count = bytes.get(SHORT, end + 10) & 0xffffL;
        long at = bytes.get(INT, end + 16) & SEE_ZIP64;
        long locator = end - LOCATOR64_SIZE;
        if (locator >= 0 && bytes.get(INT, locator) == LOCATOR64) {
            long end64 = bytes.get(LONG, locator + 8);
            bytes.asSlice(end64, END64_SIZE);
            if (bytes.get(INT, end64) != END64) {
                throw malformed("has no zip64 end where it should be", null);
            }
            count = bytes.get(LONG, end64 + 32);
            at = bytes.get(LONG, end64 + 48);
        }
        if (count < 0 || count > MOST_ENTRIES) {
            throw malformed("lists %d entries".formatted(count), null);
        }
        List<Entry> entries = new ArrayList<>();
        long packed = 0;
        for (long i = 0; i < count; i++) {
            if (bytes.get(INT, at) != CENTRAL) {
                throw malformed("entry %d is not at byte %d".formatted(i, at), null);
            }
            Entry entry = entry(at);
            entries.add(entry);
            packed += entry.packed().byteSize();
            // Entries that share their bytes multiply what a small file unpacks to.
            if (packed > bytes.byteSize()) {
                throw malformed("lists entries that overlap", null);
            }
            at += CENTRAL_SIZE + unsignedShort(at + 28) + unsignedShort(at + 30) + unsignedShort(at + 32);
        }
        return entries;
    }

    /** The end record is last, but for a comment of up to 64 KiB. */
    private long findEnd() {
        long last = bytes.byteSize() - END_SIZE;
        for (long at = last; at >= Math.max(0, last - 0xffff); at--) {
            if (bytes.get(INT, at) == END) {
                return at;
            }
        }
        throw malformed("is not at the end of the file", null);
    }

    private Entry entry(long at) {
        int flags = unsignedShort(at + 8);
        int method = unsignedShort(at + 10);
        int nameLength = unsignedShort(at + 28);
        if (nameLength > LONGEST_NAME) {
            throw malformed("has a name of %d bytes".formatted(nameLength), null);
        }
        byte[] nameBytes = bytes.asSlice(at + CENTRAL_SIZE, nameLength).toArray(ValueLayout.JAVA_BYTE);
        String name = new String(nameBytes, StandardCharsets.UTF_8);
        if ((flags & 1) != 0 || (method != 0 && method != 8)) {
            throw new DataException(
                    file,
                    "entry %s is encrypted or compressed by method %d; save it with numpy.savez"
                            .formatted(name, method));
        }
        long size = bytes.get(INT, at + 24) & SEE_ZIP64;
        long packedSize = bytes.get(INT, at + 20) & SEE_ZIP64;
        long local = bytes.get(INT, at + 42) & SEE_ZIP64;
        // The zip64 field holds, in this order, those of the three that did not fit.
        long wide = zip64Field(at + CENTRAL_SIZE + nameLength, unsignedShort(at + 30));
        if (size == SEE_ZIP64 && wide >= 0) {
            size = bytes.get(LONG, wide);
            wide += Long.BYTES;
        }
        if (packedSize == SEE_ZIP64 && wide >= 0) {
            packedSize = bytes.get(LONG, wide);
            wide += Long.BYTES;
        }
        if (local == SEE_ZIP64 && wide >= 0) {
            local = bytes.get(LONG, wide);
        }
        if (bytes.get(INT, local) != LOCAL) {
            throw malformed("entry %s is not at byte %d".formatted(name, local), null);
        }
        long data = local + LOCAL_SIZE + unsignedShort(local + 26) + unsignedShort(local + 28);
        if (size < 0 || (method == 0 && size != packedSize)) {
            throw malformed("entry %s has sizes that contradict each other".formatted(name), null);
        }
        return new Entry(name, bytes.asSlice(data, packedSize), method == 8, size, bytes.get(INT, at + 16));
    }

    /** Where the content of the extra field with number 1 begins, or -1. */
    private long zip64Field(long extra, int length) {
        long end = extra + length;
        for (long at = extra; at + 4 <= end; at += 4 + unsignedShort(at + 2)) {
            if (unsignedShort(at) == 1) {
                return at + 4;
            }
        }
        return -1;
    }

    private int unsignedShort(long at) {
        return bytes.get(SHORT, at) & 0xffff;
    }

    private DataException malformed(String problem, Throwable cause) {
        return new DataException(file, "the zip directory " + problem + "; copy the file again", cause);
    }
}
