package stride.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Input that can't be used: one line that says why, exit code 3, and nothing left behind. */
class BadInputTest {
    private static final int NEURONS = 12;
    private static final int BINS = 80;

    @TempDir
    private Path folder;

    private final double[] activity = new double[NEURONS * BINS];
    private final double[] speed = new double[BINS];

    BadInputTest() {
        Arrays.setAll(activity, i -> (i * 7919) % 101 / 10.0);
        Arrays.setAll(speed, t -> Math.abs(t % 17 - 8));
    }

    @Test
    void aMissingFile() throws IOException {
        assertRefused(folder.resolve("nothing.npy"), "no such file");
    }

    @Test
    void anEmptyFile() throws IOException {
        assertRefused(Files.createFile(folder.resolve("empty.npy")), "empty");
    }

    @Test
    void aFileCutAnywhere() throws IOException {
        byte[] whole = npz();
        for (int length = 1; length < whole.length; length += 997) {
            Path cut = Files.write(folder.resolve("cut.npz"), Arrays.copyOf(whole, length));
            assertRefused(cut, "cut.npz");
        }
    }

    @Test
    void aPickleThatNamesAForeignFunction() throws IOException {
        Path marker = folder.resolve("executed");
        byte[] pickle = "cos\nsystem\n(S'touch %s'\ntR.".formatted(marker).getBytes(StandardCharsets.UTF_8);
        String header = "{'descr': '|O', 'fortran_order': False, 'shape': (), }";
        byte[] start = ("\u0093NUMPY\u0001\u0000" + (char) (header.length() + 1) + "\u0000" + header + "\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        Path file = folder.resolve("evil.npy");
        Files.write(file, start);
        Files.write(file, pickle, StandardOpenOption.APPEND);
        assertRefused(file, "os.system");
        assertThat(marker).doesNotExist();
    }

    @Test
    void arraysWithoutTheKnownNames() throws IOException {
        Path file = folder.resolve("other.npz");
        Npz.write(file, Npz.array("X", activity, NEURONS, BINS), Npz.array("y", speed, BINS));
        assertRefused(file, "--activity");
    }

    @Test
    void lengthsThatDisagree() throws IOException {
        Path file = folder.resolve("short.npz");
        Npz.write(file, Npz.array("sresp", activity, NEURONS, BINS), Npz.array("run", Arrays.copyOf(speed, 70), 70));
        assertRefused(file, "80", "70");
    }

    @Test
    void activityThatIsNotANumber() throws IOException {
        activity[3 * BINS + 41] = Double.NaN;
        assertRefused(write("nan.npz"), "sresp", "neuron 3", "bin 41", "1 missing value", "--nan");
    }

    @Test
    void aConstantTarget() throws IOException {
        Arrays.fill(speed, 3);
        assertRefused(write("constant.npz"), "constant");
    }

    @Test
    void moreComponentsThanTheDataAllow() throws IOException {
        Path file = write("small.npz");
        assertRefused("study", file, "1 to 12", "--pca", "13");
        assertRefused("train", file, "1 to 12", "--pca", "13");
    }

    /** The study has rows of fewer components, too: they alone are not what was asked for. */
    @Test
    void moreComponentsThanMostRowsOfAStudyCanHave() {
        assertRefused("study", Path.of("synthetic:neurons=120,bins=600"), "allow 1 to 120", "--pca", "100000");
    }

    @Test
    void tooFewBins() throws IOException {
        Path file = folder.resolve("brief.npz");
        Npz.write(
                file,
                Npz.array("sresp", Arrays.copyOf(activity, 12 * 5), 12, 5),
                Npz.array("run", Arrays.copyOf(speed, 5), 5));
        assertRefused(file, "too few");
    }

    private Path write(String name) throws IOException {
        Path file = folder.resolve(name);
        Npz.write(file, Npz.array("sresp", activity, NEURONS, BINS), Npz.array("run", speed, BINS));
        return file;
    }

    private byte[] npz() throws IOException {
        Path file = write("whole.npz");
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        return bytes;
    }

    private void assertRefused(Path file, String... expected) throws IOException {
        for (String verb : new String[] {"study", "train"}) {
            Invocation invocation = Invocation.of(verb, file.toString(), "--out", out().toString(), "--quiet");
            assertRefusal(invocation, expected);
        }
    }

    private void assertRefused(String verb, Path file, String expected, String... options) {
        String[] arguments = Stream.concat(
                        Stream.of(verb, file.toString(), "--out", out().toString(), "--quiet"), Arrays.stream(options))
                .toArray(String[]::new);
        assertRefusal(Invocation.of(arguments), expected);
    }

    private void assertRefusal(Invocation invocation, String... expected) {
        assertThat(invocation.exitCode()).as(invocation.err()).isEqualTo(ExitCode.INPUT);
        assertThat(invocation.errLines())
                .singleElement()
                .asString()
                .startsWith("stride: ")
                .contains(expected);
        assertThat(invocation.out()).isEmpty();
        assertThat(out().getParent()).as("nothing is left behind").doesNotExist();
    }

    private Path out() {
        return folder.resolve("runs").resolve("one");
    }
}
