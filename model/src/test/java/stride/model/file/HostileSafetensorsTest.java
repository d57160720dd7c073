package stride.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Files that lie or are broken: each is read or refused by name, and none costs more memory than it has bytes. */
class HostileSafetensorsTest {
    private static final List<String> HEADERS = List.of(
            "",
            "null",
            "[]",
            "7",
            "{\"w\":7}",
            "{\"w\":{}}",
            "{\"w\":{\"dtype\":\"F32\"}}",
            "{\"w\":{\"dtype\":32,\"shape\":[2],\"data_offsets\":[0,8]}}",
            "{\"w\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}",
            "{\"w\":{\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]}}",
            "{\"w\":{\"dtype\":\"F32\",\"shape\":[\"two\"],\"data_offsets\":[0,8]}}",
            "{\"w\":{\"dtype\":\"F32\",\"shape\":[2.5],\"data_offsets\":[0,8]}}",
            "{\"w\":{\"dtype\":\"F32\",\"shape\":[1e999999999],\"data_offsets\":[0,8]}}",
            "{\"w\":{\"dtype\":\"F32\",\"shape\":[NaN],\"data_offsets\":[0,8]}}",
            "{\"w\":{\"dtype\":\"F32\",\"shape\":[null],\"data_offsets\":[0,8]}}",
            "{\"w\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,-8]}}",
            "{\"w\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}}",
            "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
            "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}}",
            "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}",
            "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]}}",
            "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[9223372036854775807,-9223372036854775801]}}",
            "{\"w\":{\"dtype\":\"F32\",\"shape\":[536870911],\"data_offsets\":[0,2147483644]}}",
            "{\"w\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647,2147483647],\"data_offsets\":[0,8]}}",
            "{\"w\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}",
            "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", // four bytes more
            "{}", // eight bytes more
            "{\"__metadata__\":[]}",
            "{\"__metadata__\":{\"a\":1}}",
            "[".repeat(20_000));

    private static Path file;

    @BeforeContainer
    static void makeFile() throws IOException {
        file = Files.createTempFile("hostile", ".safetensors");
    }

    @AfterContainer
    static void deleteFile() throws IOException {
        Files.delete(file);
    }

    private static byte[] bytes(long length, String header, byte[] values) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length + values.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(text)
                .put(values)
                .array();
    }

    private static void assertRefused(byte[] bytes, String what) throws IOException {
        Files.write(file, bytes);
        assertThatThrownBy(() -> Safetensors.read(file))
                .as(what)
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith(file + ": not a safetensors file that Stride reads: ");
    }

    private static byte[] sound() throws IOException {
        new Safetensors(
                        Map.of("w", new Tensor(List.of(2, 3), new float[] {1, 2, 3, 4, 5, 6})),
                        Map.of("stride.format", "1"))
                .write(file);
        return Files.readAllBytes(file);
    }

    @Example
    void headersThatLieAreRefused() throws IOException {
        for (String header : HEADERS) {
            assertRefused(bytes(header.getBytes(StandardCharsets.UTF_8).length, header, new byte[8]), header);
        }
    }

    @Example
    void everyCutIsRefused() throws IOException {
        byte[] whole = sound();
        for (int length = 0; length < whole.length; length++) {
            assertRefused(Arrays.copyOf(whole, length), "cut at " + length);
        }
    }

    @Example
    void headerLengthsThatLieAreRefused() throws IOException {
        String header = "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
        for (long length :
                new long[] {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 31, header.length() - 1, 1 << 26}) {
            assertRefused(bytes(length, header, new byte[8]), "length " + length);
        }
    }

    @Example
    void tensorsThatShareTheirBytesAreRefused() throws IOException {
        // Four million bytes, claimed a thousand times over.
        StringBuilder header = new StringBuilder("{");
        for (int i = 0; i < 1000; i++) {
            header.append("%s\"w%d\":{\"dtype\":\"F32\",\"shape\":[1000000],\"data_offsets\":[0,4000000]}"
                    .formatted(i == 0 ? "" : ",", i));
        }
        assertRefused(bytes(header.length() + 1, header + "}", new byte[4_000_000]), "shared");
    }

    @Property(tries = 400)
    void flippedBytesAreReadOrRefused(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int flips)
            throws IOException {
        byte[] bytes = sound();
        Random random = new Random(seed);
        for (int i = 0; i < flips; i++) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
        }
        Files.write(file, bytes);
        try {
            long values = Safetensors.read(file).tensors().values().stream()
                    .mapToLong(tensor -> tensor.values().length)
                    .sum();
            assertThat(4 * values).isLessThanOrEqualTo(bytes.length);
        } catch (ModelFileException refused) {
            assertThat(refused).hasMessageStartingWith(file.toString());
        }
    }
}
