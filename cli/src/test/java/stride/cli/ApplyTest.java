package stride.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Saved decoders on recordings: {@code stride evaluate} and {@code stride predict}. */
class ApplyTest {
    private static final String RECORDING = "synthetic:neurons=60,bins=500,seed=3";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--protocol published",
                "--pca 0",
                "--history 2,1",
                "--history 3 --pca 0 --no-standardize --no-standardize-target",
                "--split blocked --ensemble 2",
                "--split none",
                "--non-negative --activation tanh --hidden 8,4",
            })
    void onItsOwnRecordingADecoderDoesWhatItDidInItsRun(String options) throws IOException {
        train(RECORDING, options);
        JsonObject run = json(Files.readString(folder.resolve("run/run.json")));
        Invocation evaluated = Invocation.of("evaluate", path("run"), RECORDING, "--json", "--quiet");
        assertThat(evaluated.exitCode()).as(evaluated.err()).isZero();
        JsonObject json = json(evaluated.out());
        assertThat(json.get("fitted_on_it").getAsBoolean()).isTrue();
        JsonObject metrics = json.getAsJsonObject("metrics");
        assertThat(metrics.keySet()).isEqualTo(run.getAsJsonObject("metrics").keySet());
        for (String part : metrics.keySet()) {
            JsonObject before = run.getAsJsonObject("metrics").getAsJsonObject(part);
            metrics.getAsJsonObject(part)
                    .asMap()
                    .forEach((figure, value) -> assertThat(value.toString())
                            .isEqualTo(before.get(figure).toString()));
        }
        Invocation predicted = Invocation.of("predict", path("run/model.safetensors"), RECORDING, "--quiet");
        assertThat(predicted.out()).isEqualTo(Files.readString(folder.resolve("run/predictions.csv")));
    }

    @Test
    void anotherChoiceOfCellsIsRefused() throws IOException {
        Path recording = Files.createDirectory(folder.resolve("suite2p"));
        Random random = new Random(5);
        double[] cells = {1, 1, 1, 0, 1, 1, 1, 1};
        write(recording.resolve("spks.npy"), random.doubles(8 * 400).toArray(), 8, 400);
        write(recording.resolve("iscell.npy"), cells, 8, 1);
        String target = write(folder.resolve("run.npy"), random.doubles(400).toArray(), 400) + "#run";
        train(recording.toString(), "--pca 3 --null=0 --target " + target);
        String[] line = {"evaluate", path("run"), recording.toString(), "--target", target, "--quiet"};
        assertThat(Invocation.of(line).exitCode()).isZero();
        cells[3] = 1;
        cells[4] = 0;
        write(recording.resolve("iscell.npy"), cells, 8, 1);
        assertThat(refused(line)).contains("another choice of cells (iscell.npy");
    }

    private static Path write(Path npy, double[] values, int... shape) throws IOException {
        return Files.write(npy, Npz.array("", values, shape).npy());
    }

    @Test
    void aSweepsTrialsAreToldApartFromTheSweep() throws IOException {
        Invocation sweep = Invocation.of(
                "sweep",
                RECORDING,
                "--epochs",
                "1",
                "--hidden",
                "4",
                "--pca",
                "5",
                "--quiet",
                "--out",
                folder.resolve("grid").toString());
        assertThat(sweep.exitCode()).as(sweep.err()).isZero();
        assertThat(refused("evaluate", path("grid"), RECORDING)).contains("each trial has its own", "trials");
        assertThat(Invocation.of("evaluate", path("grid/trials/1"), RECORDING, "--quiet")
                        .exitCode())
                .isZero();
    }

    @Test
    void aFoldsDecoderIsToldApartFromTheRun() {
        train(RECORDING, "--split kfold --folds 3");
        assertThat(refused("evaluate", path("run"), RECORDING)).contains("fold-1");
        Invocation invocation = Invocation.of("evaluate", path("run/fold-2"), RECORDING, "--json", "--quiet");
        assertThat(invocation.exitCode()).as(invocation.err()).isZero();
        assertThat(json(invocation.out()).getAsJsonObject("metrics").keySet()).contains("train", "test");
    }

    /** Its own test bins chose its epoch: they are not new to it. New ones of another recording are. */
    @Test
    void aLeakyDecoderIsCalledSoOnItsOwnRecording() throws IOException {
        train(RECORDING, "--select test");
        Invocation own = Invocation.of("evaluate", path("run"), RECORDING);
        assertThat(own.out()).contains("warning: LEAKY: the epoch was chosen", "test LEAKY");
        assertThat(own.err()).doesNotContain("new to it");
        assertThat(json(Invocation.of("evaluate", path("run"), RECORDING, "--json", "--quiet")
                                .out())
                        .getAsJsonArray("warnings"))
                .hasSize(1);
        String other = "synthetic:neurons=60,bins=400,seed=4";
        assertThat(Invocation.of("evaluate", path("run"), other).out()).doesNotContain("LEAKY");
    }

    @Test
    void onAnotherRecordingEveryBinIsNew() throws IOException {
        train(RECORDING, "");
        String other = "synthetic:neurons=60,bins=400,seed=4";
        JsonObject json =
                json(Invocation.of("evaluate", path("run"), other, "--json", "--quiet", "--out", path("e.json"))
                        .out());
        assertThat(json.get("fitted_on_it").getAsBoolean()).isFalse();
        assertThat(json.getAsJsonObject("metrics").keySet()).containsExactly("new");
        JsonObject figures = json.getAsJsonObject("metrics").getAsJsonObject("new");
        assertThat(figures.get("n").getAsInt()).isEqualTo(400);
        assertThat(figures.get("r2_vs_train_mean").isJsonNull()).isTrue();
        assertThat(json(Files.readString(folder.resolve("e.json")))).isEqualTo(json);
        Invocation predicted = Invocation.of("predict", path("run"), other, "--quiet", "--out", path("p.csv"));
        assertThat(predicted.exitCode()).as(predicted.err()).isZero();
        assertThat(Files.readAllLines(folder.resolve("p.csv")))
                .hasSize(401)
                .allMatch(l -> l.matches("bin.*|\\d+,new,.*"));
    }

    /** As with another --bin: the same file, but not the bins that were split. */
    @Test
    void otherBinsOfItsOwnFileAreNotCalledNew() throws IOException {
        Path file = folder.resolve("two.npz");
        Npz.write(
                file,
                Npz.array("X", values(12 * 80, 1), 12, 80),
                Npz.array("y", values(80, 2), 80),
                Npz.array("wide", values(12 * 40, 1), 12, 40),
                Npz.array("z", values(40, 2), 40));
        train(file.toString(), "--activity X --target y --gap 0");
        String[] other = {path("run"), file.toString(), "--activity", "wide", "--target", "z"};
        JsonObject json = json(called("evaluate", other, "--json", "--quiet").out());
        assertThat(json.get("fitted_on_it").getAsBoolean()).isTrue();
        assertThat(json.getAsJsonObject("metrics").keySet()).containsExactly("unknown");
        assertThat(json.getAsJsonObject("intervals").has("unknown")).isTrue();
        assertThat(json.getAsJsonArray("warnings").toString()).contains("80 bins (here: 40)", "--bin");
        assertThat(called("evaluate", other, "--quiet").out()).contains("warning: the decoder was fitted on this very");
        Invocation predicted = called("predict", other);
        assertThat(predicted.err()).contains("warning: the decoder was fitted on this very file");
        assertThat(column(predicted.out(), 1)).hasSize(40).containsOnly("unknown");
    }

    private static Invocation called(String verb, String[] arguments, String... more) {
        List<String> line = new ArrayList<>(List.of(verb));
        line.addAll(List.of(arguments));
        line.addAll(List.of(more));
        Invocation invocation = Invocation.of(line.toArray(String[]::new));
        assertThat(invocation.exitCode()).as(invocation.err()).isZero();
        return invocation;
    }

    @Test
    void otherNeuronsOrTargetsAreRefused() throws IOException {
        train(RECORDING, "");
        assertThat(refused("evaluate", path("run"), "synthetic:neurons=61,bins=500,seed=3"))
                .contains("61 neurons", "60");
        Path two = folder.resolve("two.npz");
        Npz.write(two, Npz.array("sresp", values(60 * 80, 5), 60, 80), Npz.array("run", values(160, 6), 80, 2));
        assertThat(refused("evaluate", path("run"), two.toString())).contains("2 target columns", "predicts 1");
        assertThat(refused("predict", path("nowhere"), RECORDING)).contains("no such file");
        assertThat(refused("evaluate", folder.toString(), RECORDING)).contains("no model.safetensors");
    }

    @Test
    void predictingNeedsNoTarget() throws IOException {
        double[] activity = values(12 * 80, 1);
        Path whole = folder.resolve("whole.npz");
        Npz.write(whole, Npz.array("X", activity, 12, 80), Npz.array("y", values(80, 2), 80));
        train(whole.toString(), "--activity X --target y --gap 0");
        Path bare = folder.resolve("bare.npz");
        Npz.write(bare, Npz.array("X", activity, 12, 80));
        Invocation with = Invocation.of("predict", path("run"), whole.toString(), "--activity", "X", "--target", "y");
        Invocation without = Invocation.of("predict", path("run"), bare.toString(), "--activity", "X");
        assertThat(without.exitCode()).as(without.err()).isZero();
        assertThat(without.out().lines().findFirst()).contains("bin,part,predicted");
        assertThat(column(without.out(), 2)).isEqualTo(column(with.out(), 3));
        assertThat(refused("evaluate", path("run"), bare.toString())).contains("--target");
    }

    /** What was silent while the decoder was fitted is no input of it, though it may have woken since. */
    @Test
    void neuronsThatWereLeftOutStayOut() throws IOException {
        double[] activity = values(12 * 80, 1);
        Arrays.fill(activity, 3 * 80, 4 * 80, 0);
        Path silent = folder.resolve("silent.npz");
        Npz.write(silent, Npz.array("sresp", activity, 12, 80), Npz.array("run", values(80, 2), 80));
        train(silent.toString(), "--gap 0");
        double[] woken = activity.clone();
        System.arraycopy(values(80, 9), 0, woken, 3 * 80, 80);
        Arrays.fill(woken, 5 * 80, 6 * 80, 7);
        Path later = folder.resolve("later.npz");
        Npz.write(later, Npz.array("sresp", woken, 12, 80), Npz.array("run", values(80, 2), 80));
        Invocation invocation = Invocation.of("predict", path("run"), later.toString());
        assertThat(invocation.exitCode()).as(invocation.err()).isZero();
        assertThat(invocation.out().lines()).hasSize(81);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reject", "interpolate", "drop"})
    void missingValuesOfItsNeuronsGoTheWayThatIsAsked(String policy) throws IOException {
        double[] activity = values(12 * 80, 1);
        Path whole = folder.resolve("whole.npz");
        Npz.write(whole, Npz.array("sresp", activity, 12, 80), Npz.array("run", values(80, 2), 80));
        train(whole.toString(), "--gap 0");
        activity[4 * 80 + 7] = Double.NaN;
        Path gappy = folder.resolve("gappy.npz");
        Npz.write(gappy, Npz.array("sresp", activity, 12, 80), Npz.array("run", values(80, 2), 80));
        Invocation invocation = Invocation.of("predict", path("run"), gappy.toString(), "--quiet", "--nan", policy);
        if (policy.equals("reject")) {
            assertThat(invocation.exitCode()).isEqualTo(ExitCode.INPUT);
            assertThat(invocation.errLines()).singleElement().asString().contains("neuron 4, bin 7", "--nan");
        } else {
            assertThat(invocation.exitCode()).as(invocation.err()).isZero();
            assertThat(invocation.out().lines()).hasSize(policy.equals("drop") ? 80 : 81);
        }
    }

    @Test
    void aModelThatIsNoneIsRefusedInOneLine() throws IOException {
        Path file = folder.resolve("broken.safetensors");
        Files.write(file, new byte[] {1, 2, 3});
        assertThat(refused("evaluate", file.toString(), RECORDING)).contains("broken.safetensors");
    }

    private void train(String recording, String options) {
        List<String> arguments = new ArrayList<>(
                List.of("train", recording, "--out", path("run"), "--epochs", "2", "--quiet", "--pca", "10"));
        if (!options.contains("--hidden")) {
            arguments.addAll(List.of("--hidden", "6"));
        }
        if (options.contains("--pca")) {
            arguments.removeAll(List.of("--pca", "10"));
        }
        if (!options.isEmpty()) {
            arguments.addAll(List.of(options.split(" ")));
        }
        Invocation invocation = Invocation.of(arguments.toArray(String[]::new));
        assertThat(invocation.exitCode()).as(invocation.err()).isZero();
    }

    private static String refused(String... arguments) {
        Invocation invocation = Invocation.of(arguments);
        assertThat(invocation.exitCode()).as(invocation.err()).isEqualTo(ExitCode.INPUT);
        assertThat(invocation.out()).isEmpty();
        assertThat(invocation.errLines()).singleElement().asString().startsWith("stride: ");
        return invocation.err();
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private static List<String> column(String csv, int column) {
        return csv.lines().skip(1).map(line -> line.split(",", -1)[column]).toList();
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }

    private static double[] values(int count, int seed) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> ((i + 1L) * 7919 * (seed + 1)) % 1013 / 100.0);
        return values;
    }
}
