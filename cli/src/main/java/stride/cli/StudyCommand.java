package stride.cli;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import stride.cli.options.OutputArguments;
import stride.cli.options.ProtocolArguments;
import stride.cli.options.RecordingArguments;
import stride.cli.options.ThreadArguments;
import stride.cli.report.StudyReport;
import stride.cli.run.Json;
import stride.cli.run.Provenance;
import stride.cli.run.RunDirectory;
import stride.cli.run.SplitJson;
import stride.cli.run.Warnings;
import stride.cli.study.Headline;
import stride.cli.study.Study;
import stride.cli.study.StudyFiles;
import stride.cli.study.StudyResult;
import stride.cli.study.StudyRow;
import stride.cli.study.StudyTable;
import stride.cli.terminal.Stopwatch;
import stride.cli.terminal.Terminal;
import stride.data.Recording;
import stride.data.Screened;
import stride.engine.Kernels;
import stride.engine.Workers;
import stride.model.OptionsException;
import stride.model.decoder.DecoderOptions;
import stride.model.decoder.Protocol;
import stride.model.split.Gap;
import stride.model.split.Part;
import stride.model.split.SplitOptions;

/** {@code stride study}: the published study under both protocols. */
@Command(
        name = "study",
        description = "Runs the published study as it was, and as it should have been; prints both side by side.",
        footer = {"", "Example:  stride study synthetic:neurons=500,bins=2000 --epochs 10"})
final class StudyCommand implements Callable<Integer> {
    /** The slides say 500 components in one place and 100 in another. */
    private static final int FEWER_COMPONENTS = 100;

    @Parameters(
            paramLabel = "RECORDING",
            arity = "0..1",
            description =
                    "A file, or synthetic[:neurons=N,bins=T,seed=S] (default: synthetic, at the real recording's size).")
    private String source = "synthetic";

    @Mixin
    private RecordingArguments recordingArguments;

    @Option(
            names = "--protocol",
            paramLabel = "NAME",
            split = ",",
            description = "sound, published, or both (default: both).")
    private List<Protocol> protocols = StudyTable.ORDER;

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
        Map<Protocol, DecoderOptions> asked = options();
        Kernels kernels = ChosenKernels.of(terminal);
        RunDirectory directory = RunDirectory.at(output.out(), "study-" + source);
        Stopwatch watch = new Stopwatch();
        try (Workers workers = threads.start();
                Screened screened = recordingArguments.open(source, kernels, workers, terminal)) {
            Recording recording = screened.recording();
            watch.lap("read_s");
            Map<Protocol, DecoderOptions> options = fitted(asked, recording);
            List<StudyRow> rows = new ArrayList<>();
            options.forEach((protocol, chosen) ->
                    rows.addAll(StudyRow.of(protocol, chosen.inputs().pca(), FEWER_COMPONENTS)));
            int[] bins = screened.screening().bins();
            Study study = new Study(recording, bins, kernels, workers, terminal, watch);
            List<StudyResult> results = study.run(rows, options);
            JsonObject json = json(screened, kernels, workers, options, results);
            json.add("timing", watch.json());
            String report = StudyReport.html(json, results, recording.activity().rows(), target(recording));
            directory.write(place -> StudyFiles.write(place, json, results, bins, report));
            asked.keySet().stream()
                    .findFirst()
                    .ifPresent(any -> ProtocolArguments.announce(asked.get(any), options.get(any), terminal));
            print(terminal, json, recording, results, directory);
        }
        return ExitCode.DONE;
    }

    private Map<Protocol, DecoderOptions> options() {
        Map<Protocol, DecoderOptions> options = new EnumMap<>(Protocol.class);
        for (Protocol protocol : protocols) {
            SplitOptions split = protocolArguments.split(protocol);
            if (split.kind() == SplitOptions.Kind.NONE) {
                throw new OptionsException("--split none: a study needs test bins; use chronological");
            }
            options.put(
                    protocol,
                    new DecoderOptions(
                            protocol,
                            split,
                            protocolArguments.inputs(protocol),
                            protocolArguments.network(protocol.network()),
                            protocolArguments.training(protocol)));
        }
        return options;
    }

    /** The options with the gap filled in, and components that the recording allows where none were asked for. */
    private Map<Protocol, DecoderOptions> fitted(Map<Protocol, DecoderOptions> asked, Recording recording) {
        Map<Protocol, DecoderOptions> fixed = new EnumMap<>(Protocol.class);
        asked.forEach((protocol, options) -> fixed.put(
                protocol,
                options.withGap(Gap.of(options.split(), options.inputs().history(), recording.targets()))));
        // The same number of components under both protocols: what the one with fewer train bins allows.
        int bins = recording.targets().rows();
        int fewestTrainBins = fixed.values().stream()
                .flatMap(options -> options.split().folds(bins).stream())
                .mapToInt(split -> split.count(Part.TRAIN))
                .min()
                .orElseThrow();
        int neurons = recording.activity().rows();
        fixed.replaceAll((protocol, options) -> protocolArguments.fitted(options, neurons, fewestTrainBins));
        return fixed;
    }

    private JsonObject json(
            Screened screened,
            Kernels kernels,
            Workers workers,
            Map<Protocol, DecoderOptions> options,
            List<StudyResult> results) {
        JsonObject json = new JsonObject();
        JsonObject byProtocol = new JsonObject();
        JsonObject headlines = new JsonObject();
        options.forEach((protocol, chosen) -> {
            JsonObject own = Json.of(chosen);
            own.remove("hidden");
            own.remove("activation");
            int[] bins = screened.screening().bins();
            own.add("parts", SplitJson.of(chosen, chosen.split().folds(bins.length), bins));
            own.add("warnings", Warnings.json(Warnings.of(chosen)));
            byProtocol.add(protocol.label(), own);
            Headline.of(protocol, results).ifPresent(h -> headlines.add(protocol.label(), h.json()));
        });
        json.add("headline", headlines);
        json.add("trials", StudyFiles.trials(results));
        json.add("options", byProtocol);
        json.add("arrays", recordingArguments.json());
        json.add("provenance", Provenance.of(source, screened, kernels, workers.threads()));
        return json;
    }

    private void print(
            Terminal terminal,
            JsonObject json,
            Recording recording,
            List<StudyResult> results,
            RunDirectory directory) {
        if (output.json()) {
            JsonObject shown = json.deepCopy();
            shown.addProperty("directory", directory.shown().toString());
            terminal.out().println(Json.text(shown));
            return;
        }
        String target = target(recording);
        for (Protocol protocol : StudyTable.ORDER) {
            if (results.stream().noneMatch(r -> r.row().protocol() == protocol)) {
                continue;
            }
            terminal.out().println(protocol.title());
            results.stream()
                    .filter(r -> r.row().protocol() == protocol)
                    .findFirst()
                    .ifPresent(r -> Warnings.of(r.options(), r.outcome())
                            .forEach(warning -> terminal.out().println("warning: " + warning)));
            terminal.out()
                    .println(StudyTable.of(
                                    protocol, results, recording.activity().rows(), target)
                            .render(terminal.columns()));
            terminal.out().println();
        }
        for (Protocol protocol : StudyTable.ORDER) {
            Headline.of(protocol, results).ifPresent(h -> terminal.out().println(h.text()));
        }
        terminal.out().println("results: " + directory.shown());
    }

    private static String target(Recording recording) {
        return String.join("+", recording.targetNames());
    }
}
