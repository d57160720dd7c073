package stride.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

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
import stride.model.file.Safetensors;

/** Splits and histories, as a user asks for them and as results tell of them. */
class SplitsTest {
    private static final String RECORDING = "synthetic:neurons=60,bins=900,seed=3";

    @TempDir
    private Path folder;

    private JsonObject train(String name, String... options) {
        String[] fixed = {"--epochs", "2", "--hidden", "8", "--pca", "12", "--json", "--quiet"};
        return JsonParser.parseString(run("train", name, joined(fixed, options)).out())
                .getAsJsonObject();
    }

    private static String[] joined(String[] first, String... more) {
        return Stream.of(first, more).flatMap(Stream::of).toArray(String[]::new);
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

    private static List<String> warnings(JsonObject run) {
        return run.getAsJsonArray("warnings").asList().stream()
                .map(JsonElement::getAsString)
                .toList();
    }

    @Test
    void foldsAreFittedEachAndJudgedTogether() throws IOException {
        JsonObject run = train("k", "--split", "kfold", "--folds", "3", "--gap", "5");
        assertThat(run.getAsJsonArray("folds")).hasSize(3);
        assertThat(run.getAsJsonObject("split").getAsJsonArray("folds")).hasSize(3);
        JsonObject pooled = run.getAsJsonObject("metrics").getAsJsonObject("test");
        assertThat(pooled.get("n").getAsInt()).isEqualTo(900);
        double sum = 0;
        for (JsonElement fold : run.getAsJsonArray("folds")) {
            JsonObject test = fold.getAsJsonObject().getAsJsonObject("metrics").getAsJsonObject("test");
            sum += test.get("mse").getAsDouble() * test.get("n").getAsInt();
        }
        assertThat(pooled.get("mse").getAsDouble()).isCloseTo(sum / 900, within(1e-9));
        List<String> lines = Files.readAllLines(folder.resolve("k/predictions.csv"));
        assertThat(lines.getFirst()).isEqualTo("bin,part,actual,predicted,fold");
        assertThat(lines.get(1)).startsWith("0,test,").endsWith(",1");
        assertThat(lines.get(900)).startsWith("899,test,").endsWith(",3");
        for (int fold = 1; fold <= 3; fold++) {
            assertThat(folder.resolve("k/fold-" + fold + "/model.safetensors")).isRegularFile();
            assertThat(folder.resolve("k/fold-" + fold + "/history.csv")).isRegularFile();
        }
        assertThat(folder.resolve("k/model.safetensors")).doesNotExist();
    }

    @Test
    void theTableShowsEachFoldAndAllTogether() {
        String out = run("train", "t", "--epochs", "1", "--pca", "12", "--split", "kfold", "--folds", "3", "--quiet")
                .out();
        assertThat(out).contains("test, all folds", "test, fold 1", "test, fold 3", "valid, all folds");
    }

    @Test
    void aRandomSplitIsCalledLeakyWhereverItIsShown() throws IOException {
        JsonObject run = train("r", "--split", "random");
        assertThat(run.getAsJsonObject("split").get("leaky").getAsBoolean()).isTrue();
        assertThat(run.getAsJsonObject("split").get("gap_bins").getAsInt()).isZero();
        assertThat(warnings(run)).anyMatch(w -> w.startsWith("LEAKY"));
        assertThat(Files.readString(folder.resolve("r/report.html"))).contains("LEAKY", "test LEAKY");
        String table = run("train", "rt", "--epochs", "1", "--pca", "12", "--split", "random", "--quiet")
                .out();
        assertThat(table).contains("warning: LEAKY", "test LEAKY");
        Invocation study = run(
                "study", "rs", "--epochs", "1", "--pca", "12", "--split", "random", "--protocol", "sound", "--quiet");
        assertThat(study.out()).contains("warning: LEAKY", " LEAKY\n");
        assertThat(Files.readAllLines(folder.resolve("rs/trials.csv")).get(1)).contains(",random,\"0\",true,");
        assertThat(Files.readString(folder.resolve("rs/report.html"))).contains("LEAKY");
    }

    @Test
    void anEpochThatTheTestBinsChoseIsCalledLeakyWhereverItIsShown() throws IOException {
        JsonObject run = train("t", "--select", "test");
        assertThat(run.get("leaky").getAsBoolean()).isTrue();
        assertThat(warnings(run))
                .filteredOn(w -> w.startsWith("LEAKY"))
                .singleElement(STRING)
                .contains("the epoch");
        assertThat(Files.readString(folder.resolve("t/report.html")))
                .contains("test LEAKY")
                .doesNotContain("ridge LEAKY");
        String table = run("train", "tt", "--epochs", "1", "--pca", "12", "--select", "test", "--quiet")
                .out();
        assertThat(table)
                .contains("warning: LEAKY: the epoch", "test LEAKY", "this decoder LEAKY")
                .doesNotContain("ridge LEAKY");
    }

    @Test
    void componentsOfTheTestBinsAreCalledLeakyWhereverTheyAreShown() throws IOException {
        JsonObject run = train("a", "--pca-fit", "all");
        assertThat(run.get("leaky").getAsBoolean()).isTrue();
        assertThat(warnings(run))
                .filteredOn(w -> w.startsWith("LEAKY"))
                .singleElement(STRING)
                .contains("components");
        assertThat(Files.readString(folder.resolve("a/report.html")))
                .contains("test LEAKY", "ridge LEAKY")
                .doesNotContain("train mean LEAKY");
        String neurons = run("train", "n", "--pca-fit", "all", "--pca", "0", "--epochs", "1", "--json", "--quiet")
                .out();
        assertThat(neurons).contains("\"leaky\": false").doesNotContain("LEAKY");
        assertThat(warnings(train("e", "--pca-fit", "all", "--split", "none"))).noneMatch(w -> w.startsWith("LEAKY"));
    }

    @Test
    void aSweepMarksItsLeakyTrials() throws IOException {
        String out = run(
                        "sweep",
                        "s",
                        "--epochs",
                        "1",
                        "--hidden",
                        "8",
                        "--pca",
                        "12",
                        "--select",
                        "valid,test",
                        "--quiet")
                .out();
        assertThat(out)
                .contains("warning: 1 of 2 trials: LEAKY: the epoch", "2 LEAKY")
                .doesNotContain("1 LEAKY");
        List<String> lines = Files.readAllLines(folder.resolve("s/trials.csv"));
        assertThat(lines.get(1)).contains("\"0\",false,");
        assertThat(lines.get(2)).contains("\"0\",true,");
        assertThat(Files.readString(folder.resolve("s/report.html"))).contains("select-test LEAKY", "1 of 2 trials");
    }

    /** Its networks by their epochs, its lines by their components; a constant has nothing of the test bins. */
    @Test
    void thePublishedStudyIsLeakyInWhatSeesTheTestBins() throws IOException {
        String out = run("study", "p", "--epochs", "1", "--pca", "12", "--protocol", "published", "--quiet")
                .out();
        assertThat(out).contains("warning: LEAKY: the epoch", "warning: LEAKY: the components", " LEAKY\n");
        for (String line : Files.readAllLines(folder.resolve("p/trials.csv"))) {
            if (line.startsWith("published,")) {
                boolean blind = line.startsWith("published,train_mean") || line.startsWith("published,persistence");
                assertThat(line).contains(",chronological,\"0\"," + !blind + ",");
            }
        }
        JsonObject ridge = JsonParser.parseString(
                        Files.readString(folder.resolve("p/trials/published-pca12-ridge/run.json")))
                .getAsJsonObject();
        assertThat(warnings(ridge))
                .filteredOn(w -> w.startsWith("LEAKY"))
                .singleElement(STRING)
                .contains("components");
    }

    @Test
    void aSplitInTimeIsNot() {
        JsonObject run = train("c", "--split", "chronological");
        assertThat(run.getAsJsonObject("split").get("leaky").getAsBoolean()).isFalse();
        assertThat(run.get("leaky").getAsBoolean()).isFalse();
        assertThat(warnings(run)).noneMatch(w -> w.contains("LEAKY"));
    }

    @Test
    void theGapCountsTheHistoryAndSaysWhy() {
        JsonObject without = train("g0").getAsJsonObject("split");
        JsonObject with = train("g8", "--history", "8").getAsJsonObject("split");
        assertThat(with.get("gap_bins").getAsInt())
                .isEqualTo(without.get("gap_bins").getAsInt() + 8);
        assertThat(with.get("gap_reason").getAsString()).contains("8 bins of history", "autocorrelation");
        JsonObject asked = train("g3", "--history", "8", "--gap", "3").getAsJsonObject("split");
        assertThat(asked.get("gap_bins").getAsInt()).isEqualTo(3);
        assertThat(asked.get("gap_reason").getAsString()).isEqualTo("as asked for");
    }

    @Test
    void binsWithoutAWholeWindowAreCountedAndNotPredicted() throws IOException {
        JsonObject run = train("h", "--history", "4,2", "--split", "blocked", "--block", "50", "--gap", "5");
        JsonObject test = run.getAsJsonObject("split").getAsJsonObject("test");
        int runs = test.getAsJsonArray("runs").size();
        assertThat(test.get("without_window").getAsInt()).isEqualTo(6 * runs);
        assertThat(run.getAsJsonObject("metrics")
                        .getAsJsonObject("test")
                        .get("n")
                        .getAsInt())
                .isEqualTo(test.get("bins").getAsInt() - 6 * runs);
        long unpredicted = Files.readAllLines(folder.resolve("h/predictions.csv")).stream()
                .filter(line -> line.contains(",test,") && line.endsWith(","))
                .count();
        assertThat(unpredicted).isEqualTo(6L * runs);
        assertThat(run.getAsJsonObject("split")
                        .getAsJsonObject("history")
                        .get("acausal")
                        .getAsBoolean())
                .isTrue();
        assertThat(warnings(run)).anyMatch(w -> w.startsWith("acausal"));
        Safetensors model = Safetensors.read(folder.resolve("h/model.safetensors"));
        assertThat(model.metadata()).containsEntry("stride.history", "4,2");
        assertThat(model.tensors().get("mlp.0.weight").shape()).containsExactly(8, 7 * 12);
    }

    @Test
    void anotherSplitSeedDrawsOtherBlocksAndAnotherSeedDoesNot() {
        String[] blocked = {"--split", "blocked", "--block", "30", "--gap", "3"};
        JsonElement one = runs(train("s1", blocked));
        assertThat(runs(train("s2", joined(blocked, "--seed", "2")))).isEqualTo(one);
        assertThat(runs(train("s3", joined(blocked, "--split-seed", "2")))).isNotEqualTo(one);
    }

    private static JsonElement runs(JsonObject run) {
        return run.getAsJsonObject("split").getAsJsonObject("test").get("runs");
    }

    /** From given first weights the steps are PyTorch's: nothing that the protocol adds of itself. */
    @Test
    void fromGivenWeightsTrainingIsPlainUnlessMoreIsAskedFor() {
        train("first");
        String model = folder.resolve("first/model.safetensors").toString();
        String[] fixed = {"--epochs", "1", "--pca", "12", "--json", "--quiet", "--init", model};
        JsonObject plain = JsonParser.parseString(run("train", "plain", fixed).out())
                .getAsJsonObject()
                .getAsJsonObject("options");
        assertThat(plain.get("dropout").getAsDouble()).isZero();
        assertThat(plain.get("weight_decay").getAsDouble()).isZero();
        assertThat(plain.get("clip").getAsDouble()).isZero();
        JsonObject more = JsonParser.parseString(
                        run("train", "more", joined(fixed, "--dropout", "0.2")).out())
                .getAsJsonObject()
                .getAsJsonObject("options");
        assertThat(more.get("dropout").getAsDouble()).isEqualTo(0.2);
    }

    @Test
    void inputsAreScaledTogetherUnlessEachIsAskedFor() {
        JsonObject options = train("x").getAsJsonObject("options");
        assertThat(options.get("scaling").getAsString()).isEqualTo("together");
        assertThat(train("y", "--standardize")
                        .getAsJsonObject("options")
                        .get("scaling")
                        .getAsString())
                .isEqualTo("each");
        assertThat(train("z", "--no-standardize")
                        .getAsJsonObject("options")
                        .get("scaling")
                        .getAsString())
                .isEqualTo("none");
    }
}
