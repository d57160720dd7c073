package stride.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stride.model.Draws;

class SafetensorsTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsReadBitForBit() throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        float[] odd = {0f, -0f, Float.NaN, Float.intBitsToFloat(0x7fc0dead), Float.POSITIVE_INFINITY, Float.MIN_VALUE};
        tensors.put("odd.values", new Tensor(List.of(2, 3), odd));
        tensors.put("nothing", new Tensor(List.of(4, 0), new float[0]));
        tensors.put("scalar", new Tensor(List.of(), new float[] {7}));
        // More values than are written at once.
        tensors.put("long", Tensor.of(Draws.normal(1, 40_001, 1).data()));
        tensors.put("\u00fcber \"quoted\" <name>", Tensor.of(1, 2));
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("stride.format", "1");
        metadata.put("text", "{\"lines\": \"one\\ntwo\", \"sign\": \"\u00b5\"}\n");
        Path file = folder.resolve("some.safetensors");
        new Safetensors(tensors, metadata).write(file);

        Safetensors read = Safetensors.read(file);
        assertThat(read.metadata()).containsExactlyEntriesOf(metadata);
        assertThat(read.tensors().keySet()).containsExactlyElementsOf(tensors.keySet());
        tensors.forEach((name, tensor) -> {
            Tensor back = read.tensors().get(name);
            assertThat(back.shape()).isEqualTo(tensor.shape());
            assertThat(bits(back.values())).isEqualTo(bits(tensor.values()));
        });
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }

    @Test
    void theBytesAreThoseOfTheFormat() throws IOException {
        Path file = folder.resolve("small.safetensors");
        new Safetensors(Map.of("w", new Tensor(List.of(1, 2), new float[] {1, -2})), Map.of("a", "b")).write(file);
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int length = (int) buffer.getLong();
        assertThat(length % 8).isZero();
        assertThat(bytes).hasSize(8 + length + 8);
        assertThat(new String(bytes, 8, length, StandardCharsets.UTF_8).strip())
                .isEqualTo(
                        "{\"__metadata__\":{\"a\":\"b\"},\"w\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}");
        assertThat(buffer.getFloat(8 + length)).isEqualTo(1);
        assertThat(buffer.getFloat(8 + length + 4)).isEqualTo(-2);
    }

    @Test
    void aLongerFileIsReplacedWhole() throws IOException {
        Path file = folder.resolve("again.safetensors");
        new Safetensors(Map.of("w", Tensor.of(new float[100])), Map.of()).write(file);
        new Safetensors(Map.of("w", Tensor.of(1)), Map.of()).write(file);
        assertThat(Safetensors.read(file).tensors().get("w")).isEqualTo(Tensor.of(1));
    }

    @Test
    void aMissingFileIsNotCalledMalformed() {
        assertThatThrownBy(() -> Safetensors.read(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aTensorHasAsManyValuesAsItsShape() {
        assertThatThrownBy(() -> new Tensor(List.of(2, 3), new float[5]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a tensor of shape [2, 3] with 5 values");
        assertThat(Tensor.of(new double[] {0.1, 2})).isEqualTo(Tensor.of(0.1f, 2f));
    }
}
