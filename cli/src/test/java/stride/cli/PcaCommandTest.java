package stride.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stride.data.Source;
import stride.data.StoredArray;
import stride.data.numpy.NpyWriter;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.model.file.Safetensors;

/** {@code stride pca} as a user runs it. */
class PcaCommandTest {
    private static final String RECORDING = "synthetic:neurons=80,bins=600,seed=3";
    private static final List<String> ARRAYS =
            List.of("components", "mean", "explained_variance", "explained_variance_ratio", "scores");

    @TempDir
    private Path folder;

    @Test
    void theFilesHaveTheShapesThatPythonExpects() throws IOException {
        run("a", "--components", "7", "--train-bins", "0-399", "--quiet");
        assertThat(summary("a", "components")).isEqualTo("7 x 80 float32");
        assertThat(summary("a", "mean")).isEqualTo("80 float32");
        assertThat(summary("a", "explained_variance")).isEqualTo("7 float64");
        assertThat(summary("a", "explained_variance_ratio")).isEqualTo("7 float64");
        assertThat(summary("a", "scores")).isEqualTo("600 x 7 float32");
        try (Stream<Path> files = Files.list(folder.resolve("a"))) {
            assertThat(files).hasSize(ARRAYS.size() + 1);
        }
    }

    @Test
    void theRunTellsWhatWasDoneAndHowWell() throws IOException {
        String out = run("a", "--components", "7", "--train-bins", "0.5", "--json", "--quiet")
                .out();
        JsonObject run = JsonParser.parseString(Files.readString(folder.resolve("a/run.json")))
                .getAsJsonObject();
        JsonObject printed = JsonParser.parseString(out).getAsJsonObject();
        printed.remove("directory");
        assertThat(printed).isEqualTo(run);
        assertThat(run.getAsJsonObject("options").toString())
                .isEqualTo("{\"components\":7,\"train_bins\":\"0.5\",\"pca_solver\":\"auto\"}");
        assertThat(run.get("fitted_bins").getAsInt()).isEqualTo(300);
        JsonObject pca = run.getAsJsonObject("pca");
        assertThat(pca.get("solver").getAsString()).isEqualTo("exact");
        assertThat(pca.get("components").getAsInt()).isEqualTo(7);
        double sum = 0;
        for (double ratio : values("a", "explained_variance_ratio")) {
            sum += ratio;
        }
        assertThat(pca.get("explained").getAsDouble()).isEqualTo(sum, within(1e-12));
        assertThat(pca.getAsJsonArray("residuals")).hasSize(7);
        assertThat(pca.get("largest_residual").getAsDouble()).isBetween(0.0, 1e-4);
        assertThat(run.getAsJsonObject("timing").keySet()).contains("read_s", "pca_s", "total_s");
        assertThat(run.getAsJsonObject("provenance").get("sha256").getAsString())
                .hasSize(64);
    }

    @Test
    void activityWithoutATargetHasComponentsToo() throws IOException {
        Path file = folder.resolve("activity.npy");
        try (OutputStream out = Files.newOutputStream(file)) {
            NpyWriter.write(out, new Matrix(4, 6, new float[] {
                1, 2, 3, 4, 5, 6, 2, 4, 6, 8, 10, 12, 1, 0, 1, 0, 1, 0, 3, 3, 3, 3, 3, 3
            }));
        }
        String out = folder.resolve("run").toString();
        Invocation invocation =
                Invocation.of("pca", file.toString(), "--components", "2", "--out", out, "--json", "--quiet");
        assertThat(invocation.exitCode()).isZero();
        assertThat(summary("run", "components")).isEqualTo("2 x 4 float32");
        assertThat(summary("run", "scores")).isEqualTo("6 x 2 float32");
        JsonObject pca =
                JsonParser.parseString(invocation.out()).getAsJsonObject().getAsJsonObject("pca");
        assertThat(pca.get("explained").getAsDouble()).isEqualTo(1, within(1e-6));
    }

    @Test
    void theComponentsAreThoseOfATrainedDecoder() throws IOException {
        String[] train = {
            "train",
            RECORDING,
            "--pca",
            "9",
            "--epochs",
            "1",
            "--hidden",
            "3",
            "--quiet",
            "--split",
            "none",
            "--out",
            folder.resolve("t").toString()
        };
        assertThat(Invocation.of(train).exitCode()).isZero();
        run("p", "--components", "9", "--quiet");
        Safetensors model = Safetensors.read(folder.resolve("t/model.safetensors"));
        float[] components = matrix("p", "components", 9, 80);
        assertThat(model.tensors().get("pca.components").values()).isEqualTo(components);
        assertThat(model.tensors().get("pca.mean").values()).hasSize(80);
        JsonObject run = JsonParser.parseString(Files.readString(folder.resolve("t/run.json")))
                .getAsJsonObject();
        JsonObject own = JsonParser.parseString(Files.readString(folder.resolve("p/run.json")))
                .getAsJsonObject();
        assertThat(run.get("pca")).isEqualTo(own.get("pca"));
        assertThat(run.getAsJsonObject("options").get("pca_solver").getAsString())
                .isEqualTo("auto");
    }

    @Test
    void eitherSolverFindsTheSame() throws IOException {
        run("e", "--components", "4", "--pca-solver", "exact", "--quiet");
        run("r", "--components", "4", "--pca-solver", "randomized", "--quiet");
        double[] exact = values("e", "explained_variance_ratio");
        double[] randomized = values("r", "explained_variance_ratio");
        assertThat(randomized).containsExactly(exact, within(1e-5));
    }

    @Test
    void theNumberOfThreadsChangesNoByte() throws IOException {
        run("one", "--components", "5", "--pca-solver", "randomized", "--quiet", "--threads", "1");
        run("three", "--components", "5", "--pca-solver", "randomized", "--quiet", "--threads", "3");
        for (String name : ARRAYS) {
            assertThat(Files.mismatch(file("one", name), file("three", name)))
                    .as(name)
                    .isEqualTo(-1);
        }
    }

    @Test
    void whatCanNotBeFittedIsRefusedInOneLine() throws IOException {
        assertRefused(ExitCode.INPUT, "1 to 80", "--components", "81");
        assertRefused(ExitCode.INPUT, "0 to 599", "--components", "3", "--train-bins", "0-600");
        assertRefused(ExitCode.INPUT, "at least 2 bins", "--components", "1", "--train-bins", "7");
        assertRefused(ExitCode.INPUT, "none of 600 bins", "--components", "1", "--train-bins", "0.0001");
    }

    @Test
    void anOutputThatCanNotBeWrittenIsRefusedBeforeAnyWork() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Invocation invocation = Invocation.of(
                "pca",
                RECORDING,
                "--components",
                "3",
                "--out",
                file.resolve("below").toString());
        assertThat(invocation.exitCode()).as(invocation.err()).isEqualTo(ExitCode.OUTPUT);
        assertThat(invocation.errLines()).singleElement().asString().contains("--out");
        Path taken = Files.createDirectory(folder.resolve("taken"));
        Files.writeString(taken.resolve("mine.txt"), "mine");
        invocation = Invocation.of("pca", RECORDING, "--components", "3", "--out", taken.toString());
        assertThat(invocation.exitCode()).isEqualTo(ExitCode.OUTPUT);
        assertThat(invocation.errLines()).singleElement().asString().contains("taken", "--out");
    }

    private void assertRefused(int code, String expected, String... options) throws IOException {
        Path place = folder.resolve("runs").resolve("refused");
        String[] arguments = Stream.concat(
                        Stream.of("pca", RECORDING, "--quiet", "--out", place.toString()), Stream.of(options))
                .toArray(String[]::new);
        Invocation invocation = Invocation.of(arguments);
        assertThat(invocation.exitCode()).as(invocation.err()).isEqualTo(code);
        assertThat(invocation.errLines()).singleElement().asString().contains(expected);
        assertThat(place.getParent()).doesNotExist();
    }

    private Invocation run(String name, String... options) {
        String[] arguments = Stream.concat(
                        Stream.of(
                                "pca", RECORDING, "--out", folder.resolve(name).toString()),
                        Stream.of(options))
                .toArray(String[]::new);
        Invocation invocation = Invocation.of(arguments);
        assertThat(invocation.exitCode()).as(invocation.err()).isZero();
        assertThat(invocation.err()).isEmpty();
        return invocation;
    }

    private Path file(String run, String array) {
        return folder.resolve(run).resolve(array + ".npy");
    }

    private String summary(String run, String array) {
        try (Source source = Source.open(file(run, array))) {
            StoredArray stored = source.array(array);
            return stored.info().size() + " " + stored.info().type();
        }
    }

    private double[] values(String run, String array) {
        try (Source source = Source.open(file(run, array))) {
            return source.array(array).values();
        }
    }

    private float[] matrix(String run, String array, int rows, int columns) {
        try (Source source = Source.open(file(run, array))) {
            float[] values = new float[rows * columns];
            source.array(array).matrix(Kernels.choose()).read(0, rows, values);
            return values;
        }
    }
}
