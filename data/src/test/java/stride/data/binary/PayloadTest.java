package stride.data.binary;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stride.data.ArrayInfo;
import stride.data.DataException;
import stride.engine.Matrix;
import stride.engine.RowBlocks;
import stride.engine.ScalarKernels;

/** Elements that are unpacked, or picked out, as they are asked for. */
class PayloadTest {
    private static final int SIZE = 300_000;

    @TempDir
    private Path folder;

    @Test
    void onePassGivesTheSameBytesInPiecesOfAnyLength() throws IOException {
        byte[] plain = noise();
        try (MappedFile file = MappedFile.open(deflated(plain, 0))) {
            InflatedPayload payload =
                    new InflatedPayload(Deflated.zlib(file, "it", file.bytes(), SIZE), 100, SIZE - 200);
            Payload once = payload.onePass();
            int at = 0;
            for (int length : new int[] {1, 70_000, 0, 65_536, 3}) {
                assertThat(once.bytes(at, length).toArray(JAVA_BYTE))
                        .isEqualTo(Arrays.copyOfRange(plain, 100 + at, 100 + at + length));
                at += length;
            }
            assertThat(once.bytes(200_000, 5).toArray(JAVA_BYTE))
                    .as("after a gap")
                    .isEqualTo(Arrays.copyOfRange(plain, 200_100, 200_105));
            assertThatThrownBy(() -> once.bytes(0, 1)).isInstanceOf(IllegalStateException.class);
            assertThat(payload.bytes(7, 9).toArray(JAVA_BYTE)).isEqualTo(Arrays.copyOfRange(plain, 107, 116));
            assertThat(payload.onePass()).as("now that all of it is there").isSameAs(payload);
        }
    }

    /** The last byte is of the checksum: all elements can be read before it. */
    @Test
    void onePassComparesTheChecksumAtItsEnd() throws IOException {
        try (MappedFile file = MappedFile.open(deflated(noise(), 1))) {
            Payload once = new InflatedPayload(Deflated.zlib(file, "it", file.bytes(), SIZE), 0, SIZE - 4).onePass();
            assertThat(once.bytes(0, SIZE - 5).byteSize()).isEqualTo(SIZE - 5);
            assertThatThrownBy(() -> once.bytes(SIZE - 5, 1))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("copy the file again");
        }
    }

    @Property(tries = 200)
    void someRowsAreThoseOfTheMatrix(
            @ForAll @IntRange(min = 1, max = 40) int rows,
            @ForAll @IntRange(min = 1, max = 40) int columns,
            @ForAll boolean rowMajor,
            @ForAll long seed) {
        Random random = new Random(seed);
        int[] chosen =
                IntStream.range(0, rows).filter(r -> random.nextInt(3) > 0).toArray();
        short[] stored = new short[rows * columns];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                stored[rowMajor ? r * columns + c : c * rows + r] = (short) (100 * r + c);
            }
        }
        ArrayInfo info = new ArrayInfo("x", List.of((long) rows, (long) columns), "int16", rowMajor ? "C" : "F");
        BinaryArray all = new BinaryArray(
                "file", info, ElementType.INT16, ByteOrder.nativeOrder(), Payload.of(MemorySegment.ofArray(stored)));
        BinaryArray some = all.rows(chosen);
        double[] values = some.values();
        Matrix matrix = read(some.matrix(new ScalarKernels()));
        Matrix turned = read(some.transposed(new ScalarKernels()));
        for (int i = 0; i < chosen.length; i++) {
            for (int c = 0; c < columns; c++) {
                int expected = 100 * chosen[i] + c;
                assertThat(values[i * columns + c]).isEqualTo(expected);
                assertThat(matrix.at(i, c)).isEqualTo(expected);
                assertThat(turned.at(c, i)).isEqualTo(expected);
            }
        }
        if (chosen.length > 0) {
            assertThat(some.range().orElseThrow().least()).isEqualTo(100 * chosen[0]);
            assertThat(some.range().orElseThrow().greatest()).isEqualTo(100 * chosen[chosen.length - 1] + columns - 1);
        }
    }

    private static Matrix read(RowBlocks rows) {
        Matrix matrix = Matrix.zeros(rows.rows(), rows.columns());
        rows.read(0, rows.rows(), matrix.data());
        return matrix;
    }

    private static byte[] noise() {
        byte[] plain = new byte[SIZE];
        new Random(1).nextBytes(plain);
        return plain;
    }

    /** @param cut the bytes that are missing at the end */
    private Path deflated(byte[] plain, int cut) throws IOException {
        try (Deflater deflater = new Deflater()) {
            deflater.setInput(plain);
            deflater.finish();
            byte[] packed = new byte[plain.length + 1000];
            int n = deflater.deflate(packed);
            return Files.write(folder.resolve("packed"), Arrays.copyOf(packed, n - cut));
        }
    }
}
