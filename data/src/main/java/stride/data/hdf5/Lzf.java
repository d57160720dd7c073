package stride.data.hdf5;

import java.util.Arrays;
import stride.data.DataException;

/**
 * h5py's own fast compression: runs of literal bytes, and copies of what was written up to 8 KiB before.
 *
 * @see <a href="http://oldhome.schmorp.de/marc/liblzf.html">liblzf</a>
 */
final class Lzf {
    private Lzf() {}

    /**
     * Decompresses a chunk.
     *
     * @param most  the bytes that it may become at most
     * @param where for messages
     */
    static byte[] decompress(byte[] packed, int most, String where) {
        byte[] data = new byte[most];
        int in = 0;
        int out = 0;
        try {
            while (in < packed.length) {
                int control = packed[in++] & 0xff;
                if (control < 32) {
                    System.arraycopy(packed, in, data, out, control + 1);
                    in += control + 1;
                    out += control + 1;
                } else {
                    int length = control >> 5;
                    if (length == 7) {
                        length += packed[in++] & 0xff;
                    }
                    int from = out - (((control & 0x1f) << 8) | (packed[in++] & 0xff)) - 1;
                    // Byte by byte: a copy may overlap with what it writes, and so repeat it.
                    for (int end = out + length + 2; out < end; out++, from++) {
                        data[out] = data[from];
                    }
                }
            }
        } catch (IndexOutOfBoundsException e) {
            throw new DataException(
                    where, "a chunk is not what lzf writes, from its byte %d on; copy the file again".formatted(in), e);
        }
        return Arrays.copyOf(data, out);
    }
}
