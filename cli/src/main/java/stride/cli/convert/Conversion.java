package stride.cli.convert;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import stride.cli.ChosenKernels;
import stride.cli.options.RecordingArguments;
import stride.cli.options.ResultArguments;
import stride.cli.run.Json;
import stride.cli.run.OutputFile;
import stride.cli.run.ScreeningReport;
import stride.cli.terminal.ProgressLine;
import stride.cli.terminal.Terminal;
import stride.data.Recording;
import stride.data.Screened;
import stride.engine.Kernels;
import stride.engine.Workers;
import stride.model.OptionsException;

/**
 * A recording as plain arrays: {@code activity} (neurons, bins), {@code target} (bins, outputs), and {@code positions}
 * (neurons, 3) where they are known. By these names Stride finds them again.
 */
final class Conversion {
    private Conversion() {}

    /** Reads a recording, writes it, and tells of it. */
    static void run(String source, RecordingArguments arguments, Path out, boolean replace, ResultArguments output) {
        if (!out.toString().endsWith(".npz")) {
            throw new OptionsException("%s: the file is an archive of arrays; name it .npz".formatted(out));
        }
        OutputFile file = OutputFile.at(out, replace);
        Terminal terminal = output.terminal();
        Kernels kernels = ChosenKernels.of(terminal);
        try (Workers workers = Workers.of(Runtime.getRuntime().availableProcessors());
                Screened screened = arguments.openComplete(source, kernels, workers, terminal);
                ProgressLine line = terminal.progress("writing", "neurons")) {
            long bytes = file.write(place -> RecordingFile.write(
                    screened.recording(), new WatchedRows(screened.recording().activity(), line), place));
            JsonObject json = describe(screened.recording(), out, bytes);
            json.add("screening", ScreeningReport.json(screened.screening()));
            if (output.json()) {
                terminal.out().println(Json.text(json));
            } else {
                print(json, terminal);
            }
        }
    }

    private static JsonObject describe(Recording recording, Path out, long bytes) {
        JsonObject json = new JsonObject();
        json.addProperty("file", out.toString());
        json.addProperty("bytes", bytes);
        json.addProperty("recording", recording.name());
        json.addProperty("sha256", recording.sha256());
        json.addProperty("layout", recording.layout());
        JsonArray targets = new JsonArray();
        recording.targetNames().forEach(targets::add);
        json.add("targets", targets);
        JsonArray arrays = new JsonArray();
        int neurons = recording.activity().rows();
        arrays.add(array("activity", neurons, recording.activity().columns(), "float32"));
        arrays.add(
                array("target", recording.targets().rows(), recording.targets().columns(), "float64"));
        recording.positions().ifPresent(known -> arrays.add(array("positions", neurons, known.columns(), "float32")));
        json.add("arrays", arrays);
        return json;
    }

    private static JsonObject array(String name, int rows, int columns, String type) {
        JsonArray shape = new JsonArray();
        shape.add(rows);
        shape.add(columns);
        JsonObject json = new JsonObject();
        json.addProperty("name", name);
        json.add("shape", shape);
        json.addProperty("type", type);
        return json;
    }

    private static void print(JsonObject json, Terminal terminal) {
        terminal.out()
                .printf(
                        "%s: %d bytes%n",
                        json.get("file").getAsString(), json.get("bytes").getAsLong());
        json.getAsJsonArray("arrays").forEach(element -> {
            JsonObject array = element.getAsJsonObject();
            JsonArray shape = array.getAsJsonArray("shape");
            terminal.out()
                    .printf(
                            "  %-9s  %d x %d %s%n",
                            array.get("name").getAsString(),
                            shape.get(0).getAsInt(),
                            shape.get(1).getAsInt(),
                            array.get("type").getAsString());
        });
    }
}
