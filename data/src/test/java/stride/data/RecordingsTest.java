package stride.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stride.data.numpy.NpyWriter;
import stride.engine.Matrix;

class RecordingsTest {
    @TempDir
    private Path folder;

    @Test
    void activityThatLiesTimeByNeuronsIsTurned() throws IOException {
        Path file = npz(Map.of("X", counting(8, 3), "y", counting(8, 2)));
        ArrayChoice choice = ArrayChoice.AUTO.withActivity("X").withTarget("y:1");
        try (Recording recording = Recordings.open(file.toString(), choice)) {
            assertThat(recording.activity().rows()).isEqualTo(3);
            float[] neuron = new float[8];
            recording.activity().read(1, 1, neuron);
            assertThat(neuron).containsExactly(1, 4, 7, 10, 13, 16, 19, 22);
            assertThat(recording.targets().data()).containsExactly(1, 3, 5, 7, 9, 11, 13, 15);
            assertThat(recording.targetNames()).containsExactly("y:1");
            assertThat(recording.layout()).isEqualTo("X and y:1, time by neurons");
            assertThat(recording.positions()).isEmpty();
        }
    }

    @Test
    void aTargetMayLieInAnotherFile() throws IOException {
        Path activity = npy("spks.npy", counting(3, 8));
        Path other = npy("beh.npy", counting(8, 4));
        ArrayChoice choice = ArrayChoice.AUTO.withTarget(other + "#beh:0,2-3");
        try (Recording recording = Recordings.open(activity.toString(), choice)) {
            assertThat(recording.targetNames()).containsExactly("beh:0", "beh:2", "beh:3");
            assertThat(recording.targets().at(1, 2)).isEqualTo(7);
        }
        try (Recording recording = Recordings.open(activity.toString(), choice.withTarget(other + "#:1"))) {
            assertThat(recording.targetNames()).containsExactly("beh:1");
        }
    }

    @Test
    void theActivityIsNotItsOwnTarget() throws IOException {
        Path file = npz(Map.of("beh", counting(4, 30), "y", counting(30, 1)));
        ArrayChoice choice = ArrayChoice.AUTO.withActivity("beh").withTarget("beh:0");
        assertThatThrownBy(() -> Recordings.open(file.toString(), choice))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("holds the target beh itself", "choose another");
    }

    @Test
    void allFilesThatWereReadAreHashed() throws IOException {
        Path activity = npy("spks.npy", counting(3, 8));
        Path other = npy("beh.npy", counting(8, 4));
        ArrayChoice choice = ArrayChoice.AUTO.withTarget(other + "#:0");
        try (Recording recording = Recordings.open(activity.toString(), choice);
                Recording chosen = recording.screened().recording()) {
            assertThat(chosen.files()).isEqualTo(new ReadFiles(List.of(hashed(activity)), List.of(hashed(other))));
            assertThat(chosen.sha256()).isEqualTo(hashed(activity).sha256());
        }
    }

    @Test
    void aFileWithBothIsReadOnceForItsHash() throws IOException {
        Path file = npz(Map.of("sresp", counting(3, 8), "run", counting(8, 1)));
        Path link = Files.createSymbolicLink(folder.resolve("link.npz"), file);
        try (Recording recording = Recordings.open(file.toString(), ArrayChoice.AUTO.withTarget(link + "#run"))) {
            long[] most = new long[1];
            ReadFiles files = recording.files((done, of) -> most[0] = Math.max(most[0], done));
            assertThat(most[0]).isEqualTo(Files.size(file));
            String hash = hashed(file).sha256();
            assertThat(files.activity()).containsExactly(new ReadFiles.Hashed(file, hash));
            assertThat(files.target()).containsExactly(new ReadFiles.Hashed(link, hash));
        }
    }

    private static ReadFiles.Hashed hashed(Path file) {
        return new ReadFiles.Hashed(file, Sha256.of(file, ReadProgress.NONE));
    }

    @Test
    void aRowVectorIsATarget() throws IOException {
        Path file = npz(Map.of("sresp", counting(3, 8), "run", counting(1, 8)));
        try (Recording recording = Recordings.open(file.toString(), ArrayChoice.AUTO)) {
            assertThat(recording.targets().rows()).isEqualTo(8);
        }
    }

    @Test
    void aSquareActivityNeedsALayout() throws IOException {
        Path file = npz(Map.of("sresp", counting(4, 4), "run", counting(4, 1)));
        refused(file, ArrayChoice.AUTO, "could lie either way", "--layout");
        for (Layout layout : new Layout[] {Layout.NEURONS_BY_TIME, Layout.TIME_BY_NEURONS}) {
            try (Recording recording = Recordings.open(file.toString(), ArrayChoice.AUTO.withLayout(layout))) {
                float[] neuron = new float[4];
                recording.activity().read(1, 1, neuron);
                assertThat(neuron[0]).isEqualTo(layout == Layout.NEURONS_BY_TIME ? 4 : 1);
            }
        }
    }

    @Test
    void lengthsThatDisagreeAreBothNamed() throws IOException {
        Path file = npz(Map.of("sresp", counting(3, 8), "run", counting(7, 1)));
        refused(file, ArrayChoice.AUTO, "sresp (3 x 8 float32) has 8 bins, but the target run has 7");
        Path square = npz(Map.of("sresp", counting(3, 8), "run", counting(3, 1)));
        refused(square, ArrayChoice.AUTO.withLayout(Layout.NEURONS_BY_TIME), "8 bins", "run has 3");
    }

    @Test
    void whatIsMissingIsNamedBesideWhatIsThere() throws IOException {
        Path file = npz(Map.of("X", counting(3, 8), "run", counting(8, 1)));
        refused(file, ArrayChoice.AUTO, "no array sresp", "--activity", "X (3 x 8 float32)", "run (8 x 1 float32)");
        refused(file, ArrayChoice.AUTO.withActivity("x"), "no array 'x'", "X (3 x 8 float32)");
        refused(file, ArrayChoice.AUTO.withActivity("X"), "--target");
        refused(file, ArrayChoice.AUTO.withActivity("X").withTarget("runn"), "no array 'runn'", "run (8 x 1");
        refused(file, ArrayChoice.AUTO.withActivity("X").withTarget("run:1"), "no column 1", "run (8 x 1");
        refused(file, ArrayChoice.AUTO.withActivity("run").withTarget(file + "x#run"), "no such file");
    }

    @Test
    void columnsOutOfOrderAreAMistakeInTheChoice() {
        assertThatThrownBy(() -> ArrayChoice.AUTO.withTarget("y:3-2")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ArrayChoice.AUTO.withTarget("y:0-99999999"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void valuesThatAreNotFiniteAreRefusedWhereTheyAreMet() throws IOException {
        Matrix activity = counting(3, 8);
        activity.data()[2 * 8 + 5] = Float.NaN;
        Path file = npz(Map.of("sresp", activity, "run", counting(8, 1)));
        try (Recording recording = Recordings.open(file.toString(), ArrayChoice.AUTO)) {
            float[] block = new float[2 * 8];
            recording.activity().read(0, 2, block);
            assertThatThrownBy(() -> recording.activity().read(1, 2, block))
                    .isInstanceOf(DataException.class)
                    .hasMessageContainingAll(file.toString(), "sresp", "neuron 2, bin 5 is NaN");
        }
        Matrix target = counting(8, 1);
        target.data()[3] = Float.NEGATIVE_INFINITY;
        refused(npz(Map.of("sresp", counting(3, 8), "run", target)), ArrayChoice.AUTO, "run is -Infinity at bin 3");
    }

    @Test
    void aConstantTargetIsRefused() throws IOException {
        Path file = npz(Map.of("sresp", counting(3, 8), "run", Matrix.zeros(8, 1)));
        refused(file, ArrayChoice.AUTO, "run is 0.0 in every bin");
    }

    @Test
    void aTargetOfMoreColumnsThanANetworkHasOutputsIsRefused() throws IOException {
        Path file = npz(Map.of("sresp", counting(3, 8), "run", counting(8, 10_001)));
        refused(file, ArrayChoice.AUTO, "run (8 x 10001 float32) has 10001 columns", "as run:0-9");
        try (Recording recording = Recordings.open(file.toString(), ArrayChoice.AUTO.withTarget("run:10000"))) {
            assertThat(recording.targets().at(0, 0)).isEqualTo(10_000);
        }
    }

    @Test
    void positionsThatCanNotBeReadAreLeftAside() throws IOException {
        Path file = npz(Map.of("sresp", counting(3, 8), "run", counting(8, 1), "xyz", counting(3, 3)));
        try (Recording recording = Recordings.open(file.toString(), ArrayChoice.AUTO)) {
            assertThat(recording.positions()).isPresent();
        }
        byte[] archive = Files.readAllBytes(file);
        int name = new String(archive, StandardCharsets.ISO_8859_1).indexOf("xyz.npy");
        archive[name + "xyz.npy".length() + 80] ^= 1; // in what is compressed, whose checksum is then wrong
        try (Recording recording = Recordings.open(Fixtures.write(file, archive).toString(), ArrayChoice.AUTO)) {
            assertThat(recording.positions()).isEmpty();
        }
    }

    @Test
    void whatIsNoFileIsRefused() throws IOException {
        refused(folder.resolve("absent.npy"), ArrayChoice.AUTO, "no such file");
        refused(folder, ArrayChoice.AUTO, "is a folder without spks.npy or F.npy");
        refused(Fixtures.write(folder.resolve("empty.npy"), new byte[0]), ArrayChoice.AUTO, "is empty");
        refused(Fixtures.write(folder.resolve("a.txt"), new byte[] {1, 2, 3}), ArrayChoice.AUTO, "no format", ".npz");
        refused(
                Fixtures.write(folder.resolve("a.parquet"), "PAR1 and so on".getBytes(StandardCharsets.US_ASCII)),
                ArrayChoice.AUTO,
                "byte 0: is a Parquet file",
                "write it as .csv");
    }

    @Test
    void aFileThatIsCutWhileItIsReadIsRefused() throws IOException {
        Path file = npy("spks.npy", counting(2000, 800));
        Path target = npy("run.npy", counting(800, 1));
        ArrayChoice choice = ArrayChoice.AUTO.withTarget(target + "#run");
        try (Recording recording = Recordings.open(file.toString(), choice)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(4096);
            }
            assertThatThrownBy(() -> recording.activity().read(1000, 1000, new float[1000 * 800]))
                    .isInstanceOf(DataException.class)
                    .hasMessageContainingAll("spks.npy", "was cut while it was read");
        }
    }

    private static void refused(Path file, ArrayChoice choice, String... parts) {
        assertThatThrownBy(() -> Recordings.open(file.toString(), choice))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(
                        file.getParent() == null ? "" : file.getParent().toString())
                .hasMessageContainingAll(parts)
                .message()
                .doesNotContain("\n");
    }

    /** The values 0, 1, 2, ... */
    private static Matrix counting(int rows, int columns) {
        Matrix matrix = Matrix.zeros(rows, columns);
        for (int i = 0; i < rows * columns; i++) {
            matrix.data()[i] = i;
        }
        return matrix;
    }

    private Path npy(String name, Matrix matrix) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            NpyWriter.write(out, matrix);
        }
        return file;
    }

    private Path npz(Map<String, Matrix> arrays) throws IOException {
        Path file = Files.createTempFile(folder, "recording", ".npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, Matrix> array : new TreeMap<>(arrays).entrySet()) {
                zip.putNextEntry(new ZipEntry(array.getKey() + ".npy"));
                NpyWriter.write(zip, array.getValue());
                zip.closeEntry();
            }
        }
        return file;
    }
}
