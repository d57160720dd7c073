package stride.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import stride.cli.inspect.SourceContents;
import stride.cli.inspect.SourceTables;
import stride.cli.options.JsonArgument;
import stride.cli.options.RecordingArguments;
import stride.cli.run.Json;
import stride.cli.run.ScreeningReport;
import stride.cli.terminal.ProgressLine;
import stride.cli.terminal.Terminal;
import stride.data.ArrayChoice;
import stride.data.ArrayInfo;
import stride.data.DataException;
import stride.data.Missing;
import stride.data.ReadProgress;
import stride.data.Recording;
import stride.data.Recordings;
import stride.data.Screened;
import stride.data.Screening;
import stride.data.Source;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.evaluation.Autocorrelation;

/** {@code stride inspect}: what a file holds, and what a decoder could use of it. */
@Command(
        name = "inspect",
        description = "Shows what a recording holds, what a decoder could use, and a gap for it; trains nothing.",
        footer = {"", "Example:  stride inspect synthetic:neurons=500,bins=2000"})
final class InspectCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "RECORDING",
            description = "A file, a folder of suite2p, or synthetic[:neurons=N,bins=T,seed=S].")
    private String source;

    @Mixin
    private RecordingArguments arguments;

    @Mixin
    private JsonArgument output;

    @SuppressWarnings("UnusedVariable")
    @Mixin
    private HelpOption help;

    @Override
    public Integer call() {
        Terminal terminal = Terminal.ofProcess(false);
        Kernels kernels = ChosenKernels.of(terminal);
        JsonObject json = new JsonObject();
        json.addProperty("recording", source);
        if (!source.equals("synthetic") && !source.startsWith("synthetic:")) {
            try (Source file = Source.open(Path.of(source));
                    ProgressLine line = terminal.progress("reading all arrays", "")) {
                json.add("arrays", SourceContents.of(file, line));
            }
        }
        ArrayChoice choice = arguments.choice();
        try (Workers workers = Workers.of(Runtime.getRuntime().availableProcessors());
                ProgressLine line = terminal.progress("reading", "neurons");
                Screened screened =
                        arguments.opened(source, kernels, workers, terminal).screened(line::at)) {
            json.add("screening", ScreeningReport.json(screened.screening()));
            describe(screened.recording(), json);
        } catch (DataException e) {
            boolean gaps = choice.missing() == Missing.REJECT && surveyed(choice, json, kernels);
            if (!json.has("arrays") || (arguments.namesArrays() && !gaps)) {
                throw e;
            }
            json.addProperty("unusable", e.getMessage());
        }
        if (output.json()) {
            terminal.out().println(Json.text(json));
        } else {
            print(terminal, json);
        }
        return ExitCode.DONE;
    }

    /** Adds what {@code --nan drop} would leave of a recording; tells whether that has missing values. */
    private boolean surveyed(ArrayChoice choice, JsonObject json, Kernels kernels) {
        try (Recording recording =
                Recordings.open(source, choice.withMissing(Missing.DROP), kernels, Workers.NONE, ReadProgress.NONE)) {
            Screening screening = recording.survey();
            json.add("screening", ScreeningReport.json(screening));
            return screening.activityMissing() + screening.targetMissing() > 0;
        } catch (DataException e) {
            return false;
        }
    }

    private static void describe(Recording recording, JsonObject json) {
        if (!json.has("arrays")) {
            long neurons = recording.activity().rows();
            long bins = recording.activity().columns();
            json.add(
                    "arrays",
                    SourceContents.of(List.of(
                            new ArrayInfo("sresp", List.of(neurons, bins), "float32", "C"),
                            new ArrayInfo(
                                    "run",
                                    List.of(bins, (long) recording.targets().columns()),
                                    "float32",
                                    "C"))));
        }
        json.addProperty("layout", recording.layout());
        json.addProperty("neurons", recording.activity().rows());
        json.addProperty("bins", recording.activity().columns());
        json.addProperty("positions", recording.positions().isPresent());
        JsonArray targets = new JsonArray();
        for (int c = 0; c < recording.targets().columns(); c++) {
            targets.add(target(recording.targetNames().get(c), recording.targets(), c));
        }
        json.add("targets", targets);
        json.addProperty("suggested_gap", Autocorrelation.suggestedGap(recording.targets()));
    }

    private static JsonObject target(String name, Matrix targets, int column) {
        double[] sorted = IntStream.range(0, targets.rows())
                .mapToDouble(t -> targets.at(t, column))
                .sorted()
                .toArray();
        JsonObject json = new JsonObject();
        json.addProperty("name", name);
        json.addProperty("min", sorted[0]);
        json.addProperty("median", sorted[sorted.length / 2]);
        json.addProperty(
                "mean",
                IntStream.range(0, sorted.length)
                        .mapToDouble(i -> sorted[i])
                        .average()
                        .orElseThrow());
        json.addProperty("max", sorted[sorted.length - 1]);
        JsonObject autocorrelation = new JsonObject();
        for (int lag : new int[] {1, 2, 4, 8, 16, 32}) {
            autocorrelation.addProperty(String.valueOf(lag), Autocorrelation.at(targets, column, lag));
        }
        json.add("autocorrelation", autocorrelation);
        return json;
    }

    private static void print(Terminal terminal, JsonObject json) {
        SourceTables.print(terminal, json.getAsJsonArray("arrays"));
        if (json.has("unusable")) {
            terminal.paragraph("not usable as it is: " + json.get("unusable").getAsString());
            printScreening(terminal, json, "with --nan drop: ");
            return;
        }
        terminal.out()
                .printf(
                        "decoder input: %s (%d neurons, %d bins)%n",
                        json.get("layout").getAsString(),
                        json.get("neurons").getAsInt(),
                        json.get("bins").getAsInt());
        printScreening(terminal, json, "");
        json.getAsJsonArray("targets").forEach(element -> printTarget(terminal, element.getAsJsonObject()));
        terminal.out()
                .printf(
                        "suggested gap: %d bins between train and test%n",
                        json.get("suggested_gap").getAsInt());
    }

    private static void printScreening(Terminal terminal, JsonObject json, String when) {
        JsonObject screening = json.getAsJsonObject("screening");
        if (screening != null) {
            terminal.paragraph(when + ScreeningReport.text(screening));
        }
    }

    private static void printTarget(Terminal terminal, JsonObject target) {
        terminal.out()
                .printf(
                        "target %s: %.4g to %.4g, median %.4g, mean %.4g%n",
                        target.get("name").getAsString(),
                        target.get("min").getAsDouble(),
                        target.get("max").getAsDouble(),
                        target.get("median").getAsDouble(),
                        target.get("mean").getAsDouble());
        StringBuilder line = new StringBuilder("  autocorrelation at lag");
        target.getAsJsonObject("autocorrelation")
                .asMap()
                .forEach((lag, value) -> line.append("  %s: %.3f".formatted(lag, value.getAsDouble())));
        terminal.paragraph(line.toString());
    }
}
