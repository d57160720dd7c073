package stride.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stride.model.file.Safetensors;

/** Whole runs on a small synthetic recording, as a user makes them. */
class RunsTest {
    private static final String RECORDING = "synthetic:neurons=80,bins=600,seed=3";

    @TempDir
    private Path folder;

    @Test
    void aStudyHasEveryRowOfThePublishedOneUnderBothProtocols() throws IOException {
        Invocation invocation = run("study", "a", "--epochs", "2", "--json", "--quiet");
        JsonObject json = JsonParser.parseString(invocation.out()).getAsJsonObject();
        List<String> rows = rows(json.getAsJsonArray("trials"));
        assertThat(rows).hasSize(2 * (4 + 17) + 1).doesNotHaveDuplicates();
        assertThat(rows)
                .contains(
                        "published [10] relu",
                        "published [360] relu",
                        "published [400,100] relu",
                        "published [400,10,10] relu",
                        "published [400] sigmoid",
                        "published [400,10,10] sigmoid",
                        "published [400,10] tanh",
                        "sound [400,10] identity",
                        "sound [256,64] relu",
                        "sound null null ridge",
                        "published null null persistence",
                        "sound null null persistence");
        assertThat(Files.readAllLines(folder.resolve("a/trials.csv"))).hasSize(1 + rows.size());
        for (JsonElement trial : json.getAsJsonArray("trials")) {
            boolean broadcast = trial.getAsJsonObject().has("published_test_mse");
            boolean publishedNetwork = text(trial, "protocol").equals("published")
                    && text(trial, "model").equals("network");
            assertThat(broadcast).isEqualTo(publishedNetwork);
        }
    }

    @Test
    void theTableTellsWhatThePublishedLossIsWorth() {
        String out = run("study", "b", "--epochs", "2", "--quiet").out();
        assertThat(out).contains("published:", "sound:", "train mean", "ridge", "131.31", "true", "input", "output");
        assertThat(out.lines().mapToInt(String::length).max().orElseThrow()).isLessThanOrEqualTo(100);
    }

    @Test
    void aLinkIsFollowedToTheFolderThatTakesTheRun() throws IOException {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Files.createSymbolicLink(folder.resolve("run"), disk);
        run("train", "run", "--epochs", "1", "--hidden", "5", "--pca", "5", "--quiet");
        assertThat(folder.resolve("run")).isSymbolicLink();
        assertThat(disk.resolve("run.json")).exists();
    }

    /** The published loss is only of single outputs. */
    @Test
    void aStudySaysWhichOfItsTrialsFailed() throws IOException {
        Path file = folder.resolve("two.npz");
        double[] activity = new Random(1).doubles(12 * 300).toArray();
        double[] targets = new Random(2).doubles(300 * 2).toArray();
        Npz.write(file, Npz.array("sresp", activity, 12, 300), Npz.array("run", targets, 300, 2));
        Invocation study = Invocation.of(
                "study",
                file.toString(),
                "--pca",
                "3",
                "--epochs",
                "1",
                "--gap",
                "2",
                "--quiet",
                "--out",
                folder.resolve("f").toString());
        assertThat(study.exitCode()).as(study.err()).isZero();
        assertThat(study.out()).contains("17 trials failed: ");
    }

    @Test
    void theSameSeedGivesTheSameBytesForAnyNumberOfThreads() throws IOException {
        run("study", "one", "--epochs", "2", "--dropout", "0.2", "--quiet", "--threads", "1");
        run("study", "three", "--epochs", "2", "--dropout", "0.2", "--quiet", "--threads", "3");
        List<Path> files = relevantFiles(folder.resolve("one"));
        assertThat(files).hasSizeGreaterThan(80);
        for (Path file : files) {
            Path other = folder.resolve("three").resolve(folder.resolve("one").relativize(file));
            assertThat(content(other)).as(file.toString()).isEqualTo(content(file));
        }
    }

    @Test
    void anotherSeedGivesAnotherNetwork() throws IOException {
        run("train", "one", "--epochs", "2", "--hidden", "20", "--pca", "30", "--quiet", "--seed", "1");
        run("train", "two", "--epochs", "2", "--hidden", "20", "--pca", "30", "--quiet", "--seed", "2");
        assertThat(content(folder.resolve("one/model.safetensors")))
                .isNotEqualTo(content(folder.resolve("two/model.safetensors")));
    }

    @Test
    void dropoutIsWrittenDownAndChangesTheNetwork() throws IOException {
        run("train", "all", "--epochs", "2", "--hidden", "20", "--pca", "30", "--quiet", "--dropout", "0");
        run("train", "some", "--epochs", "2", "--hidden", "20", "--pca", "30", "--quiet", "--dropout", "0.25");
        run("train", "again", "--epochs", "2", "--hidden", "20", "--pca", "30", "--quiet", "--dropout", "0.25");
        Path model = folder.resolve("some/model.safetensors");
        assertThat(content(model)).isEqualTo(content(folder.resolve("again/model.safetensors")));
        Safetensors some = Safetensors.read(model);
        assertThat(some.tensors().get("mlp.0.weight").values())
                .isNotEqualTo(Safetensors.read(folder.resolve("all/model.safetensors"))
                        .tensors()
                        .get("mlp.0.weight")
                        .values());
        assertThat(some.metadata().get("stride.options")).contains("\"dropout\":0.25");
        assertThat(Files.readString(folder.resolve("some/run.json"))).contains("\"dropout\": 0.25");
    }

    @Test
    void aTrainedDecoderLeavesEverythingThatDescribesIt() throws IOException {
        run("train", "t", "--epochs", "3", "--hidden", "20,5", "--pca", "30", "--quiet");
        Path place = folder.resolve("t");
        Safetensors model = Safetensors.read(place.resolve("model.safetensors"));
        assertThat(model.tensors().get("pca.components").shape()).containsExactly(30, 80);
        assertThat(model.tensors().get("mlp.0.weight").shape()).containsExactly(20, 30);
        assertThat(model.tensors())
                .containsKeys(
                        "pca.mean",
                        "pca.explained_variance",
                        "input.mean",
                        "input.scale",
                        "target.mean",
                        "target.scale",
                        "mlp.2.bias");
        JsonObject run = JsonParser.parseString(Files.readString(place.resolve("run.json")))
                .getAsJsonObject();
        assertThat(run.getAsJsonObject("provenance").get("sha256").getAsString())
                .hasSize(64);
        assertThat(run.getAsJsonObject("metrics").keySet()).containsExactlyInAnyOrder("train", "valid", "test");
        assertThat(run.getAsJsonObject("timing").keySet())
                .contains("read_s", "pca_s", "train_s", "steps", "us_per_step");
        assertThat(Files.readAllLines(place.resolve("history.csv")))
                .hasSize(1 + 3)
                .first()
                .isEqualTo("epoch,train_batches,train,valid,test,seconds");
        assertThat(Files.readAllLines(place.resolve("predictions.csv"))).hasSize(1 + 600);
        assertThat(Files.readString(place.resolve("report.html")))
                .contains("<table>", "Content-Security-Policy", "Plotly");
    }

    @Test
    void aPlaceThatIsTakenIsLeftAlone() throws IOException {
        Path taken = Files.createDirectory(folder.resolve("taken"));
        Files.writeString(taken.resolve("mine.txt"), "mine");
        Invocation invocation = Invocation.of("train", RECORDING, "--out", taken.toString());
        assertThat(invocation.exitCode()).isEqualTo(ExitCode.OUTPUT);
        assertThat(invocation.errLines()).singleElement().asString().contains("taken", "--out");
        assertThat(Files.readString(taken.resolve("mine.txt"))).isEqualTo("mine");
    }

    @Test
    void divergenceIsAFailureOfTheNumbers() {
        Invocation invocation = Invocation.of(
                "train",
                RECORDING,
                "--pca",
                "30",
                "--lr",
                "1e30",
                "--activation",
                "identity",
                "--quiet",
                "--out",
                folder.resolve("d").toString());
        assertThat(invocation.exitCode()).as(invocation.err()).isEqualTo(ExitCode.NUMERIC);
        assertThat(invocation.errLines()).singleElement().asString().contains("diverged", "--lr");
        assertThat(folder.resolve("d")).doesNotExist();
    }

    @Test
    void inspectSuggestsAGap() {
        JsonObject json = JsonParser.parseString(
                        Invocation.of("inspect", RECORDING, "--json").out())
                .getAsJsonObject();
        assertThat(json.getAsJsonArray("arrays")).isNotEmpty();
        assertThat(json.get("suggested_gap").getAsInt()).isBetween(1, 30);
    }

    private Invocation run(String verb, String name, String... options) {
        String[] arguments = Stream.concat(
                        Stream.of(verb, RECORDING, "--out", folder.resolve(name).toString()), Stream.of(options))
                .toArray(String[]::new);
        Invocation invocation = Invocation.of(arguments);
        assertThat(invocation.exitCode()).as(invocation.err()).isZero();
        assertThat(invocation.err()).isEmpty();
        return invocation;
    }

    private static List<String> rows(JsonArray trials) {
        List<String> rows = new ArrayList<>();
        for (JsonElement trial : trials) {
            String extra = text(trial, "model").equals("network") ? "" : " " + text(trial, "model");
            rows.add(text(trial, "protocol") + " " + trial.getAsJsonObject().get("hidden") + " "
                    + text(trial, "activation") + extra);
        }
        return rows;
    }

    private static String text(JsonElement trial, String name) {
        JsonElement value = trial.getAsJsonObject().get(name);
        return value.isJsonNull() ? "null" : value.getAsString();
    }

    private static List<Path> relevantFiles(Path run) throws IOException {
        try (Stream<Path> files = Files.walk(run)) {
            return files.filter(f -> f.toString().matches(".*(safetensors|csv)"))
                    .toList();
        }
    }

    /** A file's bytes; of a history, all but the seconds. */
    private static String content(Path file) throws IOException {
        if (!file.endsWith("history.csv")) {
            return HexFormat.of().formatHex(Files.readAllBytes(file));
        }
        return Files.readAllLines(file).stream()
                .map(line -> line.substring(0, line.lastIndexOf(',')))
                .collect(Collectors.joining("\n"));
    }
}
