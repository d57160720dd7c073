package stride.cli.sweep;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import stride.cli.ChosenKernels;
import stride.cli.ExitCode;
import stride.cli.HelpOption;
import stride.cli.animals.SeveralRecordings;
import stride.cli.options.DecoderArguments;
import stride.cli.options.OutputArguments;
import stride.cli.options.RecordingArguments;
import stride.cli.options.ResumeArguments;
import stride.cli.options.ThreadArguments;
import stride.cli.report.Reports;
import stride.cli.run.Json;
import stride.cli.run.MetricsTable;
import stride.cli.run.Provenance;
import stride.cli.run.RunDirectory;
import stride.cli.run.UnfinishedRun;
import stride.cli.study.Model;
import stride.cli.study.Preparations;
import stride.cli.study.SeedSpread;
import stride.cli.study.StudyResult;
import stride.cli.study.StudyRow;
import stride.cli.study.StudyTiming;
import stride.cli.study.TrialPlan;
import stride.cli.study.TrialStore;
import stride.cli.study.TrialTable;
import stride.cli.study.Trials;
import stride.cli.terminal.Stopwatch;
import stride.cli.terminal.Terminal;
import stride.data.Screened;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.OptionsException;
import stride.model.UnfitException;
import stride.model.decoder.DecoderOptions;
import stride.model.evaluation.Animals;
import stride.model.split.Gap;
import stride.model.split.Part;
import stride.model.split.SplitOptions;

/** {@code stride sweep}: a grid of decoders. */
@Command(
        name = "sweep",
        description = {
            "Trains every combination of the values that options are given, in parallel; a failed one stops no other.",
            "An option takes several values, as in a,b, or a range, FROM..TO:STEP; --hidden and --history have ;"
                    + " between them. trials.csv grows as trials end."
        },
        footer = {
            "",
            "Example:  stride sweep synthetic:neurons=300,bins=1500 --hidden \"100;50,10\" --lr 1e-3,3e-4"
                    + " --pca 20..60:20 --epochs 5"
        })
public final class SweepCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "RECORDING",
            arity = "1..*",
            description = "Files, or synthetic[:neurons=N,bins=T,seed=S]. Of several, each has its own decoders, and a"
                    + " summary follows.")
    private List<String> sources;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Train each combination with so many seeds (default: 1).")
    private Integer seeds;

    @Mixin
    private RecordingArguments recordingArguments;

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

    /** Gives the verb the options of a decoder. */
    public static void declare(CommandSpec spec) {
        Grid.declare(spec);
    }

    @Override
    public Integer call() {
        if (sources.size() > 1) {
            recordingArguments.requireAll(sources);
            new SeveralRecordings("sweep", sources, output, resumption.resume())
                    .run((source, directory, all) -> sweep(source, directory, all, false));
            return ExitCode.DONE;
        }
        String source = sources.getFirst();
        RunDirectory directory = RunDirectory.at(output.out(), "sweep-" + source, resumption.resume());
        sweep(source, directory, directory.shown(), true);
        return ExitCode.DONE;
    }

    /**
     * Sweeps one recording.
     *
     * @param goOn the directory that a command line names to go on with this run
     * @param tell whether results go to stdout
     */
    private void sweep(String source, RunDirectory directory, Path goOn, boolean tell) {
        Terminal terminal = output.terminal();
        Grid given = Grid.of(spec.commandLine().getParseResult());
        Grid grid = seeds == null ? given : given.withSeeds(seeds);
        List<Map<String, String>> combinations = grid.combinations();
        List<DecoderArguments> asked = combinations.stream().map(Grid::decoder).toList();
        asked.forEach(SweepCommand::requireTest);
        Kernels kernels = ChosenKernels.of(terminal);
        Stopwatch watch = new Stopwatch();
        try (Workers workers = threads.start();
                Screened screened = recordingArguments.open(source, kernels, workers, terminal)) {
            watch.lap("read_s");
            List<TrialPlan> plans = new ArrayList<>();
            for (int i = 0; i < asked.size(); i++) {
                String name = grid.name(i + 1, asked.size(), combinations.get(i));
                plans.add(plan(name, fitted(asked.get(i), screened)));
            }
            JsonObject provenance = Provenance.of(source, screened, kernels, workers.threads());
            JsonObject identity = identity(plans, provenance, kernels);
            if (directory.isFinished()) {
                directory.requireSame(identity); // or what is not alike would be shown, or summed up, as if it were
                StudyResult.requireAny(directory.finished());
                if (tell) {
                    output.tellFinished(terminal, directory);
                }
                return;
            }
            try (UnfinishedRun run = directory.begin(identity, resumption.resume(), ResumeArguments.goOn(spec, goOn))) {
                TrialTable table = new TrialTable(grid.varied().stream()
                        .map(option -> option.substring(2).replace('-', '_'))
                        .toList());
                int[] bins = screened.screening().bins();
                Preparations preparations = new Preparations(screened.recording(), bins, kernels, workers, terminal);
                TrialStore store = new TrialStore(run, provenance, bins, table);
                List<StudyResult> results =
                        new Trials(preparations, store, kernels, workers, terminal, watch, Optional.empty()).run(plans);
                JsonObject json = json(grid, table, results, provenance);
                json.add("timing", StudyTiming.of(watch, results));
                json.addProperty("command", ResumeArguments.command(spec));
                run.finish(place -> {
                    Files.writeString(place.resolve("run.json"), Json.text(json) + "\n");
                    Reports.write(place);
                });
                StudyResult.requireAny(results);
                if (tell) {
                    print(terminal, json, grid, results, screened.recording().targetNames(), directory);
                }
            }
        }
    }

    private static void requireTest(DecoderArguments asked) {
        if (asked.options().split().kind() == SplitOptions.Kind.NONE) {
            throw new OptionsException("--split none: a sweep needs bins to judge by; use chronological");
        }
    }

    /** With the gap filled in, and components that the recording allows where none were asked for. */
    private static DecoderOptions fitted(DecoderArguments asked, Screened screened) {
        Matrix targets = screened.recording().targets();
        DecoderOptions options = asked.options();
        DecoderOptions fixed =
                options.withGap(Gap.of(options.split(), options.inputs().history(), targets));
        try {
            int fewest = fixed.split().folds(targets.rows()).stream()
                    .mapToInt(split -> split.count(Part.TRAIN))
                    .min()
                    .orElseThrow();
            return asked.choices().fitted(fixed, screened.recording().activity().rows(), fewest);
        } catch (UnfitException e) {
            return fixed; // the trial itself comes to the same, and is recorded as failed of it
        }
    }

    private static TrialPlan plan(String name, DecoderOptions options) {
        StudyRow row =
                new StudyRow(options.protocol(), Model.NETWORK, options.inputs().pca(), Optional.of(options.network()));
        return new TrialPlan(name, row, options);
    }

    private JsonObject identity(List<TrialPlan> plans, JsonObject provenance, Kernels kernels) {
        JsonObject asked = new JsonObject();
        asked.addProperty("verb", "sweep");
        plans.forEach(plan -> asked.add(plan.name(), Json.of(plan.options())));
        return ResumeArguments.identity(asked, recordingArguments.json(), provenance, kernels);
    }

    private JsonObject json(Grid grid, TrialTable table, List<StudyResult> results, JsonObject provenance) {
        JsonObject json = new JsonObject();
        JsonObject options = new JsonObject();
        grid.values().forEach((option, values) -> {
            JsonArray array = new JsonArray();
            values.forEach(array::add);
            options.add(option.substring(2).replace('-', '_'), array);
        });
        json.add("grid", options);
        json.addProperty("n", 1);
        json.addProperty("statement", Animals.statement(1));
        Choice.of(results).ifPresent(choice -> choice.addTo(json));
        json.add("seeds", SeedSpread.json(SeedSpread.of(results), table.varied()));
        json.add("trials", table.json(results));
        json.add("arrays", recordingArguments.json());
        json.add("provenance", provenance);
        return json;
    }

    private void print(
            Terminal terminal,
            JsonObject json,
            Grid grid,
            List<StudyResult> results,
            List<String> targets,
            RunDirectory directory) {
        if (output.json()) {
            JsonObject shown = json.deepCopy();
            shown.addProperty("directory", directory.shown().toString());
            terminal.out().println(Json.text(shown));
            return;
        }
        SweepTable.leaks(results).forEach(leak -> terminal.paragraph("warning: " + leak));
        Optional<Choice> choice = Choice.of(results);
        SweepTable.of(grid, results, choice).print(terminal);
        terminal.paragraph("RMSE in the units of " + String.join(", ", targets));
        List<SeedSpread> spreads = SeedSpread.of(results);
        if (!spreads.isEmpty()) {
            terminal.out().println();
            terminal.out().println(SeedSpread.HEADING);
            SeedSpread.table(spreads, result -> SweepTable.name(grid, result) + MetricsTable.stamp(result.options()))
                    .print(terminal);
            terminal.out().println();
        }
        long failed = results.stream().filter(r -> !r.succeeded()).count();
        if (failed > 0) {
            terminal.out().printf("%d of %d trials failed; trials.csv says of what%n", failed, results.size());
        }
        choice.ifPresentOrElse(
                found -> SweepTable.best(found).forEach(terminal::paragraph),
                () -> terminal.out().println("no validation bins, so no trial is called the best"));
        terminal.out().println(Animals.statement(1));
        terminal.out().println("results: " + directory.shown());
    }
}
