package stride.data.matlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stride.data.ArrayChoice;
import stride.data.ArrayInfo;
import stride.data.DataException;
import stride.data.Fixtures;
import stride.data.Recording;
import stride.data.Recordings;
import stride.data.Source;

/** MATLAB files of version 4, as scipy writes them and as they are described. */
@SuppressWarnings("ByteBufferBackingArray") // All of them are allocated here.
class Mat4FormatTest {
    private static final String FILE = "recording_v4.mat";

    @TempDir
    private Path folder;

    @Test
    void aRecordingIsRead() {
        try (Recording recording = Recordings.open(Fixtures.file(FILE).toString(), ArrayChoice.AUTO)) {
            float[] all = new float[5 * 12];
            recording.activity().read(0, 5, all);
            assertThat(all[12 + 3]).isEqualTo(103);
            assertThat(all[59]).isEqualTo(411);
            assertThat(recording.targets().at(3, 0)).isEqualTo(2.25f);
        }
    }

    @Test
    void whatHoldsNoNumbersIsListed() {
        try (Source source = Source.open(Fixtures.file(FILE))) {
            assertThat(source.arrays())
                    .extracting(ArrayInfo::summary)
                    .containsExactly(
                            "activity (5 x 12 float32)",
                            "target (12 x 1 float64)",
                            "counts (2 x 3 int16)",
                            "label (1 x 3 char)",
                            "turned (1 x 2 complex float64)",
                            "sparse (4 x 3 sparse)");
            assertThat(source.array("counts").values()).containsExactly(0, 1, 2, 3, 4, 5);
            assertThatThrownBy(() -> source.array("turned").values())
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("does not hold real numbers");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 8, float64", "10, 4, float32", "20, 4, int32", "30, 2, int16", "40, 2, uint16", "50, 1, uint8"})
    void everyTypeIsReadInBothOrders(int type, int bytes, String label) {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            ByteBuffer mat = header(type, order, 2, 3);
            for (int value : new int[] {1, 4, 2, 5, 3, 6}) {
                switch (label) {
                    case "float64" -> mat.putDouble(value);
                    case "float32" -> mat.putFloat(value);
                    case "int32" -> mat.putInt(value);
                    case "uint8" -> mat.put((byte) value);
                    default -> mat.putShort((short) value);
                }
            }
            assertThat(mat.position()).isEqualTo(22 + 6 * bytes);
            try (Source source = open(Arrays.copyOf(mat.array(), mat.position()))) {
                assertThat(source.contents()).isEqualTo("x (2 x 3 %s)".formatted(label));
                assertThat(source.array("x").values()).containsExactly(1, 2, 3, 4, 5, 6);
            }
        }
    }

    @Test
    void aFileCutAnywhereIsRefused() {
        byte[] whole = Fixtures.bytes(FILE);
        int second = 20 + 9 + 240;
        for (int length = 1; length < second; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> open(cut).close()).isInstanceOf(DataException.class);
        }
        assertThatThrownBy(() -> open(Arrays.copyOf(whole, second + 10)).close())
                .isInstanceOf(DataException.class)
                .hasMessageContaining("byte 269: the file ends in the header of a matrix");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MAX_VALUE, 1 << 30})
    void lengthsThatLieAreRefused(int length) {
        refused(header(0, ByteOrder.LITTLE_ENDIAN, length, length), "byte 4: a matrix of " + length);
        refused(
                header(0, ByteOrder.LITTLE_ENDIAN, 1, 1).putInt(16, length),
                "byte 16: a name of %d bytes".formatted(length));
        refused(
                header(0, ByteOrder.LITTLE_ENDIAN, 3, 1).putInt(12, 1),
                "byte 4: a matrix of 3 x 1, but 42 bytes are left");
    }

    @ParameterizedTest
    @ValueSource(ints = {2000, 3000, 4000, 100, 60, 3, -10})
    void otherFormatsOfNumbersAreRefused(int digits) {
        refused(header(digits, ByteOrder.LITTLE_ENDIAN, 1, 1), "no mark of MATLAB's versions");
    }

    private void refused(ByteBuffer mat, String part) {
        assertThatThrownBy(() -> open(Arrays.copyOf(mat.array(), 64)).close())
                .isInstanceOf(DataException.class)
                .hasMessageContaining(part);
    }

    private Source open(byte[] mat) {
        return Source.open(Fixtures.write(folder.resolve("old.mat"), mat));
    }

    /** The header of the matrix x, with room for what follows. */
    private static ByteBuffer header(int type, ByteOrder order, int rows, int columns) {
        ByteBuffer mat = ByteBuffer.allocate(256).order(order);
        mat.putInt(order == ByteOrder.BIG_ENDIAN ? 1000 + type : type);
        mat.putInt(rows).putInt(columns).putInt(0).putInt(2);
        return mat.put("x\0".getBytes(StandardCharsets.US_ASCII));
    }
}
