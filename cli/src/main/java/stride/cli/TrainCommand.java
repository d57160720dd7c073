package stride.cli;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import stride.cli.evidence.Judgement;
import stride.cli.options.BaselineArguments;
import stride.cli.options.DecoderArguments;
import stride.cli.options.FirstWeights;
import stride.cli.options.NetworkNullArguments;
import stride.cli.options.NullArguments;
import stride.cli.options.OutputArguments;
import stride.cli.options.ProtocolArguments;
import stride.cli.options.RecordingArguments;
import stride.cli.options.ResumeArguments;
import stride.cli.options.ThreadArguments;
import stride.cli.report.Reports;
import stride.cli.run.Json;
import stride.cli.run.MetricsTable;
import stride.cli.run.OverviewFile;
import stride.cli.run.Provenance;
import stride.cli.run.RunDirectory;
import stride.cli.run.SplitJson;
import stride.cli.run.TrialFiles;
import stride.cli.run.UnfinishedRun;
import stride.cli.terminal.Convergence;
import stride.cli.terminal.ProgressLine;
import stride.cli.terminal.Stopwatch;
import stride.cli.terminal.Terminal;
import stride.data.ReadProgress;
import stride.data.Recording;
import stride.data.Screened;
import stride.data.Sha256;
import stride.engine.Kernels;
import stride.engine.Workers;
import stride.model.OptionsException;
import stride.model.Progress;
import stride.model.SharedProgress;
import stride.model.decoder.Baseline;
import stride.model.decoder.DecoderOptions;
import stride.model.decoder.NetworkNull;
import stride.model.decoder.Outcome;
import stride.model.decoder.Prepared;
import stride.model.decoder.Trial;
import stride.model.network.Checkpoints;
import stride.model.network.Loss;
import stride.model.split.Gap;
import stride.model.split.Part;
import stride.model.split.Split;

/** {@code stride train}: one decoder. */
@Command(
        name = "train",
        description = "Trains one decoder and judges it.",
        footer = {"", "Example:  stride train synthetic:neurons=500,bins=2000 --hidden 100 --pca 50"})
final class TrainCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RECORDING", description = "A file, or synthetic[:neurons=N,bins=T,seed=S].")
    private String source;

    @Mixin
    private RecordingArguments recordingArguments;

    @Mixin
    private FirstWeights firstWeights;

    @Mixin
    private DecoderArguments decoder;

    @Mixin
    private BaselineArguments baselineArguments;

    @Mixin
    private NullArguments nullArguments;

    @Mixin
    private NetworkNullArguments networkNull;

    @Mixin
    private ThreadArguments threads;

    @Mixin
    private ResumeArguments resumption;

    @Mixin
    private OutputArguments output;

    @SuppressWarnings("UnusedVariable")
    @Mixin
    private HelpOption help;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Terminal terminal = output.terminal();
        DecoderOptions asked = firstWeights.options(decoder);
        nullArguments.check();
        networkNull.shifts();
        Kernels kernels = ChosenKernels.of(terminal);
        RunDirectory directory = RunDirectory.at(output.out(), "train-" + source, resumption.resume());
        Stopwatch watch = new Stopwatch();
        try (Workers workers = threads.start();
                Screened screened = recordingArguments.open(source, kernels, workers, terminal)) {
            Recording recording = screened.recording();
            int[] bins = screened.screening().bins();
            watch.lap("read_s");
            DecoderOptions fixed =
                    asked.withGap(Gap.of(asked.split(), asked.inputs().history(), recording.targets()));
            if (fixed.training().loss() == Loss.BROADCAST && recording.targets().columns() > 1) {
                throw new OptionsException("--loss broadcast is defined for one target column, not for "
                        + recording.targets().columns());
            }
            List<Baseline> beside =
                    baselineArguments.baselines(recording.targets().columns());
            List<Split> splits = fixed.split().folds(bins.length).stream()
                    .map(split -> split.numbered(bins))
                    .toList();
            int fewest = splits.stream()
                    .mapToInt(split -> split.count(Part.TRAIN))
                    .min()
                    .orElseThrow();
            DecoderOptions options =
                    decoder.choices().fitted(fixed, recording.activity().rows(), fewest);
            JsonObject provenance = Provenance.of(source, screened, kernels, workers.threads());
            JsonObject identity = identity(options, provenance, kernels);
            if (directory.isFinished()) {
                directory.requireSame(identity);
                output.tellFinished(terminal, directory);
                return ExitCode.DONE;
            }
            String goOn = ResumeArguments.goOn(spec, directory.shown());
            try (UnfinishedRun unfinished = directory.begin(identity, resumption.resume(), goOn)) {
                List<Prepared> prepared = prepare(recording, splits, options, kernels, workers, terminal);
                watch.lap("pca_s");
                Outcome outcome = train(prepared, options, unfinished, kernels, workers, terminal);
                watch.lap("train_s");
                Judgement judgement = withNetworkNull(
                        Judgement.of(options, outcome, beside, nullArguments, kernels, workers),
                        options,
                        kernels,
                        workers,
                        terminal);
                watch.lap("baselines_s");
                JsonObject run = new JsonObject();
                run.add("options", Json.of(options));
                run.addProperty("init", firstWeights.file().map(Path::toString).orElse(null));
                run.add("arrays", recordingArguments.json());
                run.add("provenance", provenance);
                run.add("split", SplitJson.of(options, splits, bins));
                run.add("timing", watch.json());
                Json.add(run, outcome);
                judgement.addTo(run);
                run.addProperty("command", ResumeArguments.command(spec));
                write(unfinished, run, judgement.outcome(), screened);
                ProtocolArguments.announce(asked, options, terminal);
                prepared.forEach(p -> p.pcaAccuracy().ifPresent(accuracy -> Convergence.warn(accuracy, terminal)));
                print(terminal, run, options, judgement, recording.targetNames(), directory);
            }
        }
        return ExitCode.DONE;
    }

    private JsonObject identity(DecoderOptions options, JsonObject provenance, Kernels kernels) {
        JsonObject asked = Json.of(options);
        asked.addProperty("verb", "train");
        baselineArguments.addTo(asked);
        nullArguments.addTo(asked);
        networkNull.addTo(asked);
        firstWeights.file().ifPresent(file -> asked.addProperty("init", Sha256.of(file, ReadProgress.NONE)));
        return ResumeArguments.identity(asked, recordingArguments.json(), provenance, kernels);
    }

    private static List<Prepared> prepare(
            Recording recording,
            List<Split> splits,
            DecoderOptions options,
            Kernels kernels,
            Workers workers,
            Terminal terminal) {
        List<Prepared> prepared = new ArrayList<>();
        for (int i = 0; i < splits.size(); i++) {
            String fold = splits.size() == 1 ? "" : "fold %d of %d: ".formatted(i + 1, splits.size());
            try (ProgressLine line = terminal.progress(fold + "principal components", "")) {
                prepared.add(Prepared.of(
                        recording.activity(),
                        recording.targets(),
                        splits.get(i),
                        options.inputs(),
                        kernels,
                        workers,
                        line));
            }
        }
        return prepared;
    }

    /** One network for each fold, on a thread each where there are several. */
    private Outcome train(
            List<Prepared> prepared,
            DecoderOptions options,
            UnfinishedRun unfinished,
            Kernels kernels,
            Workers workers,
            Terminal terminal) {
        Trial[] trials = new Trial[prepared.size()];
        Workers inside = trials.length > 1 ? Workers.NONE : workers;
        try (ProgressLine line = terminal.progress("training", "epochs")) {
            SharedProgress progress = new SharedProgress(line, trials.length);
            workers.run(
                    trials.length,
                    i -> trials[i] = Trial.network(
                            prepared.get(i),
                            firstWeights.of(prepared.get(i), options),
                            options.network().nonNegative(),
                            options.training(),
                            unfinished.checkpoints("decoder", i),
                            kernels,
                            inside,
                            progress.of(i)));
        }
        return new Outcome(IntStream.range(0, trials.length)
                .mapToObj(i -> new Outcome.Fold(prepared.get(i), trials[i]))
                .toList());
    }

    /** The same networks from the same first weights, on targets that are shifted in time. */
    private Judgement withNetworkNull(
            Judgement judgement, DecoderOptions options, Kernels kernels, Workers workers, Terminal terminal) {
        int shifts = networkNull.shifts();
        if (shifts == 0) {
            return judgement;
        }
        try (ProgressLine line = terminal.progress("null of the network", "trainings")) {
            AtomicLong done = new AtomicLong();
            long all = (long) shifts * judgement.outcome().folds().size();
            Function<Prepared, Trial> training = prepared -> {
                Trial trial = Trial.network(
                        prepared,
                        firstWeights.of(prepared, options),
                        options.network().nonNegative(),
                        options.training(),
                        Checkpoints.NONE,
                        kernels,
                        Workers.NONE,
                        Progress.NONE);
                line.at(done.incrementAndGet(), all);
                return trial;
            };
            return NetworkNull.of(judgement.outcome(), shifts, training, workers)
                    .map(judgement::with)
                    .orElse(judgement);
        }
    }

    private static void write(UnfinishedRun unfinished, JsonObject run, Outcome outcome, Screened screened) {
        JsonObject overview =
                OverviewFile.overview(screened.recording(), outcome.first().prepared(), List.of());
        unfinished.finish(place -> {
            TrialFiles.write(place, run, outcome, screened.screening().bins());
            Files.writeString(place.resolve(OverviewFile.NAME), overview + "\n");
            Reports.write(place);
        });
    }

    private void print(
            Terminal terminal,
            JsonObject run,
            DecoderOptions options,
            Judgement judgement,
            List<String> targets,
            RunDirectory directory) {
        if (output.json()) {
            JsonObject json = run.deepCopy();
            json.addProperty("directory", directory.shown().toString());
            terminal.out().println(Json.text(json));
            return;
        }
        judgement.warnings().forEach(warning -> terminal.paragraph("warning: " + warning));
        MetricsTable.of(options, judgement.outcome(), judgement.intervals()).print(terminal);
        terminal.paragraph(MetricsTable.units(targets));
        judgement.print(terminal);
        for (Outcome.Fold fold : judgement.outcome().folds()) {
            fold.trial()
                    .training()
                    .ifPresent(t -> terminal.out()
                            .printf(
                                    "epoch %d of %d was kept%n",
                                    t.chosen(), t.history().size()));
        }
        terminal.out().println("results: " + directory.shown());
    }
}
