package stride.cli.bench;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import stride.cli.ChosenKernels;
import stride.cli.ExitCode;
import stride.cli.HelpOption;
import stride.cli.OutputException;
import stride.cli.convert.RecordingFile;
import stride.cli.options.JsonArgument;
import stride.cli.options.RecordingArguments;
import stride.cli.options.ThreadArguments;
import stride.cli.run.Json;
import stride.cli.run.TemporaryDirectory;
import stride.cli.terminal.Terminal;
import stride.data.ReadProgress;
import stride.data.Recording;
import stride.data.Recordings;
import stride.data.synthetic.SyntheticSpec;
import stride.engine.Kernels;
import stride.engine.RowBlocks;
import stride.engine.Workers;
import stride.model.OptionsException;
import stride.model.Progress;
import stride.model.pca.Pca;
import stride.model.pca.PcaSolver;

/** {@code stride bench pca}: how long a fit of principal components takes, its reading of the file included. */
@Command(
        name = "pca",
        description = {
            "Measures a fit of principal components, reading the file among it, the scores not.",
            "A synthetic recording is written to a temporary file first."
        },
        footer = {"", "Example:  stride bench pca synthetic:neurons=2000,bins=3000 --components 100"})
final class PcaSpeedCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "RECORDING",
            defaultValue = "synthetic",
            description = "A file, or synthetic[:neurons=N,bins=T,seed=S] (default: ${DEFAULT-VALUE}).")
    private String source;

    @Mixin
    private RecordingArguments arguments;

    @Option(names = "--components", paramLabel = "K", description = "How many (default: ${DEFAULT-VALUE}).")
    private int components = 100;

    @Option(
            names = "--pca-solver",
            paramLabel = "NAME",
            description = "auto, randomized or exact (default: auto, by cost).")
    private PcaSolver solver = PcaSolver.AUTO;

    @Option(
            names = "--runs",
            paramLabel = "N",
            description = "Fits to take the median of; the first finds the JVM cold (default: ${DEFAULT-VALUE}).")
    private int runs = 3;

    @Mixin
    private ThreadArguments threads;

    @Mixin
    private JsonArgument output;

    @SuppressWarnings("UnusedVariable")
    @Mixin
    private HelpOption help;

    @Override
    public Integer call() {
        if (runs < 1 || runs > 100) {
            throw new OptionsException("--runs %d: expected a whole number from 1 to 100".formatted(runs));
        }
        if (components < 1) {
            throw new OptionsException("--components " + components + ": at least 1 is needed");
        }
        Terminal terminal = Terminal.ofProcess(output.json());
        Kernels kernels = ChosenKernels.of(terminal);
        try (Workers workers = threads.start()) {
            JsonObject json = SyntheticSpec.matches(source)
                    ? synthetic(kernels, workers, terminal)
                    : file(source, kernels, workers);
            json.addProperty("threads", workers.threads());
            json.addProperty("kernels", kernels.name());
            PeakMemory.bytes().ifPresent(bytes -> json.addProperty("peak_rss_mb", bytes >> 20));
            print(json, terminal);
        }
        return ExitCode.DONE;
    }

    /** Of a file that lasts as long as the measurement, so that making the recording is not measured with it. */
    private JsonObject synthetic(Kernels kernels, Workers workers, Terminal terminal) {
        try (TemporaryDirectory folder = TemporaryDirectory.in(Path.of(System.getProperty("java.io.tmpdir")))) {
            Path file = folder.path().resolve("recording.npz");
            try (Recording made = arguments.opened(source, kernels, workers, terminal)) {
                RecordingFile.write(made, made.activity(), file);
            }
            return file(file.toString(), kernels, workers);
        } catch (IOException e) {
            throw OutputException.of(Path.of(System.getProperty("java.io.tmpdir")), e, "make room there");
        }
    }

    private JsonObject file(String name, Kernels kernels, Workers workers) {
        try (Recording recording =
                Recordings.openForActivity(name, arguments.choice(), kernels, workers, ReadProgress.NONE)) {
            RowBlocks activity = recording.activity();
            int[] bins = IntStream.range(0, activity.columns()).toArray();
            PcaSolver chosen = solver.chosen(activity.rows(), bins.length, components);
            double[] seconds = new double[runs];
            double explained = 0;
            for (int i = 0; i < runs; i++) {
                long start = System.nanoTime();
                explained = Pca.fit(activity, bins, components, chosen, kernels, workers, Progress.NONE)
                        .explained();
                seconds[i] = 1e-9 * (System.nanoTime() - start);
            }
            JsonObject json = new JsonObject();
            json.addProperty("neurons", activity.rows());
            json.addProperty("bins", bins.length);
            json.addProperty("components", components);
            json.addProperty("solver", chosen.label());
            json.addProperty("first_seconds", seconds[0]);
            Arrays.sort(seconds);
            json.addProperty("seconds", 0.5 * (seconds[(runs - 1) / 2] + seconds[runs / 2]));
            json.addProperty("explained", explained);
            return json;
        }
    }

    private void print(JsonObject json, Terminal terminal) {
        if (output.json()) {
            terminal.out().println(Json.text(json));
            return;
        }
        terminal.out()
                .printf(
                        "%d neurons x %d bins, %d components by %s, kernels %s, %d threads: %.2f s%n",
                        json.get("neurons").getAsInt(),
                        json.get("bins").getAsInt(),
                        json.get("components").getAsInt(),
                        json.get("solver").getAsString(),
                        json.get("kernels").getAsString(),
                        json.get("threads").getAsInt(),
                        json.get("seconds").getAsDouble());
        terminal.out()
                .printf(
                        "median of %d fits, the first took %.2f s; they hold %.6f of the variance%s%n",
                        runs,
                        json.get("first_seconds").getAsDouble(),
                        json.get("explained").getAsDouble(),
                        json.has("peak_rss_mb")
                                ? "; at most %d MB in memory"
                                        .formatted(json.get("peak_rss_mb").getAsLong())
                                : "");
    }
}
