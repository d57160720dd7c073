package stride.cli.apply;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import stride.cli.ExitCode;
import stride.cli.HelpOption;
import stride.cli.evidence.IntervalsJson;
import stride.cli.options.RecordingArguments;
import stride.cli.options.ResultArguments;
import stride.cli.options.ThreadArguments;
import stride.cli.run.Json;
import stride.cli.run.MetricsTable;
import stride.cli.run.OutputFile;
import stride.cli.terminal.Terminal;
import stride.engine.Workers;
import stride.model.evaluation.Intervals;
import stride.model.file.SavedDecoder;
import stride.model.split.Part;

/** {@code stride evaluate}: how well a saved decoder does on a recording. */
@Command(
        name = "evaluate",
        description = {
            "Judges a saved decoder on a recording of the same neurons.",
            "On the very recording that it was fitted on, train, validation and test bins are judged apart."
        },
        footer = {
            "",
            "Example:  stride train synthetic:neurons=500,bins=2000 --hidden 20 --pca 50 --out decoder &&"
                    + " stride evaluate decoder synthetic:neurons=500,bins=2000"
        })
public final class EvaluateCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "MODEL", description = "A run's folder, or its model.safetensors.")
    private Path model;

    @Parameters(
            index = "1",
            paramLabel = "RECORDING",
            description = "A file, a folder of suite2p, or synthetic[:neurons=N,bins=T,seed=S].")
    private String source;

    @Mixin
    private RecordingArguments arguments;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the figures to this file too, as JSON.")
    private Path out;

    @Option(names = "--force", description = "Replace the file if there is one.")
    private boolean force;

    @Mixin
    private ThreadArguments threads;

    @Mixin
    private ResultArguments output;

    @SuppressWarnings("UnusedVariable")
    @Mixin
    private HelpOption help;

    @Override
    public Integer call() {
        Optional<OutputFile> file = Optional.ofNullable(out).map(place -> OutputFile.at(place, force));
        Terminal terminal = output.terminal();
        SavedDecoder saved = AppliedDecoder.read(model);
        try (Workers workers = threads.start()) {
            AppliedDecoder applied = AppliedDecoder.of(saved, source, arguments, true, workers, terminal);
            JsonObject json = applied.json(model, source);
            JsonObject metrics = new JsonObject();
            applied.outcome().metrics().forEach((part, figures) -> metrics.add(applied.label(part), Json.of(figures)));
            json.add("metrics", metrics);
            Map<Part, Intervals> intervals = applied.outcome().intervals();
            json.add("intervals", IntervalsJson.of(intervals, applied::label));
            file.ifPresent(f -> f.write(place -> Files.writeString(place, Json.text(json) + "\n")));
            if (output.json()) {
                terminal.out().println(Json.text(json));
            } else {
                applied.warnings().forEach(warning -> terminal.paragraph("warning: " + warning));
                boolean leaky = !applied.leaks().isEmpty();
                if (applied.bins() == AppliedDecoder.Bins.OWN && !leaky) {
                    terminal.message("the decoder was fitted on this recording: only its test bins are new to it");
                }
                MetricsTable.of(
                                applied.outcome().metrics(),
                                intervals,
                                part -> applied.label(part) + (leaky ? " LEAKY" : ""))
                        .print(terminal);
                terminal.paragraph(
                        MetricsTable.units(applied.screened().recording().targetNames()));
            }
        }
        return ExitCode.DONE;
    }
}
