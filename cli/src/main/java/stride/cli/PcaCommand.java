package stride.cli;

import com.google.gson.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import stride.cli.options.BinRanges;
import stride.cli.options.OutputArguments;
import stride.cli.options.RecordingArguments;
import stride.cli.options.ThreadArguments;
import stride.cli.run.Json;
import stride.cli.run.PcaFiles;
import stride.cli.run.Provenance;
import stride.cli.run.RunDirectory;
import stride.cli.terminal.Convergence;
import stride.cli.terminal.ProgressLine;
import stride.cli.terminal.Stopwatch;
import stride.cli.terminal.Terminal;
import stride.data.Recording;
import stride.data.Screened;
import stride.engine.Kernels;
import stride.engine.Workers;
import stride.model.OptionsException;
import stride.model.pca.PcaSolver;
import stride.model.pca.Projection;

/** {@code stride pca}: principal components alone. */
@Command(
        name = "pca",
        description = "Finds principal components, and writes them, with the scores of every bin, as .npy files.",
        footer = {"", "Example:  stride pca synthetic:neurons=500,bins=2000 --components 20 --train-bins 0.7"})
final class PcaCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RECORDING", description = "A file, or synthetic[:neurons=N,bins=T,seed=S].")
    private String source;

    @Mixin
    private RecordingArguments recordingArguments;

    @Option(names = "--components", required = true, paramLabel = "K", description = "How many.")
    private int components;

    @Option(
            names = "--train-bins",
            paramLabel = "BINS",
            description =
                    "The bins to fit on, counted from 0: 0-4911, or 0-99,200-299; or a share, 0.7: the first so many"
                            + " (default: all). Scores are of all bins.",
            converter = BinRanges.Converter.class)
    private BinRanges trainBins = new BinRanges("1.0");

    @Option(
            names = "--pca-solver",
            paramLabel = "NAME",
            description = "auto, randomized or exact (default: auto, by cost).")
    private PcaSolver solver = PcaSolver.AUTO;

    @Mixin
    private ThreadArguments threads;

    @Mixin
    private OutputArguments output;

    @SuppressWarnings("UnusedVariable")
    @Mixin
    private HelpOption help;

    @Override
    public Integer call() {
        if (components < 1) {
            throw new OptionsException("--components " + components + ": at least 1 is needed");
        }
        Terminal terminal = output.terminal();
        Kernels kernels = ChosenKernels.of(terminal);
        RunDirectory directory = RunDirectory.at(output.out(), "pca-" + source);
        Stopwatch watch = new Stopwatch();
        try (Workers workers = threads.start();
                Screened screened = recordingArguments.openActivity(source, kernels, workers, terminal)) {
            Recording recording = screened.recording();
            watch.lap("read_s");
            int[] fitted = screened.screening()
                    .places(trainBins.of(screened.screening().binsRead()));
            Projection projection = project(recording, fitted, kernels, workers, terminal);
            watch.lap("pca_s");
            JsonObject run = new JsonObject();
            run.add("options", options());
            run.add("arrays", recordingArguments.json());
            run.add("provenance", Provenance.of(source, screened, kernels, workers.threads()));
            run.addProperty("fitted_bins", fitted.length);
            run.add("pca", Json.of(projection.pca(), projection.accuracy()));
            run.add("timing", watch.json());
            directory.write(place -> PcaFiles.write(place, run, projection));
            Convergence.warn(projection.accuracy(), terminal);
            print(terminal, run, projection, directory);
        }
        return ExitCode.DONE;
    }

    private Projection project(Recording recording, int[] fitted, Kernels kernels, Workers workers, Terminal terminal) {
        try (ProgressLine line = terminal.progress("principal components", "")) {
            return Projection.of(recording.activity(), fitted, components, solver, kernels, workers, line);
        }
    }

    private JsonObject options() {
        JsonObject options = new JsonObject();
        options.addProperty("components", components);
        options.addProperty("train_bins", trainBins.text());
        options.addProperty("pca_solver", solver.label());
        return options;
    }

    private void print(Terminal terminal, JsonObject run, Projection projection, RunDirectory directory) {
        if (output.json()) {
            JsonObject json = run.deepCopy();
            json.addProperty("directory", directory.shown().toString());
            terminal.out().println(Json.text(json));
            return;
        }
        terminal.paragraph("%d components hold %.6f of the variance; found by %s, largest residual %.2g"
                .formatted(
                        projection.pca().k(),
                        projection.pca().explained(),
                        projection.accuracy().solver().label(),
                        projection.accuracy().largest()));
        terminal.out().println("results: " + directory.shown());
    }
}
