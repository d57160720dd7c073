package stride.cli.run;

import com.google.gson.JsonObject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import stride.engine.Matrix;
import stride.model.decoder.Trial;
import stride.model.file.DecoderFile;
import stride.model.network.Epoch;
import stride.model.split.Split;

/** The files of one trial, the same for a single run and for each trial of a study. */
public final class TrialFiles {
    private TrialFiles() {}

    /**
     * Writes {@code run.json}, {@code history.csv}, {@code predictions.csv} and {@code model.safetensors}.
     *
     * @param run     what {@code run.json} holds, {@code options} and {@code provenance} among it
     * @param targets bins x outputs
     * @param bins    their numbers in the recording
     */
    public static void write(Path directory, JsonObject run, Trial trial, Split split, Matrix targets, int[] bins)
            throws IOException {
        Files.writeString(directory.resolve("run.json"), Json.text(run) + "\n");
        writePredictions(directory.resolve("predictions.csv"), split, targets, trial.predictions(), bins);
        if (trial.training().isPresent()) {
            writeHistory(
                    directory.resolve("history.csv"), trial.training().get().history());
        }
        String screening = run.getAsJsonObject("provenance").get("screening").toString();
        DecoderFile.tensors(trial.decoder(), run.get("options").toString(), screening)
                .write(directory.resolve("model.safetensors"));
    }

    private static void writeHistory(Path file, List<Epoch> history) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("epoch,train_batches,train,valid,test,seconds\n");
            for (Epoch epoch : history) {
                out.write("%d,%s,%s,%s,%s,%.4f\n"
                        .formatted(
                                epoch.number(),
                                number(epoch.trainBatches()),
                                number(epoch.train()),
                                number(epoch.valid()),
                                number(epoch.test()),
                                epoch.seconds()));
            }
        }
    }

    private static void writePredictions(Path file, Split split, Matrix actual, Matrix predicted, int[] bins)
            throws IOException {
        int outputs = actual.columns();
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("bin,part," + heading("actual", outputs) + "," + heading("predicted", outputs) + "\n");
            for (int t = 0; t < actual.rows(); t++) {
                out.write(
                        bins[t] + "," + split.part(t).label() + "," + row(actual, t) + "," + row(predicted, t) + "\n");
            }
        }
    }

    private static String heading(String name, int outputs) {
        return outputs == 1
                ? name
                : IntStream.range(0, outputs).mapToObj(o -> name + "_" + o).collect(Collectors.joining(","));
    }

    private static String row(Matrix matrix, int row) {
        return IntStream.range(0, matrix.columns())
                .mapToObj(c -> String.valueOf(matrix.at(row, c)))
                .collect(Collectors.joining(","));
    }

    /** A number that reads back as it was; empty for what does not exist. */
    public static String number(double x) {
        return Double.isNaN(x) ? "" : String.valueOf(x);
    }

    /** The same for what may be missing. */
    public static String number(Optional<Double> x) {
        return x.map(TrialFiles::number).orElse("");
    }
}
