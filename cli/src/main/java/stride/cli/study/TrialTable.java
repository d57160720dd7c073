package stride.cli.study;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import stride.cli.evidence.VersusRidge;
import stride.cli.options.EnumNames;
import stride.cli.run.Json;
import stride.cli.run.TrialFiles;
import stride.model.evaluation.Difference;
import stride.model.evaluation.Figure;
import stride.model.evaluation.Interval;
import stride.model.evaluation.Metrics;
import stride.model.split.Part;

/**
 * {@code trials.csv}: a line for each trial; and the same as JSON.
 *
 * @param varied options that differ between trials, by the names that {@code run.json} gives them
 */
public record TrialTable(List<String> varied) {
    /** Its name in a run directory. */
    static final String NAME = "trials.csv";

    private static final List<String> COLUMNS = List.of(
            "protocol",
            "model",
            "pca",
            "hidden",
            "activation",
            "seed",
            "epochs",
            "chosen_epoch",
            "train_mse",
            "train_rmse",
            "valid_mse",
            "valid_r2",
            "test_mse",
            "test_rmse",
            "test_mae",
            "test_r2",
            "test_pearson",
            "published_train_mse",
            "published_test_mse",
            "directory",
            "split",
            "history",
            "leaky",
            "test_r2_low",
            "test_r2_high",
            "test_rmse_low",
            "test_rmse_high",
            "versus_ridge_r2",
            "versus_ridge_r2_low",
            "versus_ridge_r2_high");

    /** Columns that every table has are not repeated. */
    public TrialTable {
        varied = varied.stream()
                .filter(name -> !COLUMNS.contains(name) || name.equals("epochs"))
                .toList();
    }

    /** The whole file. */
    String csv(List<StudyResult> results) {
        List<String> columns = new ArrayList<>(COLUMNS);
        varied.forEach(name -> columns.add(columns.contains(name) ? name + "_asked" : name));
        columns.add("error");
        return results.stream()
                .map(result -> line(result) + "\n")
                .collect(Collectors.joining("", String.join(",", columns) + "\n", ""));
    }

    /** One line, without its end. */
    String line(StudyResult result) {
        StudyRow row = result.row();
        boolean network = row.network().isPresent();
        boolean trained = network && result.succeeded();
        List<String> values = new ArrayList<>(List.of(
                row.protocol().label(),
                row.model().label(),
                String.valueOf(row.pca()),
                result.layers(),
                row.network().map(n -> n.activation().label()).orElse(""),
                network ? String.valueOf(result.options().training().seed()) : "",
                trained ? String.valueOf(result.epochs()) : "",
                trained ? chosen(result.run()) : "",
                figure(result, Part.TRAIN, Metrics::mse),
                figure(result, Part.TRAIN, Metrics::rmse),
                figure(result, Part.VALID, Metrics::mse),
                figure(result, Part.VALID, Metrics::r2),
                figure(result, Part.TEST, Metrics::mse),
                figure(result, Part.TEST, Metrics::rmse),
                figure(result, Part.TEST, Metrics::mae),
                figure(result, Part.TEST, Metrics::r2),
                figure(result, Part.TEST, Metrics::pearson),
                number(result.broadcastMse(Part.TRAIN)),
                number(result.broadcastMse(Part.TEST)),
                directory(result),
                EnumNames.label(result.options().split().kind()),
                quoted(result.options().inputs().history().label()),
                String.valueOf(!result.plan().leaks().isEmpty())));
        uncertainty(result).values().forEach(x -> values.add(TrialFiles.number(x)));
        JsonObject options = Json.of(result.options());
        varied.forEach(name -> values.add(quoted(text(options.get(name)))));
        values.add(result.error().map(TrialTable::quoted).orElse(""));
        return String.join(",", values);
    }

    /** What the last columns have, by their names; NaN where there is none. */
    private static Map<String, Double> uncertainty(StudyResult result) {
        Map<String, Double> figures = new LinkedHashMap<>();
        for (Figure figure : List.of(Figure.R2, Figure.RMSE)) {
            Interval interval = result.interval(figure);
            figures.put("test_" + figure.label() + "_low", interval.low());
            figures.put("test_" + figure.label() + "_high", interval.high());
        }
        Difference over = result.versusRidge().map(VersusRidge::r2).orElse(new Difference(Double.NaN, Interval.NONE));
        figures.put("versus_ridge_r2", over.value());
        figures.put("versus_ridge_r2_low", over.interval().low());
        figures.put("versus_ridge_r2_high", over.interval().high());
        return figures;
    }

    private static String figure(StudyResult result, Part part, ToDoubleFunction<Metrics> figure) {
        return result.part(part)
                .map(m -> TrialFiles.number(figure.applyAsDouble(m)))
                .orElse("");
    }

    /** The epoch that was kept; of several folds, that of each. */
    private static String chosen(JsonObject run) {
        if (!run.has("folds")) {
            return run.get("chosen_epoch").getAsString();
        }
        List<String> epochs = new ArrayList<>();
        run.getAsJsonArray("folds")
                .forEach(fold ->
                        epochs.add(fold.getAsJsonObject().get("chosen_epoch").getAsString()));
        return String.join(" ", epochs);
    }

    private static String text(JsonElement value) {
        return value == null || value.isJsonNull()
                ? ""
                : value.isJsonPrimitive() ? value.getAsString() : value.toString();
    }

    private static String quoted(String text) {
        return text.isEmpty() ? "" : '"' + text.replace("\"", "\"\"") + '"';
    }

    private static String number(OptionalDouble x) {
        return x.isPresent() ? TrialFiles.number(x.getAsDouble()) : "";
    }

    private static String directory(StudyResult result) {
        return "trials/" + result.plan().name();
    }

    /** The trials as JSON, one object each. */
    public JsonArray json(List<StudyResult> results) {
        JsonArray trials = new JsonArray();
        results.forEach(result -> trials.add(json(result)));
        return trials;
    }

    private JsonObject json(StudyResult result) {
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
        json.addProperty("leaky", !result.plan().leaks().isEmpty());
        JsonObject options = Json.of(result.options());
        json.add("split", options.get("split"));
        json.add("history", options.get("history"));
        varied.forEach(name -> json.add(name, options.get(name)));
        json.add("train_mse", json(result, Part.TRAIN, Metrics::mse));
        result.part(Part.VALID).ifPresent(m -> {
            json.add("valid_mse", Json.number(m.mse()));
            json.add("valid_r2", Json.number(m.r2()));
        });
        json.add("test_mse", json(result, Part.TEST, Metrics::mse));
        json.add("test_rmse", json(result, Part.TEST, Metrics::rmse));
        json.add("test_r2", json(result, Part.TEST, Metrics::r2));
        uncertainty(result).forEach((name, x) -> json.add(name, Json.number(x)));
        result.broadcastMse(Part.TRAIN).ifPresent(mse -> json.addProperty("published_train_mse", mse));
        result.broadcastMse(Part.TEST).ifPresent(mse -> json.addProperty("published_test_mse", mse));
        json.addProperty("directory", directory(result));
        result.error().ifPresent(error -> json.addProperty("error", error));
        return json;
    }

    private static JsonElement json(StudyResult result, Part part, ToDoubleFunction<Metrics> figure) {
        return result.part(part).map(m -> Json.number(figure.applyAsDouble(m))).orElse(JsonNull.INSTANCE);
    }
}
