package stride.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stride.data.ArrayChoice;
import stride.data.Recording;
import stride.data.Recordings;
import stride.model.file.Safetensors;

/** Runs on a recording of 12 neurons x 80 bins with gaps, a silent and a constant neuron. */
class MissingValuesTest {
    private static final int NEURONS = 12;
    private static final int BINS = 80;

    private final double[] activity = new double[NEURONS * BINS];
    private final double[] speed = new double[BINS];

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        Arrays.setAll(activity, i -> (i * 7919) % 101 / 10.0);
        Arrays.setAll(speed, t -> Math.abs(t % 17 - 8));
        Arrays.fill(activity, 0, BINS, 0);
        Arrays.fill(activity, BINS, 2 * BINS, 2.5);
        activity[3 * BINS + 41] = Double.NaN;
        activity[3 * BINS + 42] = Double.POSITIVE_INFINITY;
        speed[0] = Double.NaN;
        speed[20] = Double.NaN;
        save();
    }

    private void save() throws IOException {
        file = folder.resolve("messy.npz");
        Npz.write(file, Npz.array("sresp", activity, NEURONS, BINS), Npz.array("run", speed, BINS));
    }

    @Test
    void rejectingNamesTheOptionAndIsTheDefault() throws IOException {
        for (String[] options : List.of(new String[0], new String[] {"--nan", "reject"})) {
            Invocation target = train(options);
            assertThat(target.exitCode()).isEqualTo(ExitCode.INPUT);
            assertThat(target.errLines())
                    .singleElement()
                    .asString()
                    .contains("messy.npz", "run is NaN at bin 0", "first of 2 missing values", "--nan interpolate");
        }
        speed[0] = 1;
        speed[20] = 2;
        save();
        assertThat(train().errLines())
                .singleElement()
                .asString()
                .contains("sresp: neuron 3, bin 41 is NaN, the first of 2 missing values in 1 neurons", "--nan drop");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void anotherPolicyIsAMistakeInTheCommandLine() {
        Invocation invocation = train("--nan", "ignore");
        assertThat(invocation.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(invocation.err()).contains("--nan", "reject, interpolate, drop");
    }

    @Test
    void interpolatedValuesAreCounted() throws IOException {
        Invocation invocation = train("--nan", "interpolate");
        assertThat(invocation.exitCode()).as(invocation.err()).isZero();
        assertThat(invocation.errLines())
                .contains(
                        "2 of 12 neurons are left out: 1 silent, 1 constant, 0 with no value at all",
                        "interpolated: 2 values of the activity, 2 of the target");
        JsonObject screening = screening();
        assertThat(screening.get("nan").getAsString()).isEqualTo("interpolate");
        assertThat(screening.get("neurons_used").getAsInt()).isEqualTo(10);
        assertThat(screening.get("activity_interpolated").getAsInt()).isEqualTo(2);
        assertThat(screening.get("target_interpolated").getAsInt()).isEqualTo(2);
        assertThat(Files.readAllLines(folder.resolve("run/predictions.csv"))).hasSize(1 + BINS);
    }

    @Test
    void whatIsDroppedIsCountedAndLeavesItsNumberFree() throws IOException {
        Invocation invocation = train("--nan", "drop");
        assertThat(invocation.exitCode()).as(invocation.err()).isZero();
        assertThat(invocation.errLines())
                .contains("3 of 12 neurons are left out: 1 silent, 1 constant, 1 with missing values")
                .anyMatch(
                        line -> line.startsWith("2 of 80 bins are left out") && line.contains("1 lie between others"));
        JsonObject screening = screening();
        assertThat(screening.get("neurons_read").getAsInt()).isEqualTo(12);
        assertThat(screening.get("neurons_silent").getAsInt()).isOne();
        assertThat(screening.get("neurons_constant").getAsInt()).isOne();
        assertThat(screening.get("neurons_missing").getAsInt()).isOne();
        assertThat(screening.get("neurons")).hasToString("[[2,2],[4,11]]");
        assertThat(screening.get("bins_dropped").getAsInt()).isEqualTo(2);
        List<String> predictions = Files.readAllLines(folder.resolve("run/predictions.csv"));
        assertThat(predictions).hasSize(1 + BINS - 2);
        assertThat(predictions.get(1)).startsWith("1,train,");
        assertThat(predictions).noneMatch(line -> line.startsWith("20,"));
        JsonObject train = run().getAsJsonObject("split").getAsJsonObject("train");
        assertThat(train.get("runs").toString()).startsWith("[[1,19],[21,");
    }

    @Test
    void theModelTellsWhichNeuronsItReads() throws IOException {
        assertThat(train("--nan", "drop").exitCode()).isZero();
        Safetensors model = Safetensors.read(folder.resolve("run/model.safetensors"));
        assertThat(model.tensors().get("pca.components").shape()).containsExactly(4, 9);
        assertThat(JsonParser.parseString(model.metadata().get("stride.screening")))
                .isEqualTo(screening());
    }

    /** Silent and constant neurons stay, so that rows are those of the file; neuron 3 misses values. */
    @Test
    void componentsAreFoundAndArraysConvertedByTheSamePolicy() throws IOException {
        Path components = folder.resolve("components");
        Invocation pca = Invocation.of(
                "pca",
                file.toString(),
                "--nan",
                "drop",
                "--components",
                "3",
                "--train-bins",
                "0-39",
                "--out",
                components.toString());
        assertThat(pca.exitCode()).as(pca.err()).isZero();
        assertThat(pca.errLines())
                .contains("1 of 12 neurons are left out: 0 silent, 0 constant, 1 with missing values");
        JsonObject run = JsonParser.parseString(Files.readString(components.resolve("run.json")))
                .getAsJsonObject();
        assertThat(run.get("fitted_bins").getAsInt())
                .as("without bins 0 and 20")
                .isEqualTo(38);
        Path plain = folder.resolve("plain.npz");
        Invocation convert = Invocation.of("convert", file.toString(), plain.toString(), "--nan", "interpolate");
        assertThat(convert.exitCode()).as(convert.err()).isZero();
        try (Recording recording = Recordings.open(plain.toString(), ArrayChoice.AUTO)) {
            assertThat(recording.activity().rows()).isEqualTo(NEURONS);
            assertThat(recording.targets().at(20, 0)).as("between 6 and 4").isEqualTo(5);
        }
        assertThat(Invocation.of("convert", file.toString(), plain.toString(), "--force")
                        .exitCode())
                .isEqualTo(ExitCode.INPUT);
        assertThat(plain).exists();
    }

    @Test
    void inspectTellsWhatWouldBeLeft() {
        Invocation refused = Invocation.of("inspect", file.toString());
        assertThat(refused.exitCode()).isZero();
        assertThat(refused.out().replaceAll("\\s+", " ")) // lines end at the terminal's width
                .contains(
                        "not usable as it is",
                        "with --nan drop: 9 of 12 neurons used (1 silent, 1 constant, 1 with missing values), 2 of 80 bins"
                                + " dropped; missing: 2 values of activity, 2 of target");
        Invocation invocation = Invocation.of("inspect", file.toString(), "--nan", "interpolate", "--json");
        JsonObject json = JsonParser.parseString(invocation.out()).getAsJsonObject();
        assertThat(json.get("neurons").getAsInt()).isEqualTo(10);
        assertThat(json.getAsJsonObject("screening")
                        .get("activity_interpolated")
                        .getAsInt())
                .isEqualTo(2);
    }

    private Invocation train(String... options) {
        return Invocation.of(Stream.concat(
                        Stream.of(
                                "train",
                                file.toString(),
                                "--out",
                                folder.resolve("run").toString()),
                        Stream.concat(
                                Stream.of("--epochs", "1", "--hidden", "4", "--pca", "4", "--gap", "1"),
                                Stream.of(options)))
                .toArray(String[]::new));
    }

    private JsonObject run() throws IOException {
        return JsonParser.parseString(Files.readString(folder.resolve("run/run.json")))
                .getAsJsonObject();
    }

    private JsonObject screening() throws IOException {
        return run().getAsJsonObject("provenance").getAsJsonObject("screening");
    }
}
