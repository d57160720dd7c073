package stride.cli;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import stride.cli.animals.SeveralRecordings;
import stride.cli.options.NullArguments;
import stride.cli.options.OutputArguments;
import stride.cli.options.ProtocolArguments;
import stride.cli.options.RecordingArguments;
import stride.cli.options.ResumeArguments;
import stride.cli.options.ThreadArguments;
import stride.cli.report.Reports;
import stride.cli.run.Json;
import stride.cli.run.Provenance;
import stride.cli.run.RunDirectory;
import stride.cli.run.SplitJson;
import stride.cli.run.UnfinishedRun;
import stride.cli.run.Warnings;
import stride.cli.study.Headline;
import stride.cli.study.Model;
import stride.cli.study.Preparations;
import stride.cli.study.SeedSpread;
import stride.cli.study.StudyResult;
import stride.cli.study.StudyRow;
import stride.cli.study.StudyTable;
import stride.cli.study.StudyText;
import stride.cli.study.StudyTiming;
import stride.cli.study.TrialPlan;
import stride.cli.study.TrialStore;
import stride.cli.study.TrialTable;
import stride.cli.study.Trials;
import stride.cli.terminal.Stopwatch;
import stride.cli.terminal.Terminal;
import stride.data.Recording;
import stride.data.Screened;
import stride.engine.Kernels;
import stride.engine.Workers;
import stride.model.OptionsException;
import stride.model.UnfitException;
import stride.model.decoder.DecoderOptions;
import stride.model.decoder.Protocol;
import stride.model.evaluation.Animals;
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
            arity = "0..*",
            description = "Files, or synthetic[:neurons=N,bins=T,seed=S] (default: synthetic, at the real recording's"
                    + " size). Of several, each has its own decoders, and a summary follows.")
    private List<String> sources = List.of("synthetic");

    @Mixin
    private RecordingArguments recordingArguments;

    @Option(
            names = "--protocol",
            paramLabel = "NAME",
            split = ",",
            description = "sound or published (default: sound,published).")
    private List<Protocol> protocols = StudyTable.ORDER;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Train each network with so many seeds, from --seed on (default: ${DEFAULT-VALUE}).")
    private int seeds = 1;

    @Mixin
    private ProtocolArguments protocolArguments;

    @Mixin
    private NullArguments nullArguments;

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
        if (sources.size() > 1) {
            recordingArguments.requireAll(sources);
            new SeveralRecordings("study", sources, output, resumption.resume())
                    .run((source, directory, all) -> study(source, directory, all, false));
            return ExitCode.DONE;
        }
        String source = sources.getFirst();
        RunDirectory directory = RunDirectory.at(output.out(), "study-" + source, resumption.resume());
        study(source, directory, directory.shown(), true);
        return ExitCode.DONE;
    }

    /**
     * Studies one recording.
     *
     * @param goOn the directory that a command line names to go on with this run
     * @param tell whether results go to stdout
     */
    private void study(String source, RunDirectory directory, Path goOn, boolean tell) {
        Terminal terminal = output.terminal();
        Map<Protocol, DecoderOptions> asked = options();
        Kernels kernels = ChosenKernels.of(terminal);
        Stopwatch watch = new Stopwatch();
        try (Workers workers = threads.start();
                Screened screened = recordingArguments.open(source, kernels, workers, terminal)) {
            Recording recording = screened.recording();
            watch.lap("read_s");
            Map<Protocol, DecoderOptions> options = fitted(asked, recording);
            List<TrialPlan> plans = new ArrayList<>();
            options.forEach((protocol, chosen) -> StudyRow.of(
                            protocol, chosen.inputs().pca(), FEWER_COMPONENTS)
                    .forEach(row -> plans.addAll(seeds(TrialPlan.of(row, chosen)))));
            JsonObject provenance = Provenance.of(source, screened, kernels, workers.threads());
            JsonObject identity = identity(options, provenance, kernels);
            if (directory.isFinished()) {
                directory.requireSame(identity); // or what is not alike would be shown, or summed up, as if it were
                StudyResult.requireAny(directory.finished());
                if (tell) {
                    output.tellFinished(terminal, directory);
                }
                return;
            }
            try (UnfinishedRun run = directory.begin(identity, resumption.resume(), ResumeArguments.goOn(spec, goOn))) {
                int[] bins = screened.screening().bins();
                Preparations preparations = new Preparations(recording, bins, kernels, workers, terminal);
                TrialTable table = new TrialTable(List.of());
                TrialStore store = new TrialStore(run, provenance, bins, table);
                List<StudyResult> results = new Trials(
                                preparations, store, kernels, workers, terminal, watch, Optional.of(nullArguments))
                        .run(plans);
                JsonObject json = json(bins, provenance, options, table, results);
                json.add("timing", StudyTiming.of(watch, results));
                json.addProperty("command", ResumeArguments.command(spec));
                run.finish(place -> {
                    Files.writeString(place.resolve("run.json"), Json.text(json) + "\n");
                    Reports.write(place);
                });
                StudyResult.requireAny(results);
                asked.keySet().stream()
                        .findFirst()
                        .ifPresent(any -> ProtocolArguments.announce(asked.get(any), options.get(any), terminal));
                if (tell) {
                    print(terminal, json, recording, results, directory);
                }
            }
        }
    }

    private List<TrialPlan> seeds(TrialPlan plan) {
        return IntStream.range(0, plan.row().model() == Model.NETWORK ? seeds : 1)
                .mapToObj(plan::later)
                .toList();
    }

    private JsonObject identity(Map<Protocol, DecoderOptions> options, JsonObject provenance, Kernels kernels) {
        JsonObject asked = new JsonObject();
        asked.addProperty("verb", "study");
        nullArguments.addTo(asked);
        asked.addProperty("seeds", seeds);
        options.forEach((protocol, chosen) -> asked.add(protocol.label(), Json.of(chosen)));
        return ResumeArguments.identity(asked, recordingArguments.json(), provenance, kernels);
    }

    private Map<Protocol, DecoderOptions> options() {
        if (seeds < 1) {
            throw new OptionsException("--seeds %d: at least 1 is needed".formatted(seeds));
        }
        nullArguments.check();
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
        fixed.values().forEach(options -> requireComponents(options, neurons, fewestTrainBins, bins));
        return fixed;
    }

    /** Most rows have as many components as were asked for: where those can't be had, the rest is no study. */
    private static void requireComponents(DecoderOptions options, int neurons, int trainBins, int bins) {
        int wanted = options.inputs().pca();
        int most = Math.min(neurons, options.inputs().fitOnAll() ? bins : trainBins);
        if (wanted > most) {
            throw new UnfitException(
                    "--pca %d: %d neurons and the bins to fit on allow 1 to %d components; ask for fewer"
                            .formatted(wanted, neurons, most));
        }
    }

    private JsonObject json(
            int[] bins,
            JsonObject provenance,
            Map<Protocol, DecoderOptions> options,
            TrialTable table,
            List<StudyResult> results) {
        JsonObject json = new JsonObject();
        JsonObject byProtocol = new JsonObject();
        JsonObject headlines = new JsonObject();
        options.forEach((protocol, chosen) -> {
            JsonObject own = Json.of(chosen);
            own.remove("hidden");
            own.remove("activation");
            own.add("parts", SplitJson.of(chosen, chosen.split().folds(bins.length), bins));
            own.add("warnings", Warnings.json(Warnings.of(chosen)));
            byProtocol.add(protocol.label(), own);
            Headline.of(protocol, results).ifPresent(h -> headlines.add(protocol.label(), h.json()));
        });
        json.add("headline", headlines);
        json.addProperty("n", 1);
        json.addProperty("statement", Animals.statement(1));
        json.add("null", StudyText.nulls(results));
        json.add("seeds", SeedSpread.json(SeedSpread.of(results), List.of()));
        json.add("trials", table.json(results));
        json.add("options", byProtocol);
        json.add("arrays", recordingArguments.json());
        json.add("provenance", provenance);
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
        new StudyText(results, recording.activity().rows(), target(recording)).print(terminal);
        terminal.out().println("results: " + directory.shown());
    }

    private static String target(Recording recording) {
        return String.join("+", recording.targetNames());
    }
}
