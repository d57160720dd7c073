package stride.data.matlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.zip.Deflater;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stride.data.ArrayChoice;
import stride.data.ArrayInfo;
import stride.data.DataException;
import stride.data.Fixtures;
import stride.data.Recording;
import stride.data.Recordings;
import stride.data.SharedFiles;
import stride.data.Source;
import stride.engine.Kernels;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.Cell;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Struct;

/** MATLAB files of versions 5 to 7.3, as scipy and h5py write them and as MFL reads them. */
@SuppressWarnings("ByteBufferBackingArray") // All of them are allocated here.
class MatFormatTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"recording_v5.mat", "recording_v7.mat", "recording_v73.mat"})
    void thePublishedLayoutIsKnown(String name) {
        try (Recording recording = Recordings.open(Fixtures.file(name).toString(), ArrayChoice.AUTO)) {
            assertThat(recording.layout()).isEqualTo("Fsp and beh.runSpeed, neurons by time");
            float[] all = new float[5 * 12];
            recording.activity().read(0, 5, all);
            assertThat(all[0]).isZero();
            assertThat(all[12 + 3]).isEqualTo(103);
            assertThat(all[59]).isEqualTo(411);
            assertThat(recording.targets().at(3, 0)).isEqualTo(2.25f);
            assertThat(recording.positions().orElseThrow().at(1, 2)).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"recording_v5.mat", "recording_v7.mat"})
    void structsAndCellsAreWalked(String name) {
        try (Source source = Source.open(Fixtures.file(name))) {
            assertThat(source.arrays())
                    .extracting(ArrayInfo::summary)
                    .containsExactly(
                            "Fsp (5 x 12 float32)",
                            "med (5 x 3 float64)",
                            "beh.runSpeed (12 x 1 float64)",
                            "beh.pupil.area (12 x 1 uint8)",
                            "beh.pupil.com (12 x 2 float64)",
                            "beh.face.motionSVD (12 x 4 float64)",
                            "my_mvmt{1} (0 x 0 float64)",
                            "my_mvmt{2}.velocity (12 x 1 float64)",
                            "my_mvmt{2}.note (1 x 5 char)",
                            "my_mvmt{3}.velocity (12 x 1 float64)",
                            "my_mvmt{3}.note (1 x 6 char)",
                            "flags (2 x 3 bool)",
                            "turned (1 x 2 complex float64)",
                            "sparse (3 x 3 sparse)",
                            "cube (2 x 3 x 4 int16)",
                            "stat (1 x 2 struct)");
            assertThat(source.array("my_mvmt{3}.velocity").values()).startsWith(-0.0, -.25, -1, -2.25);
            assertThat(source.array("beh.face.motionSVD").values()).startsWith(0, 1, 2, 3, 4);
            assertThat(source.array("flags").values()).containsExactly(0, 1, 0, 1, 0, 1);
            assertThatThrownBy(() -> source.array("cube").matrix(Kernels.choose()))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("cube (2 x 3 x 4 int16) has 3 dimensions");
            for (String other : List.of("turned", "sparse", "stat", "my_mvmt{2}.note")) {
                assertThatThrownBy(() -> source.array(other).matrix(Kernels.choose()))
                        .isInstanceOf(DataException.class)
                        .hasMessageContaining("does not hold real numbers");
            }
        }
    }

    @Test
    void version73IsNamedAsTheOthers() {
        try (Source source = Source.open(Fixtures.file("recording_v73.mat"))) {
            assertThat(source.arrays())
                    .extracting(ArrayInfo::summary)
                    .containsExactly(
                            "Fsp (5 x 12 float32)",
                            "beh.runSpeed (12 x 1 float64)",
                            "empty (0 x 0 empty double)",
                            "label (1 x 2 char)",
                            "med (5 x 3 float64)",
                            "my_mvmt{1} (12 x 1 float64)",
                            "my_mvmt{2}.velocity (12 x 1 float64)");
            assertThat(source.array("my_mvmt{2}.velocity").values()).startsWith(-0.0, -.25, -1, -2.25);
        }
    }

    @Test
    void bigEndianFilesAreRead() {
        byte[] mat = file("MI", matrix(2, 3, 1, 4, 2, 5, 3, 6));
        try (Source source = Source.open(Fixtures.write(folder.resolve("big.mat"), mat))) {
            assertThat(source.contents()).isEqualTo("x (2 x 3 float64)");
            assertThat(source.array("x").values()).containsExactly(1, 2, 3, 4, 5, 6);
        }
    }

    @Test
    void whatIsDamagedInsideACompressedVariableIsRefusedWhenItIsAskedFor() {
        double[] noise = new Random(1).doubles(2000).toArray();
        ByteBuffer packed = ByteBuffer.allocate(20_000).putInt(15).putInt(0);
        try (Deflater deflater = new Deflater()) {
            deflater.setInput(matrix(2000, 1, noise));
            deflater.finish();
            packed.putInt(4, deflater.deflate(packed));
        }
        byte[] mat = file("MI", Arrays.copyOf(packed.array(), packed.position()));
        try (Source source = Source.open(Fixtures.write(folder.resolve("sound.mat"), mat))) {
            assertThat(source.array("x").values()).isEqualTo(noise);
        }
        mat[mat.length - 1] ^= 1;
        try (Source source = Source.open(Fixtures.write(folder.resolve("damaged.mat"), mat))) {
            assertThat(source.contents()).isEqualTo("x (2000 x 1 float64)");
            for (ThrowingCallable way : List.<ThrowingCallable>of(
                    () -> source.array("x").values(),
                    () -> source.array("x").range(),
                    () -> source.array("x").matrix(Kernels.choose()).read(0, 1, new float[1]))) {
                assertThatThrownBy(way)
                        .isInstanceOf(DataException.class)
                        .hasMessageContaining("the variable at byte 128 ");
            }
        }
    }

    /** A file of version 5 with one element. */
    private static byte[] file(String mark, byte[] element) {
        ByteBuffer mat = ByteBuffer.allocate(128 + element.length);
        mat.put("MATLAB 5.0 MAT-file".getBytes(StandardCharsets.US_ASCII));
        mat.putShort(124, (short) 0x0100).put(126, mark.getBytes(StandardCharsets.US_ASCII));
        return mat.put(128, element).array();
    }

    /** The matrix x of doubles, by columns, big-endian. */
    private static byte[] matrix(int rows, int columns, double... values) {
        ByteBuffer mat = ByteBuffer.allocate(8 + 48 + 8 + 8 * values.length);
        mat.putInt(14).putInt(mat.capacity() - 8);
        mat.putInt(6).putInt(8).putInt(6).putInt(0); // flags: double
        mat.putInt(5).putInt(8).putInt(rows).putInt(columns);
        mat.putInt(1).putInt(1).putLong((long) 'x' << 56);
        mat.putInt(9).putInt(8 * values.length);
        for (double value : values) {
            mat.putDouble(value);
        }
        return mat.array();
    }

    @Test
    void whatHasTheNameAloneIsRefused() {
        Path file = Fixtures.write(
                folder.resolve("other.mat"), "no matrix ".repeat(20).getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> Source.open(file).close())
                .isInstanceOf(DataException.class)
                .hasMessage(file + ": byte 124: no mark of MATLAB's versions 5 to 7.3, and byte 0 begins no matrix of"
                        + " version 4; load it in MATLAB and save it with -v7");
    }

    /** Of MFL only numbers are taken, which need no more of it than its plain reading. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "recordings/monkey-m1/contdata95.mat",
                "recordings/mouse-ca1/C11_M1_A_behavior_1.mat",
                "recordings/mouse-ca1/C11_M1_A_finalEventsMat_2.mat",
                "reader-cases/scipy/test3dmatrix_6.1_SOL2.mat",
                "reader-cases/scipy/teststructnest_7.4_GLNX86.mat"
            })
    void numbersAreThoseThatMflReads(String name) throws IOException {
        var file = SharedFiles.file(name);
        List<Map.Entry<String, Matrix>> expected = new ArrayList<>();
        try (MatFile mat = Mat5.readFromFile(file.toFile());
                Source source = Source.open(file)) {
            mat.getEntries().forEach(entry -> collect(entry.getName(), entry.getValue(), expected));
            assertThat(expected).isNotEmpty();
            for (Map.Entry<String, Matrix> each : expected) {
                Matrix matrix = each.getValue();
                if (matrix.getDimensions().length > 2) {
                    assertThat(source.array(each.getKey()).range().orElseThrow().greatest())
                            .isEqualTo(matrix.getDouble(matrix.getNumElements() - 1));
                    continue;
                }
                double[] values = source.array(each.getKey()).values();
                for (int r = 0; r < matrix.getNumRows(); r++) {
                    for (int c = 0; c < matrix.getNumCols(); c++) {
                        if (values[r * matrix.getNumCols() + c] != matrix.getDouble(r, c)) {
                            throw new AssertionError("%s (%d, %d)".formatted(each.getKey(), r, c));
                        }
                    }
                }
            }
        }
    }

    private static void collect(String name, Array array, List<Map.Entry<String, Matrix>> found) {
        switch (array) {
            case Matrix matrix when matrix.getNumElements() > 0 -> found.add(Map.entry(name, matrix));
            case Struct struct ->
                struct.getFieldNames().forEach(field -> collect(name + "." + field, struct.get(field), found));
            case Cell cell -> {
                for (int i = 0; i < cell.getNumElements(); i++) {
                    collect(String.format(Locale.ROOT, "%s{%d}", name, i + 1), cell.get(i), found);
                }
            }
            default -> {}
        }
    }
}
