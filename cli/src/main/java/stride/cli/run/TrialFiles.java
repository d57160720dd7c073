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
import stride.model.decoder.Outcome;
import stride.model.decoder.Trial;
import stride.model.file.DecoderFile;
import stride.model.network.Epoch;

/** The files of one trial, the same for a single run and for each trial of a study. */
public final class TrialFiles {
    private TrialFiles() {}

    /**
     * Writes {@code run.json}, {@code predictions.csv}, {@code history.csv} and {@code model.safetensors}, of an ensemble
     * also {@code history-2.csv} and so on; of several folds the last two into a directory for each, for each has its
     * own.
     *
     * @param run  what {@code run.json} holds, {@code options} and {@code provenance} among it
     * @param bins the number in the recording of each bin
     */
    public static void write(Path directory, JsonObject run, Outcome outcome, int[] bins) throws IOException {
        Files.writeString(directory.resolve("run.json"), Json.text(run) + "\n");
        writePredictions(directory.resolve("predictions.csv"), outcome, bins);
        for (int i = 0; i < outcome.folds().size(); i++) {
            Path own = outcome.folded() ? Files.createDirectory(directory.resolve("fold-" + (i + 1))) : directory;
            writeFitted(own, run, outcome.folds().get(i).trial());
        }
    }

    private static void writeFitted(Path directory, JsonObject run, Trial trial) throws IOException {
        for (int i = 0; i < trial.trainings().size(); i++) {
            String name = i == 0 ? "history.csv" : "history-%d.csv".formatted(i + 1);
            writeHistory(directory.resolve(name), trial.trainings().get(i).history());
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

    /** Bins without a prediction have none in the file; of several folds, the number of the one that predicted. */
    private static void writePredictions(Path file, Outcome outcome, int[] bins) throws IOException {
        Matrix actual = outcome.first().prepared().targets();
        Matrix predicted = outcome.predictions();
        int outputs = actual.columns();
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            String fold = outcome.folded() ? ",fold" : "";
            out.write("bin,part," + heading("actual", outputs) + "," + heading("predicted", outputs) + fold + "\n");
            for (int t = 0; t < actual.rows(); t++) {
                String part = outcome.folded()
                        ? "test"
                        : outcome.first().prepared().split().part(t).label();
                String by = outcome.folded() ? "," + (outcome.testedBy(t) + 1) : "";
                out.write(bins[t] + "," + part + "," + row(actual, t) + "," + row(predicted, t) + by + "\n");
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
                .mapToObj(c -> Float.isNaN(matrix.at(row, c)) ? "" : String.valueOf(matrix.at(row, c)))
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
