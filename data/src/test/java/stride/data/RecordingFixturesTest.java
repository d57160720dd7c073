package stride.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stride.data.numpy.NpyWriter;
import stride.engine.Kernels;
import stride.engine.Matrix;

/** The same small recording in every protocol and order: sresp[n, t] is 100 n + t, run[t] is t * t / 4. */
class RecordingFixturesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "recording_p2.npy",
                "recording_p3.npy",
                "recording_p4.npy",
                "recording_p5.npy",
                "recording_f2.npy",
                "recording_f3.npy",
                "recording_f4.npy",
                "recording_f5.npy",
                "recording.pkl",
                "recording_deflated.npz"
            })
    void everyFormIsTheSameRecording(String name) {
        try (Recording recording = Recordings.open(Fixtures.file(name).toString(), ArrayChoice.AUTO)) {
            float[] all = new float[5 * 12];
            recording.activity().read(0, 5, all);
            assertThat(new Matrix(5, 12, all)).isEqualTo(expectedActivity());
            float[] two = new float[2 * 12];
            recording.activity().read(3, 2, two);
            assertThat(two[0]).isEqualTo(300);
            assertThat(two[23]).isEqualTo(411);
            assertThat(recording.targets().data())
                    .containsExactly(0, .25f, 1, 2.25f, 4, 6.25f, 9, 12.25f, 16, 20.25f, 25, 30.25f);
            assertThat(recording.positions().orElseThrow().data())
                    .containsExactly(0, 5, 10, 1, 6, 11, 2, 7, 12, 3, 8, 13, 4, 9, 14);
        }
    }

    @Test
    void theElementsOfAnArrayOfObjectsHaveTheirPlaceForAName() {
        Path file = Fixtures.file("sessions.npy");
        try (Source source = Source.open(file)) {
            assertThat(source.contents())
                    .isEqualTo("sessions (2 x 2 object), sessions[0,0].spks (5 x 12 float32), "
                            + "sessions[0,0].wheel (12 float64), sessions[0,0].mouse (single value str), "
                            + "sessions[0,1].spks (5 x 12 float32), sessions[0,1].wheel (12 float64), "
                            + "sessions[0,1].mouse (single value str), sessions[1,0] (3 float64)");
        }
        ArrayChoice choice = ArrayChoice.AUTO.withActivity("sessions[0,1].spks").withTarget("sessions[0,1].wheel");
        try (Recording recording = Recordings.open(file.toString(), choice)) {
            float[] row = new float[12];
            recording.activity().read(4, 1, row);
            assertThat(row[11]).isEqualTo(412);
            assertThat(recording.targets().at(11, 0)).isEqualTo(11);
        }
    }

    /** numpy 2 has given its modules other names. */
    @Test
    void whatNumpy2PicklesIsTheSameRecording() {
        String text = new String(Fixtures.bytes("recording_p2.npy"), StandardCharsets.ISO_8859_1);
        String renamed = text.replace("numpy.core.", "numpy._core.");
        assertThat(renamed).isNotEqualTo(text);
        Path file = Fixtures.write(folder.resolve("numpy2.npy"), renamed.getBytes(StandardCharsets.ISO_8859_1));
        try (Recording recording = Recordings.open(file.toString(), ArrayChoice.AUTO)) {
            float[] all = new float[5 * 12];
            recording.activity().read(0, 5, all);
            assertThat(new Matrix(5, 12, all)).isEqualTo(expectedActivity());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "recording_p2.npy",
                "recording_f5.npy",
                "recording.pkl",
                "recording_deflated.npz",
                "recording_v5.mat",
                "recording_v7.mat",
                "recording_v73.mat",
                "suite2p"
            })
    void targetsOfAnotherLengthAreRefusedInEveryFormatAndLayout(String name) throws IOException {
        Matrix speed = Matrix.zeros(7, 1);
        Path other = folder.resolve("speed.npy");
        speed.data()[0] = 1;
        try (OutputStream out = Files.newOutputStream(other)) {
            NpyWriter.write(out, speed);
        }
        ArrayChoice choice = ArrayChoice.AUTO.withTarget(other + "#");
        for (Layout layout : Layout.values()) {
            assertThatThrownBy(() -> Recordings.open(Fixtures.file(name).toString(), choice.withLayout(layout)))
                    .isInstanceOf(DataException.class)
                    .hasMessageMatching(".*has \\d+ bins, but the target speed has 7;.*");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"recording_p2.npy", "recording_p3.npy", "recording_p4.npy", "recording_p5.npy"})
    void whatElseTheDictHoldsIsListed(String name) {
        try (Source source = Source.open(Fixtures.file(name))) {
            assertThat(source.arrays())
                    .extracting(ArrayInfo::summary)
                    .containsExactly(
                            "sresp (5 x 12 float32)",
                            "run (12 x 1 float64)",
                            "stat (5 x 1 object)",
                            "xyz (3 x 5 float64)",
                            "beh.pupil.area (12 float32)",
                            "beh.gain (single value float64)",
                            "listed (12 list)",
                            "unused (12 list)",
                            "fields (2 void12)",
                            "day (1 datetime64)");
            assertThat(source.array("beh.pupil.area").values())
                    .containsExactly(IntStream.range(0, 12).asDoubleStream().toArray());
            assertThat(source.array("beh.gain").values()).containsExactly(2.5);
            assertThat(source.array("listed").values()).startsWith(0, 1, 2, 3, 4, 0);
            assertThatThrownBy(() -> source.array("unused").values())
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("unused (12 list) holds a set");
            assertThatThrownBy(() -> source.array("stat").matrix(Kernels.choose()))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("stat (5 x 1 object) does not hold real numbers");
        }
    }

    @Test
    void theOrderInTheFileIsTold() {
        try (Source source = Source.open(Fixtures.file("recording_f5.npy"))) {
            assertThat(source.array("sresp").info().order()).isEqualTo("F");
            assertThat(source.array("run").info().order()).isEqualTo("C");
        }
    }

    private static Matrix expectedActivity() {
        Matrix expected = Matrix.zeros(5, 12);
        for (int n = 0; n < 5; n++) {
            for (int t = 0; t < 12; t++) {
                expected.data()[n * 12 + t] = 100 * n + t;
            }
        }
        return expected;
    }
}
