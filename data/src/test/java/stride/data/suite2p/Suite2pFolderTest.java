package stride.data.suite2p;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stride.data.ArrayChoice;
import stride.data.ArrayInfo;
import stride.data.DataException;
import stride.data.Fixtures;
import stride.data.ReadFiles;
import stride.data.ReadProgress;
import stride.data.Recording;
import stride.data.Recordings;
import stride.data.Sha256;
import stride.data.SharedFiles;
import stride.data.Source;
import stride.engine.Kernels;

class Suite2pFolderTest {
    private static final String TARGET = Fixtures.file("table.csv") + "#t";

    @Test
    void onlyCellsAreTaken() {
        ArrayChoice choice = ArrayChoice.AUTO.withTarget(TARGET);
        try (Recording recording = Recordings.open(Fixtures.file("suite2p").toString(), choice)) {
            assertThat(recording.layout()).startsWith("spks and");
            float[] rows = new float[24];
            recording.activity().read(1, 2, rows);
            assertThat(rows[0]).isEqualTo(200);
            assertThat(rows[23]).isEqualTo(311);
            assertThat(recording.positions().orElseThrow().data()).containsExactly(0, 0, 0, 41, 20, 0, 61.5f, 30, 0);
            assertThat(recording.sha256()).hasSize(64);
        }
    }

    @Test
    void allRegionsAreTakenWhenTheyAreAskedFor() {
        ArrayChoice choice = ArrayChoice.AUTO.withTarget(TARGET).withActivity("F/all");
        try (Recording recording =
                Recordings.open(Fixtures.file("suite2p/plane0").toString(), choice)) {
            assertThat(recording.activity().rows()).isEqualTo(5);
            assertThat(recording.positions()).isEmpty();
        }
    }

    @Test
    void theHashesAreOfWhatWasRead() {
        Path plane = Fixtures.file("suite2p/plane0");
        assertFiles("spks", plane.resolve("spks.npy"), plane.resolve("iscell.npy"));
        assertFiles("F", plane.resolve("F.npy"), plane.resolve("iscell.npy"));
        assertFiles("F/all", plane.resolve("F.npy"));
    }

    private static void assertFiles(String activity, Path... files) {
        ArrayChoice choice = ArrayChoice.AUTO.withTarget(TARGET).withActivity(activity);
        try (Recording recording = Recordings.open(Fixtures.file("suite2p").toString(), choice)) {
            assertThat(recording.files().activity())
                    .extracting(ReadFiles.Hashed::file)
                    .containsExactly(files);
            assertThat(recording.sha256()).isEqualTo(Sha256.of(files[0], ReadProgress.NONE));
        }
    }

    @Test
    void cellsCanBeReadTheOtherWayRound() {
        try (Source source = Source.open(Fixtures.file("suite2p"))) {
            float[] two = new float[6];
            source.array("spks").transposed(Kernels.choose()).read(4, 2, two);
            assertThat(two).containsExactly(4, 204, 304, 5, 205, 305);
            assertThat(source.array("spks").values()).hasSize(36).endsWith(311);
        }
    }

    @Test
    void aRealFolderIsRead() {
        try (Source source = Source.open(SharedFiles.file("recordings/suite2p"))) {
            assertThat(source.arrays())
                    .extracting(ArrayInfo::summary)
                    .containsExactly(
                            "spks (20 x 2000 float32)",
                            "spks/all (219 x 2000 float32)",
                            "iscell (219 x 2 float64)",
                            "xyz (3 x 20 float32)");
        }
    }

    @Test
    void whatDoesNotBelongTogetherIsRefused(@TempDir Path folder) throws IOException {
        refused(folder, "is a folder without spks.npy or F.npy");
        Files.copy(Fixtures.file("suite2p/plane0/spks.npy"), folder.resolve("spks.npy"));
        Files.copy(Fixtures.file("version1.npy"), folder.resolve("iscell.npy"));
        refused(folder, "another number of regions");
        Files.delete(folder.resolve("iscell.npy"));
        Fixtures.write(folder.resolve("stat.npy"), new byte[] {1, 2, 3});
        refused(folder, "stat.npy: byte 0: does not begin as a .npy file");
        Path several = Files.createDirectory(folder.resolve("s"));
        for (String plane : new String[] {"plane0", "plane1"}) {
            Path to = Files.createDirectory(several.resolve(plane));
            Files.copy(Fixtures.file("suite2p/plane0/spks.npy"), to.resolve("spks.npy"));
        }
        refused(several, "holds several planes");
    }

    private static void refused(Path folder, String reason) {
        assertThatThrownBy(() -> Source.open(folder).close())
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(folder.toString())
                .hasMessageContaining(reason);
    }
}
