package stride.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stride.data.hdf5.MendedChecksums;
import stride.engine.RowBlocks;

/**
 * Files that were damaged: whatever happened to them, they are read or refused in one line, soon and without fuss. How
 * many of them is {@code jqwik.tries.default}.
 */
class DamagedFilesTest {
    private static final String[] FILES = {
        "recording_p2.npy",
        "recording_p3.npy",
        "recording_p4.npy",
        "recording_f5.npy",
        "recording.pkl",
        "sessions.npy",
        "recording_deflated.npz",
        "numbers.npz",
        "numbers_deflated.npz",
        "version1.npy",
        "version3.npy",
        "recording_v4.mat",
        "recording_v5.mat",
        "recording_v7.mat",
        "recording_v73.mat",
        "types_earliest.h5",
        "types_latest.h5",
        "recording.nwb",
        "table.csv",
        "table.tsv",
        "gaps.csv",
        "suite2p/plane0/spks.npy",
        "suite2p/plane0/iscell.npy",
        "suite2p/plane0/stat.npy"
    };
    /** Where Linux keeps files in memory: half of the time would go into the disk's books. */
    private static final Path MEMORY = Path.of("/dev/shm");

    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));
    private static final List<Missing> WAYS = List.of(Missing.values());
    private static final long PATIENCE = 2_000_000_000L;

    /** What may be allocated, all of it added up, beside the file: far less is there at any one time. */
    private static final long ALLOWANCE = 256L << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

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

    @ParameterizedTest
    @ValueSource(strings = {"types_latest.h5", "types_earliest.h5", "recording_v73.mat", "vast.h5"})
    void mendedChecksumsAreThoseOfASoundFile(String name) {
        assertThat(MendedChecksums.in(Fixtures.bytes(name))).isEqualTo(Fixtures.bytes(name));
    }

    @Property(shrinking = ShrinkingMode.OFF, afterFailure = AfterFailureMode.RANDOM_SEED)
    void aDamagedFileIsReadOrRefused(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        String name = FILES[random.nextInt(FILES.length)];
        byte[] other = Fixtures.bytes(FILES[random.nextInt(FILES.length)]);
        byte[] damaged = Damage.of(Fixtures.bytes(name), other, random);
        if (random.nextBoolean()) {
            MendedChecksums.in(damaged);
        }
        Path folder = Files.createTempDirectory(MEMORY.toFile().canWrite() ? MEMORY : TEMPORARY, "damaged");
        long start = System.nanoTime();
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        try {
            readOrRefuse(name, folder, damaged, WAYS.get(random.nextInt(WAYS.size())));
        } finally {
            delete(folder);
        }
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - allocated)
                .as(name)
                .isLessThan(ALLOWANCE);
        assertThat(System.nanoTime() - start).as(name).isLessThan(PATIENCE);
    }

    private static void readOrRefuse(String name, Path folder, byte[] damaged, Missing missing) throws IOException {
        Path file = folder.resolve(Path.of(name).getFileName());
        Path named = file;
        if (name.startsWith("suite2p/")) {
            for (String each : new String[] {"spks.npy", "F.npy", "iscell.npy", "stat.npy"}) {
                Fixtures.write(folder.resolve(each), Fixtures.bytes("suite2p/plane0/" + each));
            }
            named = folder;
        }
        Fixtures.write(file, damaged);
        try {
            readEverything(named, missing);
        } catch (DataException e) {
            assertThat(e.getMessage()).startsWith(named.toString()).doesNotContain("\n");
        }
    }

    private static void readEverything(Path file, Missing missing) {
        try (Source source = Source.open(file)) {
            for (ArrayInfo info : source.arrays()) {
                try {
                    StoredArray array = source.array(info.name());
                    array.series();
                    array.range();
                    array.values();
                } catch (DataException e) {
                    assertThat(e.getMessage()).startsWith(file.toString()).doesNotContain("\n");
                }
            }
        }
        ArrayChoice choice = choice(file.toString()).withMissing(missing);
        try (Screened screened = Recordings.open(file.toString(), choice).screened()) {
            RowBlocks activity = screened.recording().activity();
            float[] block = new float[Math.min(activity.rows(), 2) * activity.columns()];
            for (int first = 0; first < Math.min(activity.rows(), 1000); first += 2) {
                activity.read(first, Math.min(2, activity.rows() - first), block);
            }
        }
    }

    private static ArrayChoice choice(String file) {
        if (file.endsWith(".h5")) {
            return ArrayChoice.AUTO.withActivity("/chunked/all_filters").withTarget("/recording/target");
        }
        if (file.endsWith(".nwb")) {
            return ArrayChoice.AUTO
                    .withActivity("/processing/ophys/Fluorescence/RoiResponseSeries/data")
                    .withTarget("/processing/behavior/position/data")
                    .withBins(0.5);
        }
        return file.endsWith("sv") ? ArrayChoice.AUTO.withActivity("table").withTarget("n2") : ArrayChoice.AUTO;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
