package stride.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

/** What stands beside every result: intervals, baselines, and the difference to ridge. */
class EvidenceTest {
    private static final String RECORDING = "synthetic:neurons=80,bins=900,seed=3";
    private static final List<String> FIGURES = List.of("mse", "rmse", "mae", "r2", "r2_vs_train_mean", "pearson");

    @TempDir
    private Path folder;

    private Invocation run(String verb, String name, String... options) {
        String[] arguments = Stream.concat(
                        Stream.of(
                                verb,
                                RECORDING,
                                "--quiet",
                                "--out",
                                folder.resolve(name).toString()),
                        Stream.of(options))
                .toArray(String[]::new);
        Invocation invocation = Invocation.of(arguments);
        assertThat(invocation.exitCode()).as(invocation.err()).isZero();
        assertThat(invocation.err()).isEmpty();
        return invocation;
    }

    private JsonObject train(String name, String... options) {
        String[] all = Stream.concat(
                        Stream.of("--epochs", "3", "--hidden", "12", "--pca", "20", "--json"), Stream.of(options))
                .toArray(String[]::new);
        return json(run("train", name, all).out());
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }

    private JsonObject read(String file) throws IOException {
        return json(Files.readString(folder.resolve(file)));
    }

    private static JsonObject at(JsonObject json, String... names) {
        JsonObject here = json;
        for (String name : names) {
            here = here.getAsJsonObject(name);
        }
        return here;
    }

    private static void assertHeld(JsonObject run, String part) {
        for (String figure : FIGURES) {
            JsonObject interval = at(run, "intervals", part, figure);
            double value = at(run, "metrics", part).get(figure).getAsDouble();
            assertThat(interval.get("low").getAsDouble())
                    .as(part + " " + figure)
                    .isLessThan(value);
            assertThat(interval.get("high").getAsDouble())
                    .as(part + " " + figure)
                    .isGreaterThan(value);
        }
    }

    @Test
    void everyFigureOfTestAndValidationBinsHasAnInterval() {
        JsonObject run = train("i");
        assertHeld(run, "test");
        assertHeld(run, "valid");
        JsonObject intervals = at(run, "intervals");
        assertThat(intervals.get("method").getAsString()).contains("block bootstrap");
        assertThat(intervals.get("level").getAsDouble()).isEqualTo(0.95);
        assertThat(intervals.get("block_bins").getAsInt()).isPositive();
        assertThat(intervals.get("resamples").getAsInt()).isEqualTo(1000);
        assertHeld(train("k", "--split", "kfold", "--folds", "3"), "test");
    }

    @Test
    void aTrainingHasItsBaselinesOnTheSameInputs() {
        JsonObject run = train("b");
        List<JsonObject> baselines = run.getAsJsonArray("baselines").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .toList();
        assertThat(baselines)
                .extracting(b -> b.get("model").getAsString())
                .containsExactly("train_mean", "persistence", "ridge");
        assertThat(baselines).extracting(b -> b.get("decoder").getAsBoolean()).containsExactly(true, false, true);
        assertThat(baselines.get(1).get("label").getAsString()).isEqualTo("persistence (no decoder)");
        assertThat(baselines.get(0).get("lambda").isJsonNull()).isTrue();
        JsonObject ridge = baselines.get(2);
        assertThat(ridge.get("lambda").getAsDouble()).isPositive();
        assertHeld(ridge, "test");
        JsonObject versus = at(run, "versus_ridge", "test", "r2");
        double difference = at(run, "metrics", "test").get("r2").getAsDouble()
                - at(ridge, "metrics", "test").get("r2").getAsDouble();
        assertThat(versus.get("difference").getAsDouble()).isEqualTo(difference, within(1e-9));
        assertThat(versus.get("low").getAsDouble()).isLessThan(difference);
        assertThat(versus.get("high").getAsDouble()).isGreaterThan(difference);
    }

    /** Three epochs of a small network are no match for ridge, and are not enough. */
    @Test
    void whatARunFallsShortOfIsSaid() {
        String out = run("train", "w", "--epochs", "3", "--hidden", "12", "--pca", "20")
                .out();
        assertThat(out)
                .contains("warning: worse than ridge on the same inputs", "warning: not converged", "--epochs")
                .contains("persistence (no decoder)", "this decoder is worse than ridge on the same inputs: R2 -");
        assertThat(out.lines()
                        .filter(line -> !line.startsWith("warning"))
                        .mapToInt(String::length)
                        .max()
                        .orElseThrow())
                .isLessThanOrEqualTo(100);
    }

    @Test
    void whatTestsNothingHasNothingToShow() {
        JsonObject run = train("n", "--split", "none");
        assertThat(run.get("versus_ridge").isJsonNull()).isTrue();
        assertThat(at(run, "intervals").has("test")).isFalse();
        assertThat(run.getAsJsonArray("baselines")).hasSize(3);
    }

    @Test
    void aSavedDecoderIsJudgedWithTheSameIntervals() {
        JsonObject run = train("e");
        JsonObject again =
                json(Invocation.of("evaluate", folder.resolve("e").toString(), RECORDING, "--json", "--quiet")
                        .out());
        assertThat(at(again, "intervals", "test")).isEqualTo(at(run, "intervals", "test"));
    }

    @Test
    void everyTrialIsComparedWithRidgeOnItsOwnInputs() throws IOException {
        String out = run("sweep", "s", "--epochs", "2", "--hidden", "8", "--pca", "5,20", "--pca-solver", "exact")
                .out();
        assertThat(out)
                .containsPattern("best on validation: .*\\R  test RMSE .* R2 [-.0-9]+ \\(95 % ")
                .contains(
                        "ridge on the same inputs: R2 ", "  persistence (no decoder): test RMSE", "  train mean: test");
        String[] few = {"--epochs", "2", "--hidden", "8", "--pca", "5", "--pca-solver", "exact", "--json"};
        JsonObject alone = json(run("train", "few", few).out());
        JsonObject first = read("s/run.json").getAsJsonArray("trials").get(0).getAsJsonObject();
        assertThat(first.get("versus_ridge_r2").getAsDouble())
                .isEqualTo(
                        at(alone, "versus_ridge", "test", "r2")
                                .get("difference")
                                .getAsDouble(),
                        within(1e-3));
        for (JsonElement trial : read("s/run.json").getAsJsonArray("trials")) {
            JsonObject own =
                    read("s/" + trial.getAsJsonObject().get("directory").getAsString() + "/run.json");
            assertThat(own.getAsJsonArray("baselines")).hasSize(3);
            JsonObject versus = at(own, "versus_ridge", "test", "r2");
            for (String end : List.of("low", "high")) {
                assertThat(trial.getAsJsonObject().get("versus_ridge_r2_" + end))
                        .isEqualTo(versus.get(end));
                assertThat(trial.getAsJsonObject().get("test_r2_" + end))
                        .isEqualTo(at(own, "intervals", "test", "r2").get(end));
            }
        }
        List<String> csv = Files.readAllLines(folder.resolve("s/trials.csv"));
        assertThat(csv.getFirst()).contains(",test_r2_low,test_r2_high,", ",versus_ridge_r2_low,");
        assertThat(csv.get(1).split(",", -1)).hasSameSizeAs(csv.getFirst().split(",", -1));
    }

    @Test
    void theStudysHeadlineSaysWhetherTheNetworkBeatsRidge() throws IOException {
        String out = run("study", "h", "--epochs", "2", "--protocol", "sound", "--pca", "20")
                .out();
        assertThat(out)
                .containsPattern("(better than|worse than|not told apart from) ridge on the same inputs: R2 [+-]");
        assertThat(out).contains("persistence no decoder");
        JsonObject headline = at(read("h/run.json"), "headline", "sound");
        assertThat(headline.get("verdict").getAsString()).endsWith("ridge");
        assertThat(headline.get("chosen_by").getAsString()).isEqualTo("valid");
        JsonObject ridge = read("h/trials/sound-pca20-ridge/run.json");
        assertThat(ridge.get("versus_ridge").isJsonNull()).isTrue();
        assertHeld(ridge, "test");
        assertThat(folder.resolve("h/trials/sound-persistence/model.safetensors"))
                .doesNotExist();
        assertThat(folder.resolve("h/trials/sound-persistence/predictions.csv")).isRegularFile();
    }

    @Test
    void withoutValidationBinsOnlyThePublishedStudyNamesABestNetwork() throws IOException {
        String[] options = {"--epochs", "1", "--pca", "10", "--valid-fraction", "0", "--null", "0"};
        String out = run("study", "v", options).out();
        assertThat(out)
                .contains("sound      no validation bins, so no network is called the best")
                .containsPattern("published  best network by test, [^;]* LEAKY\\R");
        JsonObject headline = at(read("v/run.json"), "headline");
        assertThat(headline.keySet()).containsExactly("published");
        assertThat(at(headline, "published").get("chosen_by").getAsString()).isEqualTo("test");
        assertThat(Files.readString(folder.resolve("v/report.html"))).contains("sound: no validation bins");
    }

    @Test
    void theNumberOfThreadsChangesNothing() {
        JsonObject one = train("one", "--threads", "1");
        JsonObject three = train("three", "--threads", "3");
        for (String name : List.of("metrics", "intervals", "versus_ridge", "baselines", "null", "warnings")) {
            assertThat(three.get(name).toString())
                    .as(name)
                    .isEqualTo(one.get(name).toString());
        }
    }

    private static void assertNull(JsonObject one, String model, String shift) {
        assertThat(one.get("model").getAsString()).isEqualTo(model);
        assertThat(one.get("shift").getAsString()).isEqualTo(shift);
        assertThat(one.get("statistic").getAsString()).isEqualTo("r2");
        assertThat(one.get("min_shift_bins").getAsInt()).isPositive();
        assertThat(one.get("low").getAsDouble())
                .isLessThanOrEqualTo(one.get("median").getAsDouble());
        assertThat(one.get("high").getAsDouble())
                .isGreaterThanOrEqualTo(one.get("median").getAsDouble())
                .isLessThan(one.get("observed").getAsDouble());
        assertThat(one.get("caveat").getAsString()).contains("no independent draws");
    }

    /** Speed can be decoded here, so ridge stands out of what it comes to on shifted speed. */
    @Test
    void ridgeIsComparedWithShiftedTargets() {
        JsonObject run = train("z", "--null", "30", "--null-networks", "20");
        List<JsonObject> nulls = run.getAsJsonArray("null").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .toList();
        assertThat(nulls).hasSize(3);
        assertNull(nulls.get(0), "ridge", "circular");
        assertNull(nulls.get(1), "ridge", "linear");
        assertThat(nulls.get(0).getAsJsonArray("values")).hasSize(30);
        assertThat(nulls.get(2).get("model").getAsString()).isEqualTo("network");
        assertThat(nulls.get(2).get("observed"))
                .isEqualTo(at(run, "metrics", "test").get("r2"));
        assertThat(nulls.get(2).getAsJsonArray("values")).hasSize(20);
        double ridge = at(run.getAsJsonArray("baselines").get(2).getAsJsonObject(), "metrics", "test")
                .get("r2")
                .getAsDouble();
        assertThat(nulls.getFirst().get("observed").getAsDouble()).isEqualTo(ridge, within(1e-5));
        assertThat(train("none", "--null", "0").getAsJsonArray("null")).isEmpty();
    }

    @Test
    void aNullIsNeverShownWithoutItsDistributionAndCaveat() throws IOException {
        String out = run("study", "c", "--epochs", "2", "--pca", "20", "--null", "40")
                .out();
        assertThat(out)
                .contains("null of ridge, 40 circular shifts of at least", "null of ridge, 40 linear shifts")
                .containsPattern("R2 median -?[0-9.]+, 95 % of them -?[0-9.]+ to -?[0-9.]+; without a shift 0[0-9.]+")
                .contains("no independent draws", "slow drifts survive", "bins at each end are left out");
        assertThat(out.lines().mapToInt(String::length).max().orElseThrow()).isLessThanOrEqualTo(100);
        List<JsonElement> nulls = read("c/run.json").getAsJsonArray("null").asList();
        assertThat(nulls)
                .extracting(n -> n.getAsJsonObject().get("protocol").getAsString() + " "
                        + n.getAsJsonObject().get("shift").getAsString())
                .containsExactlyInAnyOrder("published circular", "published linear", "sound circular", "sound linear");
        assertThat(read("c/trials/sound-pca20-ridge/run.json").getAsJsonArray("null"))
                .hasSize(2);
    }

    @Test
    void tooFewShiftsAreRefused() {
        Invocation invocation = Invocation.of("train", RECORDING, "--null", "5");
        assertThat(invocation.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(invocation.errLines()).singleElement().asString().contains("--null 5");
    }

    @Test
    void seedsHaveASpreadOfTheirOwn() throws IOException {
        String out = run("sweep", "seeds", "--epochs", "2", "--hidden", "8;4", "--pca", "10", "--seeds", "3")
                .out();
        assertThat(out).contains("spread over seeds (on the same bins: no interval)", "hidden 8");
        JsonObject run = read("seeds/run.json");
        assertThat(run.getAsJsonArray("seeds")).hasSize(2);
        JsonObject first = run.getAsJsonArray("seeds").get(0).getAsJsonObject();
        assertThat(first.get("n").getAsInt()).isEqualTo(3);
        assertThat(first.getAsJsonArray("hidden").toString()).isEqualTo("[8]");
        double[] r2 = run.getAsJsonArray("trials").asList().stream()
                .limit(3)
                .mapToDouble(t -> t.getAsJsonObject().get("test_r2").getAsDouble())
                .toArray();
        double mean = (r2[0] + r2[1] + r2[2]) / 3;
        assertThat(at(first, "test_r2").get("mean").getAsDouble()).isEqualTo(mean, within(1e-12));
        double deviation =
                Math.sqrt((Math.pow(r2[0] - mean, 2) + Math.pow(r2[1] - mean, 2) + Math.pow(r2[2] - mean, 2)) / 2);
        assertThat(at(first, "test_r2").get("sd").getAsDouble()).isEqualTo(deviation, within(1e-12));
        assertThat(read("h1/run.json", "sweep", "--epochs", "1", "--hidden", "8", "--pca", "10")
                        .getAsJsonArray("seeds"))
                .isEmpty();
    }

    private JsonObject read(String file, String verb, String... options) throws IOException {
        run(verb, file.substring(0, file.indexOf('/')), options);
        return read(file);
    }

    @Test
    void aStudyOfSeveralSeedsShowsEachNetworkOnceAndItsSpread() throws IOException {
        String out = run(
                        "study",
                        "two",
                        "--epochs",
                        "1",
                        "--protocol",
                        "sound",
                        "--pca",
                        "10",
                        "--seeds",
                        "2",
                        "--null",
                        "0")
                .out();
        JsonObject run = read("two/run.json");
        assertThat(run.getAsJsonArray("trials")).hasSize(4 + 2 * 18);
        assertThat(run.getAsJsonArray("seeds")).hasSize(18);
        assertThat(folder.resolve("two/trials/sound-pca10-relu-256-64-seed2/model.safetensors"))
                .isRegularFile();
        assertThat(folder.resolve("two/trials/sound-pca10-relu-256-64/model.safetensors"))
                .isRegularFile();
        assertThat(out).contains("spread over seeds", "sound-pca10-relu-256-64  ");
        assertThat(out.lines().filter(line -> line.contains("400-10-10") && line.contains("relu ")))
                .hasSize(1);
    }

    @Test
    void moreBaselinesCanBeAskedFor() {
        JsonObject run = train("x", "--extra-baselines", "kalman", "--null", "0");
        JsonObject kalman = run.getAsJsonArray("baselines").get(3).getAsJsonObject();
        assertThat(kalman.get("model").getAsString()).isEqualTo("kalman");
        assertThat(kalman.get("decoder").getAsBoolean()).isTrue();
        assertThat(at(kalman, "metrics", "test").get("r2").getAsDouble()).isGreaterThan(0.3);
        Invocation one = Invocation.of("train", RECORDING, "--extra-baselines", "rrr", "--quiet");
        assertThat(one.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(one.errLines()).singleElement().asString().contains("--extra-baselines rrr", "one target column");
        assertThat(Invocation.of("train", RECORDING, "--extra-baselines", "lasso")
                        .errLines())
                .singleElement()
                .asString()
                .contains("rrr, kalman");
    }
}
