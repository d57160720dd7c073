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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepTest {
    private static final String RECORDING = "synthetic:neurons=60,bins=500,seed=3";

    @TempDir
    private Path folder;

    @Test
    void everyCombinationIsOneTrial() throws IOException {
        JsonObject json = sweep("s", "--hidden", "8;6,4", "--lr", "1e-3,1e-2", "--pca", "5..15:5", "--seeds", "2");
        JsonArray trials = json.getAsJsonArray("trials");
        assertThat(trials).hasSize(2 * 2 * 3 * 2);
        List<String> settings = new ArrayList<>();
        for (JsonElement trial : trials) {
            JsonObject t = trial.getAsJsonObject();
            settings.add("%s %s %s %s".formatted(t.get("hidden"), t.get("lr"), t.get("pca"), t.get("seed")));
            assertThat(folder.resolve("s")
                            .resolve(t.get("directory").getAsString())
                            .resolve("model.safetensors"))
                    .exists();
            assertThat(t.get("test_r2").getAsDouble()).isLessThan(1);
        }
        assertThat(settings).doesNotHaveDuplicates().contains("[6,4] 0.01 15 2", "[8] 0.001 5 1");
        List<String> lines = Files.readAllLines(folder.resolve("s/trials.csv"));
        assertThat(lines).hasSize(1 + trials.size());
        assertThat(lines.getFirst())
                .startsWith("protocol,model,pca,hidden,activation,seed,")
                .endsWith(",lr,error");
        assertThat(lines.get(1)).contains(",\"0.001\",");
        assertThat(json.get("best").getAsString()).startsWith("trials/");
    }

    /** A trial of a sweep is what train would have made of the same options. */
    @Test
    void aTrialIsTheDecoderThatTrainMakes() throws IOException {
        sweep("s", "--hidden", "8;6,4", "--pca", "10", "--dropout", "0.1");
        Invocation train = Invocation.of(
                "train",
                RECORDING,
                "--epochs",
                "2",
                "--quiet",
                "--hidden",
                "6,4",
                "--pca",
                "10",
                "--dropout",
                "0.1",
                "--out",
                folder.resolve("t").toString());
        assertThat(train.exitCode()).as(train.err()).isZero();
        Path trial = folder.resolve("s/trials/2_hidden-6-4");
        for (String file : List.of("model.safetensors", "predictions.csv")) {
            assertThat(trial.resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("t").resolve(file));
        }
    }

    /** Components are found once for trials with and without groups of neurons. */
    @Test
    void augmentationIsVariedAndWithoutItTrainsBytesAreTheSame() throws IOException {
        JsonObject json =
                sweep("s", "--pca", "10", "--hidden", "6", "--augment", "none;neurons=0.2;noise=0.1,jitter=1");
        List<JsonElement> augment = new ArrayList<>();
        json.getAsJsonArray("trials")
                .forEach(trial -> augment.add(trial.getAsJsonObject().get("augment")));
        assertThat(augment.stream().map(e -> e.isJsonNull() ? "" : e.getAsString()))
                .containsExactly("", "neurons=0.2", "noise=0.1,jitter=1");
        for (String[] trial : new String[][] {{"1_augment-none", "none"}, {"2_augment-neurons-0.2", "neurons=0.2"}}) {
            String out = folder.resolve(trial[0]).toString();
            Invocation train = Invocation.of(
                    "train",
                    RECORDING,
                    "--epochs",
                    "2",
                    "--quiet",
                    "--pca",
                    "10",
                    "--hidden",
                    "6",
                    "--augment",
                    trial[1],
                    "--out",
                    out);
            assertThat(train.exitCode()).as(train.err()).isZero();
            assertThat(folder.resolve("s/trials").resolve(trial[0]).resolve("model.safetensors"))
                    .hasSameBinaryContentAs(Path.of(out).resolve("model.safetensors"));
        }
    }

    @Test
    void theNumberOfThreadsChangesNothing() throws IOException {
        sweep("one", "--hidden", "8;6,4", "--pca", "10,20", "--threads", "1");
        sweep("three", "--hidden", "8;6,4", "--pca", "10,20", "--threads", "3");
        for (Path file : List.of(Path.of("trials.csv"), Path.of("trials/4_hidden-6-4_pca-20/model.safetensors"))) {
            assertThat(folder.resolve("one").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("three").resolve(file));
        }
    }

    @Test
    void aTrialThatFailsIsRecordedAndStopsNoOther() throws IOException {
        JsonObject json = sweep("s", "--activation", "identity", "--lr", "1e-3,1e30", "--pca", "10,999");
        List<String> errors = new ArrayList<>();
        for (JsonElement trial : json.getAsJsonArray("trials")) {
            JsonElement error = trial.getAsJsonObject().get("error");
            errors.add(error == null ? "" : error.getAsString());
        }
        assertThat(errors.get(0)).isEmpty();
        assertThat(errors.get(1)).contains("999 principal components");
        assertThat(errors.get(2)).contains("diverged");
        assertThat(errors.get(3)).contains("999 principal components");
        assertThat(Files.readAllLines(folder.resolve("s/trials.csv")).get(3)).contains("diverged");
        String[] line = {
            "sweep",
            RECORDING,
            "--activation",
            "identity",
            "--lr",
            "1e30,1e31",
            "--pca",
            "10",
            "--quiet",
            "--resume",
            "--out",
            folder.resolve("none").toString()
        };
        Invocation again = Invocation.of(line);
        assertThat(again.exitCode()).isEqualTo(ExitCode.NUMERIC);
        assertThat(again.errLines()).singleElement().asString().contains("all 2 trials failed", "diverged");
        assertThat(Files.readAllLines(folder.resolve("none/trials.csv"))).hasSize(3);
        assertThat(folder.resolve("none.part")).doesNotExist();
        Invocation finished = Invocation.of(line);
        assertThat(finished.exitCode()).isEqualTo(ExitCode.NUMERIC);
        assertThat(finished.errLines()).singleElement().asString().contains("all 2 trials failed", "diverged");
    }

    @Test
    void aSplitThatTheRecordingIsTooShortForFailsItsOwnTrialsAlone() throws IOException {
        JsonObject json = sweep("s", "--gap", "10,5000", "--hidden", "6");
        JsonArray trials = json.getAsJsonArray("trials");
        assertThat(trials.get(0).getAsJsonObject().has("error")).isFalse();
        assertThat(trials.get(1).getAsJsonObject().get("error").getAsString())
                .contains("500 bins are too few", "gaps of 5000 bins");
        assertThat(json.get("best").getAsString()).isEqualTo("trials/1_gap-10");
        assertThat(Files.readAllLines(folder.resolve("s/trials.csv")).get(2)).contains("gaps of 5000 bins");
        Invocation none = Invocation.of(
                "sweep",
                RECORDING,
                "--gap",
                "4000,5000",
                "--quiet",
                "--out",
                folder.resolve("none").toString());
        assertThat(none.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(none.errLines()).singleElement().asString().contains("gaps of 4000 bins");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    /** Both trials keep the same epoch; the first keeps it for what it does on the test bins. */
    @Test
    void aLeakyTrialIsNotTheBestBesideOthers() throws IOException {
        JsonObject json = sweep("s", "--select", "test,valid", "--hidden", "6", "--lr", "1e-2");
        JsonArray trials = json.getAsJsonArray("trials");
        assertThat(number(trials.get(0), "valid_mse")).isEqualTo(number(trials.get(1), "valid_mse"));
        assertThat(json.get("best").getAsString()).isEqualTo("trials/2_select-valid");
        assertThat(json.get("best_by").getAsString()).isEqualTo("valid_mse");
        assertThat(json.getAsJsonArray("best_notes").toString()).contains("passed over, for they are leaky: 1");
        assertThat(Files.readString(folder.resolve("s/report.html"))).contains("passed over, for they are leaky: 1");
        JsonObject alone = sweep("a", "--split", "random", "--hidden", "6");
        assertThat(alone.get("best").getAsString()).isEqualTo("trials/1");
        JsonObject only = alone.getAsJsonArray("trials").get(0).getAsJsonObject();
        assertThat(only.get("split").getAsString()).isEqualTo("random");
    }

    /** A history moves the gap, and so the validation bins: errors on other bins do not compare. */
    @Test
    void whereValidationBinsDifferR2ChoosesAmongTheBestOfEach() throws IOException {
        JsonObject json = sweep("s", "--history", "0;8", "--hidden", "6;12", "--pca", "10");
        JsonArray trials = json.getAsJsonArray("trials");
        double highest = Math.max(
                Math.max(number(trials.get(0), "valid_r2"), number(trials.get(1), "valid_r2")),
                Math.max(number(trials.get(2), "valid_r2"), number(trials.get(3), "valid_r2")));
        JsonObject best = trials.asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(t -> t.get("directory").equals(json.get("best")))
                .findFirst()
                .orElseThrow();
        assertThat(number(best, "valid_r2")).isEqualTo(highest);
        assertThat(json.get("best_by").getAsString()).isEqualTo("valid_r2");
        assertThat(json.getAsJsonArray("best_of_each")).hasSize(2).contains(json.get("best"));
        assertThat(json.getAsJsonArray("best_notes").toString()).contains("2 different sets of validation bins");
        assertThat(Files.readString(folder.resolve("s/report.html"))).contains("2 different sets of validation bins");
    }

    private static double number(JsonElement trial, String name) {
        return trial.getAsJsonObject().get(name).getAsDouble();
    }

    @Test
    void theTableFitsTheTerminal() {
        for (int columns : new int[] {80, 100}) {
            System.setProperty("stride.columns", String.valueOf(columns));
            try {
                Invocation invocation = Invocation.of(
                        "sweep",
                        RECORDING,
                        "--epochs",
                        "2",
                        "--quiet",
                        "--hidden",
                        "8;6,4",
                        "--lr",
                        "1e-3,1e-2",
                        "--pca",
                        "10",
                        "--batch",
                        "16,32",
                        "--out",
                        folder.resolve("t" + columns).toString());
                assertThat(invocation.out().lines()).allMatch(line -> line.length() <= columns);
                assertThat(invocation.out()).contains("best on validation: ", "valid", "test");
            } finally {
                System.clearProperty("stride.columns");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--lr 5..1            | --lr: '5..1' is no range",
                "--lr 1e-3,fast       | fast",
                "--hidden 8,x;4       | is not a list of widths",
                "--activation relu,up | up",
                "--seeds 0            | --seeds 0: at least 1 is needed",
                "--seeds 2 --seed 1,2 | give only one of the two",
                "--seed 1..100 --pca 1..100 --batch 1..100 | the grid has 1000000 trials",
                "--split none         | a sweep needs bins to judge by",
                "--dropout 0,1        | --dropout 1.0 is not a probability",
                "--augment blur=1     | 'blur=1' is not one of noise=SD",
                "--augment noise=0.1;mix=0.7 | --augment mix=0.7 is not a weight from 0 to 0.5",
                "--epocs 2            | did you mean --epochs",
            })
    void aGridWithoutSenseIsRefused(String options, String expected) {
        String[] line = Stream.concat(Stream.of("sweep", RECORDING), Stream.of(options.split(" +")))
                .toArray(String[]::new);
        Invocation invocation = Invocation.of(line);
        assertThat(invocation.exitCode()).as(invocation.err()).isEqualTo(ExitCode.USAGE);
        assertThat(invocation.errLines()).singleElement().asString().contains(expected);
    }

    private JsonObject sweep(String name, String... options) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                "sweep",
                RECORDING,
                "--epochs",
                "2",
                "--quiet",
                "--json",
                "--out",
                folder.resolve(name).toString()));
        line.addAll(List.of(options));
        Invocation invocation = Invocation.of(line.toArray(String[]::new));
        assertThat(invocation.exitCode()).as(invocation.err()).isZero();
        JsonObject json = JsonParser.parseString(invocation.out()).getAsJsonObject();
        JsonObject run = JsonParser.parseString(
                        Files.readString(folder.resolve(name).resolve("run.json")))
                .getAsJsonObject();
        assertThat(run.get("trials")).isEqualTo(json.get("trials"));
        return json;
    }
}
