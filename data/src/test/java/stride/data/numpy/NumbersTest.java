package stride.data.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stride.data.ArrayInfo;
import stride.data.DataException;
import stride.data.Fixtures;
import stride.data.Source;
import stride.engine.Kernels;
import stride.engine.RowBlocks;

/** Arrays of every type, byte order and memory order, stored and deflated, as numpy wrote them. */
class NumbersTest {
    private static final Kernels KERNELS = Kernels.choose();

    @ParameterizedTest
    @ValueSource(strings = {"numbers.npz", "numbers_deflated.npz"})
    void everyNumericTypeIsDecoded(String file) {
        try (Source source = Source.open(Fixtures.file(file))) {
            List<String> names = source.arrays().stream()
                    .map(ArrayInfo::name)
                    .filter(name -> name.endsWith("_C") || name.endsWith("_F"))
                    .toList();
            assertThat(names).hasSize(44);
            for (String name : names) {
                assertThat(source.array(name).values()).as(name).containsExactly(0, 1, 2, 3, 4, 5);
                assertThat(read(source.array(name).matrix(KERNELS))).as(name).containsExactly(0, 1, 2, 3, 4, 5);
                assertThat(read(source.array(name).transposed(KERNELS)))
                        .as(name)
                        .containsExactly(0, 3, 1, 4, 2, 5);
            }
            assertThat(source.array("b1").values()).containsExactly(0, 1, 0, 1, 0, 1);
            assertThat(read(source.array("b1").matrix(KERNELS))).containsExactly(0, 1, 0, 1, 0, 1);
        }
    }

    @Test
    void extremesKeepTheirSignAndSize() {
        try (Source source = Source.open(Fixtures.file("numbers.npz"))) {
            assertThat(source.array("extremes_i1").values()).containsExactly(-128, 127);
            assertThat(source.array("extremes_u1").values()).containsExactly(0, 255);
            assertThat(source.array("extremes_i2").values()).containsExactly(-32768, 32767);
            assertThat(source.array("extremes_u2").values()).containsExactly(0, 65535);
            assertThat(source.array("extremes_u4").values()).containsExactly(0, 4294967295.0);
            assertThat(source.array("extremes_i8").values()).containsExactly(-0x1p63, 0x1p63);
            assertThat(source.array("extremes_u8").values()).containsExactly(0x1p63 + 2048, 0x1p64);
            assertThat(source.array("extremes_f2").values()).containsExactly(0x1p-24, -65504);
            assertThat(source.array("single").values()).containsExactly(7.5);
        }
    }

    @Test
    void extremesBecomeTheNearestFloats() {
        try (Source source = Source.open(Fixtures.file("numbers.npz"))) {
            assertThat(read(source.array("extremes_i1").matrix(KERNELS))).containsExactly(-128, 127);
            assertThat(read(source.array("extremes_u1").matrix(KERNELS))).containsExactly(0, 255);
            assertThat(read(source.array("extremes_i2").matrix(KERNELS))).containsExactly(-32768, 32767);
            assertThat(read(source.array("extremes_u2").matrix(KERNELS))).containsExactly(0, 65535);
            assertThat(read(source.array("extremes_u4").matrix(KERNELS))).containsExactly(0, 0x1p32f);
            assertThat(read(source.array("extremes_i8").matrix(KERNELS))).containsExactly(-0x1p63f, 0x1p63f);
            assertThat(read(source.array("extremes_u8").matrix(KERNELS))).containsExactly(0x1p63f, 0x1p64f);
            assertThat(read(source.array("extremes_f2").matrix(KERNELS))).containsExactly(0x1p-24f, -65504);
        }
    }

    @Test
    void whatIsNoRealNumberIsListedAndRefused() {
        try (Source source = Source.open(Fixtures.file("numbers_deflated.npz"))) {
            for (String name : List.of("complex", "text", "objects")) {
                assertThatThrownBy(() -> source.array(name).values())
                        .isInstanceOf(DataException.class)
                        .hasMessageContaining(name + " (")
                        .hasMessageContaining("does not hold real numbers");
            }
        }
    }

    @Test
    void aDamagedEntryIsRefusedWhenItIsAskedFor(@TempDir Path folder) {
        byte[] archive = Fixtures.bytes("numbers_deflated.npz");
        String text = new String(archive, StandardCharsets.ISO_8859_1);
        int entry = text.indexOf("b1.npy");
        int next = text.indexOf("PK\u0003\u0004", entry);
        archive[next - 2] ^= 1;
        try (Source source = Source.open(Fixtures.write(folder.resolve("damaged.npz"), archive))) {
            assertThat(source.array("single").values()).containsExactly(7.5);
            assertThatThrownBy(() -> source.array("b1").values())
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("entry b1.npy");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void everyHeaderVersionIsRead(int version) {
        try (Source source = Source.open(Fixtures.file("version" + version + ".npy"))) {
            assertThat(source.array("version" + version).values()).containsExactly(0, 1, 2, 3, 4, 5);
        }
    }

    private static float[] read(RowBlocks matrix) {
        float[] values = new float[matrix.rows() * matrix.columns()];
        matrix.read(0, matrix.rows(), values);
        return values;
    }
}
