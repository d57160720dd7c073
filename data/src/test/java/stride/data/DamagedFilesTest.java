package stride.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stride.engine.RowBlocks;

/** Files that were damaged: whatever happened to them, they are read or refused in one line, soon and without fuss. */
class DamagedFilesTest {
    private static final String[] FILES = {
        "recording_p2.npy", "recording_p3.npy", "recording_p4.npy", "recording_f5.npy", "recording.pkl",
        "recording_deflated.npz", "numbers.npz", "numbers_deflated.npz", "version1.npy", "version3.npy"
    };
    private static final long PATIENCE = 2_000_000_000L;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "recording_p2.npy",
                "recording_p3.npy",
                "recording_p4.npy",
                "recording_p5.npy",
                "recording_deflated.npz",
                "version1.npy",
                "version2.npy"
            })
    void aFileCutAnywhereIsRefused(String name, @TempDir Path folder) {
        byte[] whole = Fixtures.bytes(name);
        Path file = folder.resolve(name);
        for (int length = 0; length < whole.length; length++) {
            Fixtures.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Source.open(file).close())
                    .as("%s cut to %d bytes", name, length)
                    .isInstanceOf(DataException.class)
                    .hasMessageStartingWith(file.toString());
        }
    }

    @Property(tries = 3000, shrinking = ShrinkingMode.OFF, afterFailure = AfterFailureMode.RANDOM_SEED)
    void aDamagedFileIsReadOrRefused(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        byte[] damaged = damage(Fixtures.bytes(FILES[random.nextInt(FILES.length)]), random);
        Path file = Files.createTempFile("damaged", ".npy");
        long start = System.nanoTime();
        try {
            Fixtures.write(file, damaged);
            try {
                readEverything(file);
            } catch (DataException e) {
                assertThat(e.getMessage()).startsWith(file.toString()).doesNotContain("\n");
            }
        } finally {
            Files.delete(file);
        }
        assertThat(System.nanoTime() - start).isLessThan(PATIENCE);
    }

    private static byte[] damage(byte[] bytes, Random random) {
        byte[] damaged = bytes.clone();
        int times = 1 + random.nextInt(4);
        for (int i = 0; i < times; i++) {
            int at = random.nextInt(damaged.length);
            switch (random.nextInt(6)) {
                case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> damaged[at] = (byte) random.nextInt(256);
                case 2 -> damaged = Arrays.copyOf(damaged, Math.max(1, at));
                case 3 -> damaged = splice(damaged, at, random);
                case 4 -> damaged[at] = (byte) (random.nextBoolean() ? 0xff : 0x7f);
                default -> damaged = Arrays.copyOf(damaged, damaged.length + random.nextInt(100));
            }
        }
        return damaged;
    }

    /** Copies a piece of the file, or of another, over or between what is there. */
    private static byte[] splice(byte[] bytes, int at, Random random) {
        byte[] other = random.nextBoolean() ? bytes : Fixtures.bytes(FILES[random.nextInt(FILES.length)]);
        int from = random.nextInt(other.length);
        int length = random.nextInt(Math.min(300, other.length - from)) + 1;
        int resume = random.nextBoolean() ? at : Math.min(bytes.length, at + length);
        byte[] spliced = new byte[at + length + bytes.length - resume];
        System.arraycopy(bytes, 0, spliced, 0, at);
        System.arraycopy(other, from, spliced, at, length);
        System.arraycopy(bytes, resume, spliced, at + length, bytes.length - resume);
        return spliced;
    }

    private static void readEverything(Path file) {
        try (Source source = Source.open(file)) {
            for (ArrayInfo info : source.arrays()) {
                try {
                    source.array(info.name()).values();
                } catch (DataException e) {
                    assertThat(e.getMessage()).startsWith(file.toString()).doesNotContain("\n");
                }
            }
        }
        try (Recording recording = Recordings.open(file.toString(), ArrayChoice.AUTO)) {
            RowBlocks activity = recording.activity();
            activity.read(0, activity.rows(), new float[activity.rows() * activity.columns()]);
        }
    }
}
