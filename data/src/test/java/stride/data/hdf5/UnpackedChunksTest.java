package stride.data.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Datasets of one file share the room for their unpacked chunks. */
class UnpackedChunksTest {
    private final UnpackedChunks chunks = new UnpackedChunks(100);
    private final ChunkedPayload one = payload();
    private final ChunkedPayload other = payload();
    private int made;

    @Test
    void theLeastRecentlyUsedGoFirstWhosesoeverTheyAre() {
        get(one, 1, 40);
        get(other, 1, 40);
        get(one, 1, 40);
        assertThat(made).isEqualTo(2);
        get(other, 2, 40);
        get(one, 1, 40);
        assertThat(made).as("the other's first was dropped").isEqualTo(3);
        get(other, 1, 40);
        assertThat(made).isEqualTo(4);
    }

    @Test
    void aChunkLargerThanTheRoomIsKeptAlone() {
        get(one, 1, 40);
        get(one, 2, 1000);
        get(one, 2, 1000);
        assertThat(made).isEqualTo(2);
        get(one, 1, 40);
        assertThat(made).isEqualTo(3);
    }

    private void get(ChunkedPayload dataset, long place, int size) {
        assertThat(chunks.get(dataset, place, () -> {
                            made++;
                            return new byte[size];
                        })
                        .byteSize())
                .isEqualTo(size);
    }

    private static ChunkedPayload payload() {
        ChunkGrid grid = new ChunkGrid(new long[] {1}, new int[] {1}, 1);
        return new ChunkedPayload(null, "", grid, new Filters(List.of()), new byte[1], List::of);
    }
}
