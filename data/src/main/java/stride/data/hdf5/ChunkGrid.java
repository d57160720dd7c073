package stride.data.hdf5;

import io.jhdf.dataset.chunked.Chunk;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import stride.data.DataException;

/**
 * How a dataset is cut into chunks of equal shape.
 *
 * @param shape of the dataset
 * @param chunk the shape of a chunk; chunks at the edge reach over it
 * @param element the bytes of an element
 */
record ChunkGrid(long[] shape, int[] chunk, int element) {
    /** An index has at least an address for each chunk, but for the few forms that list none. */
    private static final int ENTRY = 8;

    private static final int FEW = 1024;

    /** A chunk is unpacked into an array, with a few bytes for checksums. */
    private static final int LARGEST = Integer.MAX_VALUE - (1 << 16);

    /**
     * Checks the shape of the chunks.
     *
     * @param room the bytes of the file
     * @throws DataException if it is none, or more is claimed than the file and this process have room for
     */
    ChunkGrid checked(String file, String name, long room) {
        if (chunk.length != shape.length || chunk.length == 0) {
            throw failure(file, name, "chunks of %d dimensions".formatted(chunk.length));
        }
        double bytes = element;
        double count = 1;
        double all = element;
        for (int d = 0; d < chunk.length; d++) {
            if (chunk[d] < 1) {
                throw failure(file, name, "chunks of a length of " + chunk[d]);
            }
            bytes *= chunk[d];
            all *= shape[d];
            count *= Math.ceil((double) shape[d] / chunk[d]);
        }
        double largest = Math.min(LARGEST, Runtime.getRuntime().maxMemory() / 4.0);
        if (bytes > Math.min(most(room), largest)) {
            throw failure(file, name, "chunks of %.0f bytes".formatted(bytes));
        }
        if (all > most(room)) {
            throw failure(file, name, "chunks that hold %.0f bytes, of a file of %d,".formatted(all, room));
        }
        if (count > FEW + room / (double) ENTRY) {
            throw failure(file, name, "%.0f chunks".formatted(count));
        }
        return this;
    }

    /** What a file can hold at most: deflate can't compress beyond 1 : 1032. */
    static double most(long room) {
        return 1032.0 * room + (1 << 20);
    }

    private static DataException failure(String file, String name, String found) {
        return new DataException(
                file, "%s is cut into %s, which can't be read; repack it with h5repack".formatted(name, found));
    }

    /** The bytes of a chunk. */
    int chunkBytes() {
        int bytes = element;
        for (int length : chunk) {
            bytes *= length;
        }
        return bytes;
    }

    /** Chunks by their place in the grid, row-major; those that lie off it are left out. */
    Map<Long, Chunk> placed(Collection<Chunk> chunks) {
        Map<Long, Chunk> placed = HashMap.newHashMap(chunks.size());
        for (Chunk each : chunks) {
            long place = place(each.getChunkOffset());
            if (place >= 0) {
                placed.put(place, each);
            }
        }
        return placed;
    }

    /** The place in the grid of the chunk that holds this element; -1 if it lies outside. */
    long place(long[] at) {
        if (at.length != shape.length) {
            return -1;
        }
        long place = 0;
        for (int d = 0; d < shape.length; d++) {
            if (at[d] < 0 || at[d] >= shape[d]) {
                return -1;
            }
            place = place * ((shape[d] + chunk[d] - 1) / chunk[d]) + at[d] / chunk[d];
        }
        return place;
    }

    /** The coordinates of the element with this number, row-major. */
    void coordinates(long number, long[] at) {
        long rest = number;
        for (int d = shape.length - 1; d >= 0; d--) {
            at[d] = rest % shape[d];
            rest /= shape[d];
        }
    }

    /** Where in its chunk the element with these coordinates lies, counted in elements. */
    int within(long[] at) {
        int offset = 0;
        for (int d = 0; d < chunk.length; d++) {
            offset = offset * chunk[d] + (int) (at[d] % chunk[d]);
        }
        return offset;
    }

    /** How many elements follow side by side in the same row of the same chunk, this one included. */
    long run(long[] at) {
        int last = chunk.length - 1;
        return Math.min(chunk[last] - at[last] % chunk[last], shape[last] - at[last]);
    }
}
