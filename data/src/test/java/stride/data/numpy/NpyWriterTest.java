package stride.data.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stride.data.Fixtures;
import stride.data.Source;
import stride.data.StoredArray;
import stride.engine.Kernels;
import stride.engine.Matrix;

class NpyWriterTest {
    @TempDir
    private Path folder;

    @Test
    void theBytesAreThoseOfNumpy() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NpyWriter.write(out, 2, 3, new double[] {0, 1, 2, 3, 4, 5});
        assertThat(out.toByteArray()).isEqualTo(Fixtures.bytes("version1.npy"));
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        float[] many = new float[200_001];
        for (int i = 0; i < many.length; i++) {
            many[i] = i;
        }
        Path file = folder.resolve("x.npy");
        try (OutputStream out = Files.newOutputStream(file)) {
            NpyWriter.write(out, new Matrix(3, 66_667, many));
        }
        try (Source source = Source.open(file)) {
            StoredArray x = source.array("x");
            assertThat(x.info().summary()).isEqualTo("x (3 x 66667 float32)");
            float[] read = new float[many.length];
            x.matrix(Kernels.choose()).read(0, 3, read);
            assertThat(read).isEqualTo(many);
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            NpyWriter.write(out, many);
        }
        try (Source source = Source.open(file)) {
            assertThat(source.array("x").info().summary()).isEqualTo("x (200001 float32)");
            assertThat(source.array("x").values()[200_000]).isEqualTo(200_000);
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            NpyWriter.write(out, new double[0]);
        }
        try (Source source = Source.open(file)) {
            assertThat(source.array("x").info().summary()).isEqualTo("x (0 float64)");
        }
    }

    @Test
    void aShapeThatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> NpyWriter.write(OutputStream.nullOutputStream(), 2, 2, new double[3]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
