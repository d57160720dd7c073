package stride.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stride.data.ArrayChoice;
import stride.data.Recording;
import stride.data.Recordings;

/** {@code convert} and {@code synth}: what they write is what was read. */
class ConvertTest {
    private static final String SYNTHETIC = "synthetic:neurons=40,bins=120,seed=3";
    private static final Path PYTHON = Path.of("/usr/bin/python3");

    @TempDir
    private Path folder;

    @Test
    void whatIsConvertedIsReadBackTheSameWithoutNamingArrays() {
        Invocation invocation = Invocation.of("convert", SYNTHETIC, out().toString(), "--json", "--quiet");
        assertThat(invocation.exitCode()).as(invocation.err()).isZero();
        JsonObject json = JsonParser.parseString(invocation.out()).getAsJsonObject();
        assertThat(json.getAsJsonArray("arrays")).hasSize(3);
        assertThat(out()).hasSize(json.get("bytes").getAsLong());
        assertSame(SYNTHETIC, out().toString());
    }

    @Test
    void arraysAreChosenAndTurnedRoundAsForADecoder() throws IOException {
        Path file = folder.resolve("mine.npz");
        double[] counts = IntStream.range(0, 400).mapToDouble(i -> i % 7).toArray();
        double[] hand = IntStream.range(0, 200).mapToDouble(i -> Math.sin(i)).toArray();
        Npz.write(file, Npz.array("Y", counts, 100, 4), Npz.array("X", hand, 100, 2));
        Invocation invocation = Invocation.of(
                "convert", file.toString(), out().toString(), "--activity", "Y", "--target", "X:1", "--json");
        assertThat(invocation.exitCode()).as(invocation.err()).isZero();
        try (Recording recording = Recordings.open(out().toString(), ArrayChoice.AUTO)) {
            assertThat(recording.activity().rows()).isEqualTo(4);
            float[] second = new float[100];
            recording.activity().read(1, 1, second);
            assertThat(second[10]).isEqualTo((10 * 4 + 1) % 7);
            assertThat(recording.targets().at(10, 0)).isEqualTo((float) Math.sin(21));
            assertThat(recording.positions()).isEmpty();
        }
    }

    @Test
    void numpyReadsTheSameNumbers() throws IOException, InterruptedException {
        assumeTrue(python("import numpy") == 0, () -> PYTHON + " with numpy is not there");
        Invocation.of("synth", out().toString(), "--neurons", "40", "--bins", "120", "--seed", "3");
        float[] first = new float[120];
        float speed;
        try (Recording recording = Recordings.open(SYNTHETIC, ArrayChoice.AUTO)) {
            recording.activity().read(39, 1, first);
            speed = recording.targets().at(119, 0);
        }
        double sum = IntStream.range(0, 120).mapToDouble(i -> first[i]).sum();
        String check = """
                import numpy, zipfile
                assert zipfile.ZipFile(r'%1$s').testzip() is None
                z = numpy.load(r'%1$s', allow_pickle=False)
                assert z.files == ['activity', 'target', 'positions']
                assert z['activity'].shape == (40, 120) and z['activity'].dtype == numpy.float32
                assert z['target'].shape == (120, 1) and z['target'].dtype == numpy.float64
                assert z['positions'].shape == (40, 3)
                assert abs(z['activity'][39].astype(float).sum() - %2$s) < 1e-6
                assert z['target'][119, 0] == %3$s
                """.formatted(out(), sum, (double) speed);
        assertThat(python(check)).isZero();
    }

    @Test
    void synthWritesTheRecordingOfThatName() {
        Invocation invocation =
                Invocation.of("synth", out().toString(), "--neurons", "40", "--bins", "120", "--seed", "3");
        assertThat(invocation.exitCode()).as(invocation.err()).isZero();
        assertThat(invocation.out()).contains("activity   40 x 120 float32", "positions  40 x 3 float32");
        assertSame(SYNTHETIC, out().toString());
    }

    @Test
    void whatStandsThereIsReplacedOnlyByForce() throws IOException {
        Files.writeString(out(), "mine");
        assertError(Invocation.of("convert", SYNTHETIC, out().toString()), ExitCode.OUTPUT, "--force");
        assertThat(out()).hasContent("mine");
        assertThat(Invocation.of("convert", SYNTHETIC, out().toString(), "--force")
                        .exitCode())
                .isZero();
        assertSame(SYNTHETIC, out().toString());
    }

    @Test
    void aLinkStaysAndWhatItLeadsToIsReplaced() throws IOException {
        Path linked = Files.writeString(folder.resolve("linked.npz"), "mine");
        Files.createSymbolicLink(out(), linked);
        Invocation invocation = Invocation.of("convert", SYNTHETIC, out().toString(), "--force");
        assertThat(invocation.exitCode()).as(invocation.err()).isZero();
        assertThat(out()).isSymbolicLink();
        assertSame(SYNTHETIC, linked.toString());
    }

    @Test
    void whatIsNoFileIsNotReplacedEvenByForce() throws IOException, InterruptedException {
        Files.createSymbolicLink(out(), folder.resolve("nowhere"));
        assertError(Invocation.of("convert", SYNTHETIC, out().toString(), "--force"), ExitCode.OUTPUT, "leads nowhere");
        Path pipe = folder.resolve("pipe.npz");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "there is no mkfifo");
        assertThat(new ProcessBuilder("/usr/bin/mkfifo", pipe.toString())
                        .start()
                        .waitFor())
                .isZero();
        assertError(Invocation.of("convert", SYNTHETIC, pipe.toString(), "--force"), ExitCode.OUTPUT, "a pipe");
        assertThat(Files.isRegularFile(pipe)).isFalse();
    }

    @Test
    void activityThatIsNotANumberLeavesNothing() throws IOException {
        Path file = folder.resolve("nan.npz");
        double[] activity = new double[400];
        activity[123] = Double.NaN;
        double[] speed = IntStream.range(0, 100).mapToDouble(i -> i % 9).toArray();
        Npz.write(file, Npz.array("sresp", activity, 4, 100), Npz.array("run", speed, 100));
        assertError(
                Invocation.of("convert", file.toString(), out().toString()), ExitCode.INPUT, "neuron 1, bin 23 is NaN");
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @Test
    void aPlaceThatCantBeWrittenIsOutput() {
        assertError(Invocation.of("convert", SYNTHETIC, "/dev/null/x.npz"), ExitCode.OUTPUT, "can't be written");
    }

    private static void assertSame(String one, String other) {
        try (Recording a = Recordings.open(one, ArrayChoice.AUTO);
                Recording b = Recordings.open(other, ArrayChoice.AUTO)) {
            int neurons = a.activity().rows();
            float[] ofA = new float[neurons * a.activity().columns()];
            float[] ofB = ofA.clone();
            a.activity().read(0, neurons, ofA);
            b.activity().read(0, b.activity().rows(), ofB);
            assertThat(ofB).isEqualTo(ofA);
            assertThat(b.targets().data()).isEqualTo(a.targets().data());
            assertThat(b.positions().orElseThrow().data())
                    .isEqualTo(a.positions().orElseThrow().data());
        }
    }

    private static void assertError(Invocation invocation, int code, String expected) {
        assertThat(invocation.exitCode()).as(invocation.err()).isEqualTo(code);
        assertThat(invocation.errLines())
                .singleElement()
                .asString()
                .startsWith("stride: ")
                .contains(expected);
        assertThat(invocation.out()).isEmpty();
    }

    /** Runs it; gives the exit code, or -1 where there is no Python. */
    private static int python(String program) throws IOException, InterruptedException {
        if (!Files.isExecutable(PYTHON)) {
            return -1;
        }
        Process process = new ProcessBuilder(PYTHON.toString(), "-c", program)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(said).isTrue();
        return process.exitValue();
    }

    private Path out() {
        return folder.resolve("plain.npz");
    }
}
