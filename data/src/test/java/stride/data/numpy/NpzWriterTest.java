package stride.data.numpy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stride.data.Source;
import stride.engine.Kernels;
import stride.engine.Matrix;

class NpzWriterTest {
    private static final long ORDINARY = 0xffff_ffffL;

    @TempDir
    private Path folder;

    private final Matrix activity = new Matrix(3, 5, new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14});

    /** From 0 on every entry is wide; from 200 on, the second and the directory are, by where they lie. */
    @ParameterizedTest
    @ValueSource(longs = {0, 200, ORDINARY})
    void whatIsWrittenIsReadBack(long zip64From) throws IOException {
        Path file = write(zip64From);
        try (Source source = Source.open(file)) {
            assertThat(source.contents())
                    .isEqualTo("activity (3 x 5 float32), target (2 x 1 float64), none (0 x 5 float32)");
            float[] read = new float[15];
            source.array("activity").matrix(Kernels.choose()).read(0, 3, read);
            assertThat(read).isEqualTo(activity.data());
            assertThat(source.array("target").values()).containsExactly(0.1, -2);
        }
    }

    /** The JDK's reader finds the entries on its own, and compares sizes. */
    @ParameterizedTest
    @ValueSource(longs = {0, 200, ORDINARY})
    void theArchiveIsOneToOthersAsWell(long zip64From) throws IOException {
        try (ZipFile zip = new ZipFile(write(zip64From).toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName)).containsExactly("activity.npy", "target.npy", "none.npy");
            for (ZipEntry entry : zip.stream().toList()) {
                try (InputStream in = zip.getInputStream(entry)) {
                    byte[] bytes = in.readAllBytes();
                    CRC32 crc = new CRC32();
                    crc.update(bytes);
                    assertThat(crc.getValue()).isEqualTo(entry.getCrc());
                    assertThat(bytes).hasSize((int) entry.getSize());
                }
            }
        }
    }

    @Test
    void elementsBeginAtMultiplesOf64() throws IOException {
        byte[] bytes = Files.readAllBytes(write(ORDINARY));
        int aligned = 0;
        for (int at = 0; at < bytes.length; at += 64) {
            aligned += bytes[at] == (byte) 0x93 && bytes[at + 1] == 'N' ? 1 : 0;
        }
        assertThat(aligned).as("a header is itself a multiple of 64 long").isEqualTo(3);
    }

    @Test
    void theSameArraysMakeTheSameBytes() throws IOException {
        byte[] once = Files.readAllBytes(write(ORDINARY));
        assertThat(Files.readAllBytes(write(ORDINARY))).isEqualTo(once);
    }

    private Path write(long zip64From) throws IOException {
        Path file = folder.resolve("written.npz");
        Files.deleteIfExists(file);
        try (NpzWriter writer = NpzWriter.create(file, zip64From)) {
            writer.add("activity", activity);
            writer.add("target", 2, 1, new double[] {0.1, -2});
            writer.add("none", Matrix.zeros(0, 5));
            writer.finish();
        }
        return file;
    }
}
