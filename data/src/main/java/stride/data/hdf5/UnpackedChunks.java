package stride.data.hdf5;

import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The chunks of one file that were unpacked last, of all its datasets together; the least recently used go first. */
final class UnpackedChunks {
    /** The part of the heap that they may take, but this much in any case. */
    private static final int SHARE = 8;

    private static final long ALWAYS = 16L << 20;

    private final long room;
    private final Map<Key, MemorySegment> chunks = new LinkedHashMap<>(16, 0.75f, true);
    private long taken;

    UnpackedChunks() {
        this(Math.max(ALWAYS, Runtime.getRuntime().maxMemory() / SHARE));
    }

    /** @param room the bytes that are kept at most, unless one chunk takes more */
    UnpackedChunks(long room) {
        this.room = room;
    }

    /** A chunk by its dataset, which is compared by identity, and its place in the dataset's grid. */
    private record Key(ChunkedPayload dataset, long place) {}

    /** The chunk, made now if it is not kept. Threads that want the same chunk at once may both make it. */
    MemorySegment get(ChunkedPayload dataset, long place, Supplier<byte[]> unpack) {
        Key key = new Key(dataset, place);
        return kept(key).orElseGet(() -> keep(key, MemorySegment.ofArray(unpack.get())));
    }

    private synchronized Optional<MemorySegment> kept(Key key) {
        return Optional.ofNullable(chunks.get(key));
    }

    private synchronized MemorySegment keep(Key key, MemorySegment chunk) {
        MemorySegment before = chunks.put(key, chunk);
        taken += chunk.byteSize() - (before == null ? 0 : before.byteSize());
        while (taken > room && chunks.size() > 1) {
            Key oldest = chunks.keySet().iterator().next();
            taken -= chunks.remove(oldest).byteSize();
        }
        return chunk;
    }
}
