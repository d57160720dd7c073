package stride.data.hdf5;

import io.jhdf.checksum.ChecksumUtils;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;

/**
 * Makes the checksums of a damaged HDF5 file right again, those of its headers: whoever means harm does so, and damage at
 * random would else end at the first of them.
 */
public final class MendedChecksums {
    private static final int SUPERBLOCK = 44;

    /** The bytes before the checksum, with addresses and lengths of 8 bytes. */
    private static final Map<String, Integer> HEADERS =
            Map.of("BTHD", 34, "FRHP", 142, "FAHD", 24, "EAHD", 68, "\u0089HDF\r\n\u001a\n", SUPERBLOCK);

    private MendedChecksums() {}

    /** Sets the checksums of all headers that are found, in place. */
    public static byte[] in(byte[] file) {
        HEADERS.forEach((signature, length) -> {
            for (int at = find(file, signature, 0); at >= 0; at = find(file, signature, at + 1)) {
                // The first superblocks had none.
                boolean unsummed = length == SUPERBLOCK && at + 8 < file.length && file[at + 8] < 2;
                set(file, at, unsummed ? -1 : length);
            }
        });
        for (int at = find(file, "OHDR", 0); at >= 0; at = find(file, "OHDR", at + 1)) {
            set(file, at, objectHeader(file, at));
        }
        return file;
    }

    /** The length of an object's header, which has optional parts and its messages' length in 1, 2, 4 or 8 bytes. */
    private static int objectHeader(byte[] file, int at) {
        if (at + 40 > file.length) {
            return -1;
        }
        int flags = file[at + 5];
        int sizeAt = 6 + ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0);
        int sizeBytes = 1 << (flags & 3);
        long size = 0;
        for (int i = sizeBytes - 1; i >= 0; i--) {
            size = size << 8 | (file[at + sizeAt + i] & 0xff);
        }
        return size < 0 || size > file.length ? -1 : (int) (sizeAt + sizeBytes + size);
    }

    private static void set(byte[] file, int at, int length) {
        if (length >= 0 && at + length + 4 <= file.length) {
            int sum = ChecksumUtils.checksum(Arrays.copyOfRange(file, at, at + length));
            ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(at + length, sum);
        }
    }

    private static int find(byte[] file, String signature, int from) {
        for (int at = from; at + signature.length() <= file.length; at++) {
            int i = 0;
            while (i < signature.length() && (file[at + i] & 0xff) == signature.charAt(i)) {
                i++;
            }
            if (i == signature.length()) {
                return at;
            }
        }
        return -1;
    }
}
