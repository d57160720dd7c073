package stride.data.pickle;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import stride.data.DataException;

class Latin1PayloadTest {
    @Test
    void anyRangeIsTranslatedBack() {
        Random random = new Random(1);
        byte[] bytes = new byte[40_000];
        random.nextBytes(bytes);
        // Long runs of one kind move the steps of the index onto both halves of a character.
        Arrays.fill(bytes, 10_000, 20_000, (byte) 0xe4);
        Arrays.fill(bytes, 20_000, 30_000, (byte) 'a');
        byte[] text = new String(bytes, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.UTF_8);
        Latin1Payload payload = payload(text, bytes.length);
        assertThat(payload.bytes(0, bytes.length).toArray(JAVA_BYTE)).isEqualTo(bytes);
        assertThat(payload.bytes(bytes.length, 0).byteSize()).isZero();
        for (int i = 0; i < 2000; i++) {
            int offset = random.nextInt(bytes.length);
            int length = random.nextInt(Math.min(9000, bytes.length - offset) + 1);
            assertThat(payload.bytes(offset, length).toArray(JAVA_BYTE))
                    .isEqualTo(Arrays.copyOfRange(bytes, offset, offset + length));
        }
    }

    @Test
    void otherTextIsRefused() {
        byte[] euro = "12€4".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> payload(euro, 4).bytes(0, 4)).isInstanceOf(DataException.class);
        byte[] halves = {'a', (byte) 0xc3, 'b', (byte) 0xa4};
        assertThatThrownBy(() -> payload(halves, 3).bytes(0, 3)).isInstanceOf(DataException.class);
        byte[] cut = {'a', (byte) 0xc3};
        assertThatThrownBy(() -> payload(cut, 2).bytes(0, 2)).isInstanceOf(DataException.class);
    }

    @Test
    void anotherNumberOfCharactersIsRefused() {
        assertThatThrownBy(
                        () -> payload("abc".getBytes(StandardCharsets.UTF_8), 2).bytes(0, 2))
                .hasMessageContaining("2 bytes are needed, but 3 are there");
    }

    private static Latin1Payload payload(byte[] text, int size) {
        return new Latin1Payload("a.npy: x", MemorySegment.ofArray(text), size);
    }
}
