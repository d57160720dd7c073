package stride.cli.apply;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import stride.cli.ExitCode;
import stride.cli.HelpOption;
import stride.cli.options.RecordingArguments;
import stride.cli.options.ResultArguments;
import stride.cli.options.ThreadArguments;
import stride.cli.run.Json;
import stride.cli.run.OutputFile;
import stride.cli.run.PredictionsFile;
import stride.cli.terminal.Terminal;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.file.SavedDecoder;
import stride.model.split.Part;

/** {@code stride predict}: what a saved decoder makes of a recording. */
@Command(
        name = "predict",
        description = {
            "Predicts with a saved decoder, bin for bin, from a recording of the same neurons; it needs no target.",
            "Gives the columns bin, part, actual (where there is a target) and predicted, as comma-separated text."
        },
        footer = {
            "",
            "Example:  stride train synthetic:neurons=500,bins=2000 --hidden 20 --pca 50 --out decoder &&"
                    + " stride predict decoder synthetic:neurons=500,bins=2000 > predictions.csv && head -n 3 predictions.csv"
        })
public final class PredictCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "MODEL", description = "A run's folder, or its model.safetensors.")
    private Path model;

    @Parameters(
            index = "1",
            paramLabel = "RECORDING",
            description = "A file, a folder of suite2p, or synthetic[:neurons=N,bins=T,seed=S].")
    private String source;

    @Mixin
    private RecordingArguments arguments;

    @Option(names = "--out", paramLabel = "FILE", description = "Write to this file instead of stdout.")
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
            AppliedDecoder applied = AppliedDecoder.of(saved, source, arguments, false, workers, terminal);
            applied.warnings().forEach(warning -> terminal.message("warning: " + warning));
            PredictionsFile predictions = predictions(applied);
            file.ifPresent(f -> f.write(place -> {
                try (BufferedWriter writer = Files.newBufferedWriter(place)) {
                    predictions.write(writer);
                }
            }));
            if (output.json()) {
                terminal.out().println(Json.text(json(applied, predictions)));
            } else if (file.isEmpty()) {
                print(predictions, terminal);
            } else {
                terminal.out().printf("%s: %d bins%n", out, predictions.bins().length);
            }
        }
        return ExitCode.DONE;
    }

    private static PredictionsFile predictions(AppliedDecoder applied) {
        PredictionsFile whole = PredictionsFile.of(
                applied.outcome(), applied.screened().screening().bins());
        PredictionsFile labelled =
                applied.bins() == AppliedDecoder.Bins.OWN ? whole : whole.allOf(applied.label(Part.TEST));
        return applied.hasTargets() ? labelled : labelled.withoutActual();
    }

    private static void print(PredictionsFile predictions, Terminal terminal) {
        try {
            predictions.write(terminal.out());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a PrintStream keeps its errors for itself
        }
    }

    private JsonObject json(AppliedDecoder applied, PredictionsFile predictions) {
        JsonObject json = applied.json(model, source);
        if (out != null) {
            json.addProperty("file", out.toString());
            return json;
        }
        JsonArray bins = new JsonArray();
        for (int bin : predictions.bins()) {
            bins.add(bin);
        }
        json.add("bin", bins);
        json.add("predicted", rows(predictions.predicted()));
        return json;
    }

    /** One array for each bin. */
    private static JsonArray rows(Matrix matrix) {
        JsonArray rows = new JsonArray();
        for (int t = 0; t < matrix.rows(); t++) {
            JsonArray row = new JsonArray();
            for (int c = 0; c < matrix.columns(); c++) {
                row.add(Json.number(matrix.at(t, c)));
            }
            rows.add(row);
        }
        return rows;
    }
}
