package stride.cli.study;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import stride.cli.options.EnumNames;
import stride.cli.report.Report;
import stride.cli.run.Json;
import stride.cli.run.SplitJson;
import stride.cli.run.TrialFiles;
import stride.cli.run.Warnings;
import stride.model.decoder.NetworkOptions;
import stride.model.evaluation.Metrics;
import stride.model.split.Part;
import stride.model.split.Split;

/** What a study leaves: {@code run.json}, {@code trials.csv}, {@code report.html}, and a directory for each trial. */
public final class StudyFiles {
    private StudyFiles() {}

    /**
     * Writes everything below {@code directory}.
     *
     * @param bins the number in the recording of each bin that is used
     */
    public static void write(Path directory, JsonObject study, List<StudyResult> results, int[] bins, String report)
            throws IOException {
        Files.writeString(directory.resolve("report.html"), report);
        Files.writeString(directory.resolve("run.json"), Json.text(study) + "\n");
        writeTrials(directory.resolve("trials.csv"), results);
        Path trials = Files.createDirectory(directory.resolve("trials"));
        for (StudyResult result : results) {
            Path own = Files.createDirectory(trials.resolve(result.row().label()));
            JsonObject run = new JsonObject();
            run.addProperty("model", result.row().model().label());
            JsonObject options = Json.of(result.options());
            if (result.row().model() != Model.NETWORK) {
                Json.NETWORK_OPTIONS.forEach(options::remove);
            }
            List<String> warnings = Warnings.of(result.options(), result.outcome());
            run.add("warnings", Warnings.json(warnings));
            run.add("options", options);
            run.add("provenance", study.get("provenance"));
            run.add("split", SplitJson.of(result.options(), splits(result), bins));
            Json.add(run, result.outcome());
            Report page = new Report("Stride: " + result.row().label());
            warnings.forEach(page::warning);
            Files.writeString(
                    own.resolve("report.html"), page.code(Json.text(run)).html());
            TrialFiles.write(own, run, result.outcome(), bins);
        }
    }

    private static List<Split> splits(StudyResult result) {
        return result.outcome().folds().stream()
                .map(fold -> fold.prepared().split())
                .toList();
    }

    private static void writeTrials(Path file, List<StudyResult> results) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(
                    "protocol,model,pca,hidden,activation,seed,epochs,chosen_epoch,train_mse,train_rmse,valid_mse,"
                            + "test_mse,test_rmse,test_mae,test_r2,test_pearson,published_train_mse,published_test_mse,directory,split,history,leaky\n");
            for (StudyResult result : results) {
                out.write(line(result) + "\n");
            }
        }
    }

    private static String line(StudyResult result) {
        StudyRow row = result.row();
        Metrics train = result.metrics(Part.TRAIN);
        Metrics test = result.metrics(Part.TEST);
        return String.join(
                ",",
                row.protocol().label(),
                row.model().label(),
                String.valueOf(row.pca()),
                row.network().map(NetworkOptions::layers).orElse(""),
                row.network().map(n -> n.activation().label()).orElse(""),
                row.network().isPresent()
                        ? String.valueOf(result.options().training().seed())
                        : "",
                row.network().isPresent() ? String.valueOf(result.epochs()) : "",
                row.network().isPresent() ? chosen(result) : "",
                TrialFiles.number(train.mse()),
                TrialFiles.number(train.rmse()),
                result.metrics(Part.VALID) == null
                        ? ""
                        : TrialFiles.number(result.metrics(Part.VALID).mse()),
                TrialFiles.number(test.mse()),
                TrialFiles.number(test.rmse()),
                TrialFiles.number(test.mae()),
                TrialFiles.number(test.r2()),
                TrialFiles.number(test.pearson()),
                number(result.broadcastMse(Part.TRAIN)),
                number(result.broadcastMse(Part.TEST)),
                "trials/" + row.label(),
                EnumNames.label(result.options().split().kind()),
                '"' + result.options().inputs().history().label() + '"',
                String.valueOf(result.options().split().kind().leaky()));
    }

    /** The epoch that was kept; of several folds, that of each. */
    private static String chosen(StudyResult result) {
        return result.outcome().folds().stream()
                .flatMap(fold -> fold.trial().training().stream())
                .map(training -> String.valueOf(training.chosen()))
                .collect(Collectors.joining(" "));
    }

    private static String number(OptionalDouble x) {
        return x.isPresent() ? TrialFiles.number(x.getAsDouble()) : "";
    }

    /** The trials as JSON, one object each. */
    public static JsonArray trials(List<StudyResult> results) {
        JsonArray trials = new JsonArray();
        for (StudyResult result : results) {
            StudyRow row = result.row();
            JsonObject json = new JsonObject();
            json.addProperty("protocol", row.protocol().label());
            json.addProperty("model", row.model().label());
            json.addProperty("pca", row.pca());
            json.add(
                    "hidden",
                    row.network().map(n -> new Gson().toJsonTree(n.hidden())).orElse(JsonNull.INSTANCE));
            json.addProperty(
                    "activation", row.network().map(n -> n.activation().label()).orElse(null));
            json.addProperty("seed", result.options().training().seed());
            json.addProperty("leaky", result.options().split().kind().leaky());
            json.addProperty("history", result.options().inputs().history().label());
            json.add("train_mse", Json.number(result.metrics(Part.TRAIN).mse()));
            json.add("test_mse", Json.number(result.metrics(Part.TEST).mse()));
            json.add("test_rmse", Json.number(result.metrics(Part.TEST).rmse()));
            json.add("test_r2", Json.number(result.metrics(Part.TEST).r2()));
            result.broadcastMse(Part.TRAIN).ifPresent(mse -> json.addProperty("published_train_mse", mse));
            result.broadcastMse(Part.TEST).ifPresent(mse -> json.addProperty("published_test_mse", mse));
            trials.add(json);
        }
        return trials;
    }
}
