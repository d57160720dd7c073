package stride.cli;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import stride.cli.options.HiddenConverter;
import stride.cli.options.OutputArguments;
import stride.cli.options.ProtocolArguments;
import stride.cli.options.RecordingArguments;
import stride.cli.options.ThreadArguments;
import stride.cli.report.Report;
import stride.cli.run.Json;
import stride.cli.run.Provenance;
import stride.cli.run.RunDirectory;
import stride.cli.run.TrialFiles;
import stride.cli.terminal.Convergence;
import stride.cli.terminal.ProgressLine;
import stride.cli.terminal.Stopwatch;
import stride.cli.terminal.Table;
import stride.cli.terminal.Terminal;
import stride.data.Recording;
import stride.data.Screened;
import stride.engine.Activation;
import stride.engine.Kernels;
import stride.engine.Workers;
import stride.model.OptionsException;
import stride.model.UnfitException;
import stride.model.decoder.DecoderOptions;
import stride.model.decoder.NetworkOptions;
import stride.model.decoder.Prepared;
import stride.model.decoder.Protocol;
import stride.model.decoder.Trial;
import stride.model.evaluation.Autocorrelation;
import stride.model.evaluation.Metrics;
import stride.model.file.DecoderFile;
import stride.model.file.ModelFileException;
import stride.model.file.Safetensors;
import stride.model.network.Loss;
import stride.model.network.Mlp;
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

    @Option(
            names = "--protocol",
            paramLabel = "NAME",
            description = "Where choices begin: sound or published (default: sound).")
    private Protocol protocol = Protocol.SOUND;

    @Option(
            names = "--hidden",
            paramLabel = "WIDTHS",
            description = "Units of each hidden layer, as in 400,10; \"\" for none.",
            converter = HiddenConverter.class)
    private List<Integer> hidden;

    @Option(names = "--activation", paramLabel = "NAME", description = "relu, sigmoid, tanh or identity.")
    private Activation activation;

    @Option(
            names = "--init",
            paramLabel = "FILE",
            description = "First weights, from the mlp.* tensors of a safetensors file.")
    private Path init;

    @Mixin
    private ProtocolArguments protocolArguments;

    @Mixin
    private ThreadArguments threads;

    @Mixin
    private OutputArguments output;

    @SuppressWarnings("UnusedVariable")
    @Mixin
    private HelpOption help;

    @Override
    public Integer call() {
        Terminal terminal = output.terminal();
        DecoderOptions asked = options();
        Kernels kernels = ChosenKernels.of(terminal);
        RunDirectory directory = RunDirectory.at(output.out(), "train-" + source);
        Stopwatch watch = new Stopwatch();
        try (Workers workers = threads.start();
                Screened screened = recordingArguments.open(source, kernels, workers, terminal)) {
            Recording recording = screened.recording();
            int[] bins = screened.screening().bins();
            watch.lap("read_s");
            int gap = asked.split().gap().orElse(Autocorrelation.suggestedGap(recording.targets()));
            DecoderOptions fixed = asked.withGap(gap);
            if (fixed.training().loss() == Loss.BROADCAST && recording.targets().columns() > 1) {
                throw new OptionsException("--loss broadcast is defined for one target column, not for "
                        + recording.targets().columns());
            }
            Split split = fixed.split().split(recording.targets().rows(), gap);
            int neurons = recording.activity().rows();
            DecoderOptions options = protocolArguments.fitted(fixed, neurons, split.count(Part.TRAIN));
            Prepared prepared = prepare(recording, split, options, kernels, workers, terminal);
            watch.lap("pca_s");
            Trial trial = train(prepared, options, kernels, terminal);
            watch.lap("train_s");
            JsonObject run = new JsonObject();
            run.add("options", Json.of(options, gap));
            run.addProperty("init", init == null ? null : init.toString());
            run.add("arrays", recordingArguments.json());
            run.add("provenance", Provenance.of(source, screened, kernels, workers.threads()));
            run.add("split", Json.of(split, bins));
            Json.pca(prepared).ifPresent(pca -> run.add("pca", pca));
            run.add("metrics", Json.of(trial.metrics()));
            run.add("timing", watch.json());
            trial.training().ifPresent(training -> Json.add(run, training));
            write(directory, run, trial, split, screened);
            ProtocolArguments.announce(asked, options, terminal);
            prepared.pcaAccuracy().ifPresent(accuracy -> Convergence.warn(accuracy, terminal));
            print(terminal, run, trial, directory);
        }
        return ExitCode.DONE;
    }

    private static Prepared prepare(
            Recording recording,
            Split split,
            DecoderOptions options,
            Kernels kernels,
            Workers workers,
            Terminal terminal) {
        try (ProgressLine line = terminal.progress("principal components", "")) {
            return Prepared.of(
                    recording.activity(), recording.targets(), split, options.inputs(), kernels, workers, line);
        }
    }

    private Trial train(Prepared prepared, DecoderOptions options, Kernels kernels, Terminal terminal) {
        Mlp start = start(options, prepared);
        try (ProgressLine line = terminal.progress("training", "epochs")) {
            return Trial.network(prepared, start, options.training(), kernels, line);
        }
    }

    private static void write(RunDirectory directory, JsonObject run, Trial trial, Split split, Screened screened) {
        Recording recording = screened.recording();
        String report = new Report("Stride: a decoder of " + String.join(", ", recording.targetNames()))
                .table(metrics(trial))
                .code(Json.text(run))
                .html();
        directory.write(place -> {
            TrialFiles.write(
                    place,
                    run,
                    trial,
                    split,
                    recording.targets(),
                    screened.screening().bins());
            Files.writeString(place.resolve("report.html"), report);
        });
    }

    private DecoderOptions options() {
        NetworkOptions base = protocol.network();
        NetworkOptions network = new NetworkOptions(
                Optional.ofNullable(hidden).orElse(base.hidden()),
                Optional.ofNullable(activation).orElse(base.activation()));
        DecoderOptions options = new DecoderOptions(
                protocol,
                protocolArguments.split(protocol),
                protocolArguments.inputs(protocol),
                network,
                protocolArguments.training(protocol));
        if (init == null) {
            return options;
        }
        if (hidden != null) {
            throw new OptionsException("--hidden and --init: the file has its own widths; give only one of the two");
        }
        return options.with(new NetworkOptions(initial(network.activation()).hidden(), network.activation()));
    }

    private Mlp start(DecoderOptions options, Prepared prepared) {
        if (init == null) {
            return Trial.start(prepared, options.network(), options.training().seed());
        }
        Mlp start = initial(options.network().activation());
        if (start.inputs() != prepared.x().columns()
                || start.outputs() != prepared.targets().columns()) {
            throw new UnfitException("%s: a network of %d inputs and %d outputs, but the recording gives %d and %d"
                    .formatted(
                            init,
                            start.inputs(),
                            start.outputs(),
                            prepared.x().columns(),
                            prepared.targets().columns()));
        }
        return start;
    }

    private Mlp initial(Activation f) {
        try {
            return DecoderFile.network(init.toString(), Safetensors.read(init), f);
        } catch (IOException e) {
            throw new ModelFileException("%s: can't be read: %s; name a safetensors file with --init"
                    .formatted(init, e instanceof NoSuchFileException ? "no such file" : e.getMessage()));
        }
    }

    private void print(Terminal terminal, JsonObject run, Trial trial, RunDirectory directory) {
        if (output.json()) {
            JsonObject json = run.deepCopy();
            json.addProperty("directory", directory.shown().toString());
            terminal.out().println(Json.text(json));
            return;
        }
        terminal.out().println(metrics(trial).render(terminal.columns()));
        trial.training()
                .ifPresent(t -> terminal.out()
                        .printf(
                                "epoch %d of %d was kept%n",
                                t.chosen(), t.history().size()));
        terminal.out().println("results: " + directory.shown());
    }

    private static Table metrics(Trial trial) {
        Table table = new Table(List.of(
                new Table.Column("part", false, 0),
                new Table.Column("bins", true, 0),
                new Table.Column("MSE", true, 0),
                new Table.Column("RMSE", true, 0),
                new Table.Column("MAE", true, 1),
                new Table.Column("R2", true, 0),
                new Table.Column("R2 vs train mean", true, 2),
                new Table.Column("r", true, 1)));
        for (Map.Entry<Part, Metrics> entry : trial.metrics().entrySet()) {
            Metrics m = entry.getValue();
            List<String> row = new ArrayList<>(List.of(entry.getKey().label(), String.valueOf(m.n())));
            for (double x : new double[] {m.mse(), m.rmse(), m.mae(), m.r2(), m.r2VsTrainMean(), m.pearson()}) {
                row.add("%.4g".formatted(x));
            }
            table.add(row);
        }
        return table;
    }
}
