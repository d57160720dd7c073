package stride.cli.run;

import com.google.gson.JsonObject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import stride.model.decoder.Outcome;
import stride.model.decoder.Trial;
import stride.model.file.DecoderFile;
import stride.model.network.Epoch;

/** The files of one trial, the same for a single run and for each trial of a study. */
public final class TrialFiles {
    /** What ridge on a trial's inputs predicts. */
    public static final String RIDGE = "ridge.csv";

    private TrialFiles() {}

    /**
     * Writes {@code run.json}, {@code predictions.csv}, {@code history.csv} (of a network), and {@code model.safetensors}
     * and {@code weights.json} (of what can be applied to activity alone), of an ensemble also {@code history-2.csv} and so
     * on; of several folds the models and histories into a directory for each, for each has its own.
     *
     * @param run  what {@code run.json} holds, {@code options} and {@code provenance} among it
     * @param bins the number in the recording of each bin
     */
    public static void write(Path directory, JsonObject run, Outcome outcome, int[] bins) throws IOException {
        Files.writeString(directory.resolve("run.json"), Json.text(run) + "\n");
        try (BufferedWriter out = Files.newBufferedWriter(directory.resolve("predictions.csv"))) {
            PredictionsFile.of(outcome, bins).write(out);
        }
        Optional<JsonObject> weights = OverviewFile.weights(outcome);
        if (weights.isPresent()) {
            Files.writeString(directory.resolve(OverviewFile.WEIGHTS), weights.get() + "\n");
        }
        for (int i = 0; i < outcome.folds().size(); i++) {
            Path own = outcome.folded() ? Files.createDirectories(directory.resolve("fold-" + (i + 1))) : directory;
            JsonObject split = run.getAsJsonObject("split");
            JsonObject fold =
                    outcome.folded() ? split.getAsJsonArray("folds").get(i).getAsJsonObject() : split;
            writeFitted(own, run, fold, outcome.folds().get(i).trial());
        }
    }

    /** Writes {@code ridge.csv}: what ridge predicts on the same inputs, in the form of {@code predictions.csv}. */
    public static void writeRidge(Path directory, Outcome ridge, int[] bins) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(directory.resolve(RIDGE))) {
            PredictionsFile.of(ridge, bins).write(out);
        }
    }

    private static void writeFitted(Path directory, JsonObject run, JsonObject split, Trial trial) throws IOException {
        for (int i = 0; i < trial.trainings().size(); i++) {
            String name = i == 0 ? "history.csv" : "history-%d.csv".formatted(i + 1);
            writeHistory(directory.resolve(name), trial.trainings().get(i).history());
        }
        JsonObject provenance = run.getAsJsonObject("provenance");
        String screening = provenance.get("screening").toString();
        if (trial.decoder().isEmpty()) {
            return;
        }
        // Which recording, and which of its bins trained: whoever applies the decoder must not judge it by those.
        DecoderFile.tensors(trial.decoder().get(), run.get("options").toString(), screening)
                .with("stride.sha256", provenance.get("sha256").getAsString())
                .with(
                        "stride.activity",
                        provenance.getAsJsonObject("files").getAsJsonArray("activity").asList().stream()
                                .map(read ->
                                        read.getAsJsonObject().get("sha256").getAsString())
                                .collect(Collectors.joining(",")))
                .with("stride.split", split.toString())
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

    /** A number that reads back as it was; empty for what does not exist. */
    public static String number(double x) {
        return Double.isNaN(x) ? "" : String.valueOf(x);
    }

    /** The same for what may be missing. */
    public static String number(Optional<Double> x) {
        return x.map(TrialFiles::number).orElse("");
    }
}
