package stride.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies and sweeps of several recordings: a run for each, and what they come to together. */
class SeveralRecordingsTest {
    private static final String ONE = "synthetic:neurons=60,bins=700,seed=1";
    private static final String TWO = "synthetic:neurons=40,bins=500,seed=2";

    @TempDir
    private Path folder;

    private Invocation run(String name, String... words) {
        Invocation invocation = Invocation.of(Stream.concat(
                        Stream.of(words),
                        Stream.of("--epochs", "2", "--out", folder.resolve(name).toString(), "--quiet"))
                .toArray(String[]::new));
        assertThat(invocation.err()).isEmpty();
        assertThat(invocation.exitCode()).isZero();
        return invocation;
    }

    private JsonObject read(String file) throws IOException {
        return JsonParser.parseString(Files.readString(folder.resolve(file))).getAsJsonObject();
    }

    @Test
    void aStudyOfTwoFitsEachAndSumsThemUp() throws IOException {
        String out = run("s", "study", ONE, TWO, "--protocol", "sound").out();
        JsonObject summary = read("s/run.json");
        assertThat(summary.get("n").getAsInt()).isEqualTo(2);
        assertThat(summary.get("statement").getAsString()).startsWith("n = 2 recordings");
        JsonArray recordings = summary.getAsJsonArray("recordings");
        assertThat(recordings).hasSize(2);
        double[] ridge = new double[2];
        for (int i = 0; i < 2; i++) {
            JsonObject one = recordings.get(i).getAsJsonObject();
            assertThat(one.get("recording").getAsString()).isEqualTo(i == 0 ? ONE : TWO);
            JsonObject run = read("s/" + one.get("directory").getAsString() + "/run.json");
            assertThat(run.getAsJsonObject("provenance").get("recording").getAsString())
                    .isEqualTo(one.get("recording").getAsString());
            ridge[i] = r2(run, "ridge");
        }
        JsonObject summed = decoder(summary, "sound ridge");
        JsonArray each = summed.getAsJsonObject("test_r2").getAsJsonArray("each");
        assertThat(each.get(0).getAsDouble()).isCloseTo(ridge[0], within(1e-5));
        assertThat(each.get(1).getAsDouble()).isCloseTo(ridge[1], within(1e-5));
        assertThat(summed.getAsJsonObject("test_r2").get("mean").getAsDouble())
                .isCloseTo((ridge[0] + ridge[1]) / 2, within(1e-5));
        assertThat(summed.has("versus_ridge")).isFalse();
        JsonObject network = decoder(summary, "sound relu-400-10");
        assertThat(network.getAsJsonObject("versus_ridge").getAsJsonArray("interval"))
                .hasSize(2)
                .noneMatch(JsonElement::isJsonNull);
        assertThat(out).contains("n = 2 recordings", "sound ridge", "no. 1: " + ONE, "no. 2: " + TWO);
        assertThat(out.lines().mapToInt(String::length).max().orElseThrow()).isLessThanOrEqualTo(100);
        assertThat(Files.readString(folder.resolve("s/report.html"))).contains("n = 2 recordings", "sound ridge");
    }

    private static double r2(JsonObject run, String model) {
        return run.getAsJsonArray("trials").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(trial -> trial.get("model").getAsString().equals(model))
                .findFirst()
                .orElseThrow()
                .get("test_r2")
                .getAsDouble();
    }

    private static JsonObject decoder(JsonObject summary, String name) {
        return summary.getAsJsonArray("decoders").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(decoder -> decoder.get("decoder").getAsString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Networks on fewer components are compared with ridge on as few, as each recording's own run compares them. */
    @Test
    void aSweepOfTwoPrintsOneObject() throws IOException {
        String out = run("w", "sweep", ONE, TWO, "--pca", "10,5", "--hidden", "8", "--json")
                .out();
        JsonObject summary = JsonParser.parseString(out).getAsJsonObject();
        assertThat(summary.getAsJsonArray("decoders")).hasSize(2);
        for (String name : List.of("1_pca-10", "2_pca-5")) {
            JsonArray each =
                    decoder(summary, name).getAsJsonObject("versus_ridge").getAsJsonArray("each");
            assertThat(decoder(summary, name).get("leaky").getAsBoolean()).isFalse();
            assertThat(each).hasSize(2);
            for (int i = 0; i < 2; i++) {
                JsonObject recording =
                        summary.getAsJsonArray("recordings").get(i).getAsJsonObject();
                JsonObject own = read("w/%s/trials/%s/run.json"
                        .formatted(recording.get("directory").getAsString(), name));
                double difference = own.getAsJsonObject("versus_ridge")
                        .getAsJsonObject("test")
                        .getAsJsonObject("r2")
                        .get("difference")
                        .getAsDouble();
                assertThat(each.get(i).getAsDouble()).isCloseTo(difference, within(1e-5));
            }
        }
        assertThat(summary.get("directory").getAsString()).endsWith("w");
        assertThat(folder.resolve("w/recordings"))
                .isDirectoryContaining(path -> path.toString().contains("1-synthetic"));
    }

    @Test
    void whatIsLeakyIsCalledSo() throws IOException {
        String out = run("l", "sweep", ONE, TWO, "--pca", "5", "--hidden", "8", "--select", "test")
                .out();
        assertThat(out).contains("1 LEAKY");
        JsonObject summary = read("l/run.json");
        assertThat(decoder(summary, "1").get("leaky").getAsBoolean()).isTrue();
        assertThat(Files.readString(folder.resolve("l/report.html"))).contains("1 LEAKY");
    }

    @Test
    void whatFailsOnARecordingIsNamed() throws IOException {
        String out =
                run("b", "sweep", ONE, TWO, "--pca", "5,999", "--hidden", "8").out();
        assertThat(out).contains("2_pca-999 failed on a recording");
        assertThat(read("b/run.json").getAsJsonArray("failed")).hasSize(1);
        assertThat(Files.readString(folder.resolve("b/report.html"))).contains("2_pca-999 failed on a recording");
    }

    /** The folder of several recordings is no run of one. */
    @Test
    void aSingleStudyDoesNotGoOnWithTheFolderOfSeveral() throws IOException {
        run("m", "sweep", ONE, TWO, "--pca", "5", "--hidden", "8");
        Invocation single = Invocation.of(
                "sweep",
                ONE,
                "--pca",
                "5",
                "--hidden",
                "8",
                "--resume",
                "--quiet",
                "--out",
                folder.resolve("m").toString());
        assertThat(single.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(single.errLines()).singleElement().asString().contains("not known what it was asked for", "--out");
    }

    @Test
    void aFinishedRecordingIsNotFittedAgain() throws IOException {
        run("r", "sweep", ONE, TWO, "--pca", "10,5", "--hidden", "8");
        Path first = folder.resolve("r/recordings/1-synthetic-neurons-60-bins-700-seed-1/run.json");
        byte[] before = Files.readAllBytes(first);
        Files.delete(folder.resolve("r/run.json"));
        run("r", "sweep", ONE, TWO, "--pca", "10,5", "--hidden", "8", "--resume");
        assertThat(Files.readAllBytes(first)).isEqualTo(before); // its times too
        assertThat(folder.resolve("r/run.json")).isRegularFile();
        Invocation other = Invocation.of(
                "sweep", TWO, ONE, "--pca", "10,5", "--out", folder.resolve("r").toString(), "--resume");
        assertThat(other.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(other.errLines()).singleElement().asString().contains("--resume", "other recordings");
    }

    @Test
    void aFinishedRecordingMustHaveBeenAskedForTheSame() throws IOException {
        Path data = folder.resolve("one.npz");
        String[][] lines = {
            {"study", data.toString(), TWO, "--protocol", "sound", "--pca", "10"},
            {"sweep", data.toString(), TWO, "--pca", "10", "--hidden", "8"},
        };
        synthesize(data, "1");
        for (String[] line : lines) {
            run(line[0], line);
            Invocation other = again(line, "--epochs", "1");
            assertThat(other.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(other.errLines()).singleElement().asString().contains("1-one.npz", "epochs is now 1, and was 2");
        }
        synthesize(data, "9");
        for (String[] line : lines) {
            Invocation other = again(line, "--epochs", "2");
            assertThat(other.exitCode()).isEqualTo(ExitCode.INPUT);
            assertThat(other.errLines()).singleElement().asString().contains("1-one.npz", "sha256 is now");
        }
    }

    private static void synthesize(Path file, String seed) {
        String[] line = {"synth", "--neurons=60", "--bins=700", "--seed", seed, "--force", "--quiet", file.toString()};
        assertThat(Invocation.of(line).exitCode()).isZero();
    }

    private Invocation again(String[] line, String... more) {
        Stream<String> always =
                Stream.of("--resume", "--out", folder.resolve(line[0]).toString(), "--quiet");
        return Invocation.of(Stream.of(Stream.of(line), Stream.of(more), always)
                .flatMap(each -> each)
                .toArray(String[]::new));
    }

    @Test
    void aPlaceThatIsTakenIsLeftAlone() throws IOException {
        Path taken = Files.createDirectory(folder.resolve("taken"));
        Files.writeString(taken.resolve("mine.txt"), "mine");
        Invocation invocation = Invocation.of("study", ONE, TWO, "--out", taken.toString());
        assertThat(invocation.exitCode()).isEqualTo(ExitCode.OUTPUT);
        try (Stream<Path> files = Files.list(taken)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void oneRecordingIsCalledOne() throws IOException {
        String out = run("o", "study", ONE, "--protocol", "sound").out();
        assertThat(out).contains("n = 1 recording:");
        assertThat(read("o/run.json").get("n").getAsInt()).isEqualTo(1);
    }

    @Test
    void aRecordingThatFailsEndsItWithItsName() {
        Invocation invocation = Invocation.of(
                "study",
                ONE,
                "missing.npz",
                "--epochs",
                "1",
                "--quiet",
                "--out",
                folder.resolve("f").toString());
        assertThat(invocation.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(invocation.errLines()).isEqualTo(List.of(invocation.err().strip()));
        assertThat(invocation.err()).contains("missing.npz");
        assertThat(folder.resolve("f")).as("nothing was done for the first").doesNotExist();
    }
}
