package stride.data.hdf5;

import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import stride.data.DataException;

/**
 * What a chunk went through when it was written, undone here in reverse order. Unlike jHDF's own filters, these never
 * make more of a chunk than it can be.
 */
final class Filters {
    private static final int DEFLATE = 1;
    private static final int SHUFFLE = 2;
    private static final int FLETCHER32 = 3;
    private static final int LZF = 32000;
    private static final Set<Integer> KNOWN = Set.of(DEFLATE, SHUFFLE, FLETCHER32, LZF);
    private static final int CHECKSUM = 4;

    private final List<FilterInfo> filters;

    Filters(List<FilterInfo> filters) {
        this.filters = filters;
    }

    /** Whether chunks are stored as they are. */
    boolean none() {
        return filters.isEmpty();
    }

    /** The first filter that is not known, by name and number. */
    Optional<String> unknown() {
        return filters.stream()
                .filter(filter -> !KNOWN.contains(filter.getId()))
                .findFirst()
                .map(filter -> "'%s' (number %d)".formatted(filter.getName(), filter.getId()));
    }

    /**
     * A chunk as it was before it was written.
     *
     * @param mask    the filters that were left out for this chunk
     * @param size    the bytes that it must have
     * @param element the bytes of an element
     * @param where   for messages
     */
    byte[] undo(byte[] stored, BitSet mask, int size, int element, String where) {
        byte[] data = stored;
        for (int i = filters.size() - 1; i >= 0; i--) {
            if (!mask.get(i)) {
                data = switch (filters.get(i).getId()) {
                    case DEFLATE -> inflate(data, size + CHECKSUM * filters.size(), where);
                    case LZF -> Lzf.decompress(data, size + CHECKSUM * filters.size(), where);
                    case SHUFFLE -> unshuffle(data, element);
                    default -> withoutChecksum(data, where);
                };
            }
        }
        if (data.length != size) {
            throw new DataException(
                    where, "a chunk has %d bytes, not %d; copy the file again".formatted(data.length, size));
        }
        return data;
    }

    private static byte[] inflate(byte[] packed, int most, String where) {
        Inflater inflater = new Inflater();
        byte[] data = new byte[most];
        int done = 0;
        try {
            inflater.setInput(packed);
            while (!inflater.finished()) {
                int n = inflater.inflate(data, done, most - done);
                done += n;
                if (n == 0 && !inflater.finished()) {
                    throw new DataException(
                            where,
                            done == most
                                    ? "a chunk grows beyond its size; do not trust the file"
                                    : "a compressed chunk is cut; copy the file again");
                }
            }
        } catch (DataFormatException e) {
            throw new DataException(where, "a chunk is not deflated data; copy the file again", e);
        } finally {
            inflater.end();
        }
        return Arrays.copyOf(data, done);
    }

    /** Shuffled data has the first bytes of all elements, then the second ones, ...; a rest that fills none is last. */
    private static byte[] unshuffle(byte[] data, int element) {
        if (element < 2) {
            return data;
        }
        int count = data.length / element;
        byte[] plain = data.clone();
        for (int b = 0; b < element; b++) {
            for (int i = 0, from = b * count; i < count; i++, from++) {
                plain[i * element + b] = data[from];
            }
        }
        return plain;
    }

    private static byte[] withoutChecksum(byte[] data, String where) {
        int length = data.length - CHECKSUM;
        if (length < 0) {
            throw new DataException(where, "a chunk is shorter than its checksum; copy the file again");
        }
        int stored = 0;
        for (int i = 0; i < CHECKSUM; i++) {
            stored |= (data[length + i] & 0xff) << (8 * i);
        }
        if (stored != fletcher32(data, length)) {
            throw new DataException(where, "a chunk does not match its checksum; copy the file again");
        }
        return Arrays.copyOf(data, length);
    }

    /**
     * HDF5's variant: of words of two bytes, the first the higher one, a last single byte counting as the higher. It
     * folds carries back instead of dividing, and so never comes to 0 except for zeros.
     */
    private static int fletcher32(byte[] data, int length) {
        long sum1 = 0;
        long sum2 = 0;
        boolean zeros = true;
        for (int i = 0; i < length; i += 2) {
            int low = i + 1 < length ? data[i + 1] & 0xff : 0;
            sum1 = (sum1 + ((data[i] & 0xff) << 8 | low)) % 0xffff;
            sum2 = (sum2 + sum1) % 0xffff;
            zeros &= data[i] == 0 && low == 0;
        }
        return zeros ? 0 : (int) (folded(sum2) << 16 | folded(sum1));
    }

    private static long folded(long sum) {
        return sum == 0 ? 0xffff : sum;
    }
}
