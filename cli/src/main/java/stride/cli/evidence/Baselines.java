package stride.cli.evidence;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stride.cli.run.Json;
import stride.cli.run.Leak;
import stride.cli.run.MetricsTable;
import stride.cli.terminal.Table;
import stride.engine.Kernels;
import stride.engine.Workers;
import stride.model.NumericException;
import stride.model.UnfitException;
import stride.model.decoder.Baseline;
import stride.model.decoder.DecoderOptions;
import stride.model.decoder.Outcome;
import stride.model.decoder.Prepared;
import stride.model.evaluation.Figure;
import stride.model.evaluation.Intervals;
import stride.model.evaluation.Metrics;
import stride.model.split.Part;

/**
 * What a decoder is compared with, fitted on the same inputs and judged by the same bins.
 *
 * @param fitted what came of each
 * @param failed why the others could not be fitted
 */
public record Baselines(Map<Baseline, Fitted> fitted, Map<Baseline, String> failed) {
    /** One that was fitted, with the intervals of its metrics. */
    public record Fitted(Outcome outcome, Map<Part, Intervals> intervals) {}

    /** Fits them, each on every fold. One that can't be fitted does not cost a decoder that could. */
    public static Baselines fit(List<Baseline> which, List<Prepared> folds, Kernels kernels, Workers workers) {
        Map<Baseline, Fitted> fitted = new EnumMap<>(Baseline.class);
        Map<Baseline, String> failed = new EnumMap<>(Baseline.class);
        for (Baseline baseline : which) {
            try {
                Outcome outcome = new Outcome(folds.stream()
                        .map(prepared -> new Outcome.Fold(prepared, baseline.fit(prepared, kernels, workers)))
                        .toList());
                fitted.put(baseline, new Fitted(outcome, outcome.intervals()));
            } catch (NumericException | UnfitException e) {
                failed.put(baseline, e.getMessage());
            }
        }
        return new Baselines(fitted, failed);
    }

    /** One of them; empty if it was not asked for, or failed. */
    public Optional<Outcome> outcome(Baseline baseline) {
        return Optional.ofNullable(fitted.get(baseline)).map(Fitted::outcome);
    }

    /** Why some are missing, a line each. */
    public List<String> warnings() {
        return failed.entrySet().stream()
                .map(e -> "%s could not be fitted to compare with: %s"
                        .formatted(e.getKey().title(), e.getValue()))
                .toList();
    }

    /** All of them; of one that failed, the metrics are {@code null}. */
    public JsonArray json() {
        JsonArray json = new JsonArray();
        for (Baseline baseline : Baseline.values()) {
            if (fitted.containsKey(baseline) || failed.containsKey(baseline)) {
                json.add(json(baseline));
            }
        }
        return json;
    }

    private JsonObject json(Baseline baseline) {
        Optional<Fitted> own = Optional.ofNullable(fitted.get(baseline));
        JsonObject json = new JsonObject();
        json.addProperty("model", baseline.label());
        json.addProperty("label", baseline.title());
        json.addProperty("decoder", baseline.isDecoder());
        json.add(
                "metrics",
                own.<JsonElement>map(f -> Json.of(f.outcome.metrics())).orElse(JsonNull.INSTANCE));
        json.add(
                "intervals",
                own.<JsonElement>map(f -> IntervalsJson.of(f.intervals)).orElse(JsonNull.INSTANCE));
        // Of several folds each has a penalty of its own.
        json.add(
                "lambda",
                own.filter(f -> !f.outcome.folded())
                        .filter(f -> f.outcome.first().trial().lambda().isPresent())
                        .map(f -> Json.number(f.outcome.first().trial().lambda().getAsDouble()))
                        .orElse(JsonNull.INSTANCE));
        if (failed.containsKey(baseline)) {
            json.addProperty("error", failed.get(baseline));
        }
        return json;
    }

    /** What {@link #json} wrote, a line for each that could be judged. */
    public static List<String> lines(JsonArray json) {
        List<String> lines = new ArrayList<>();
        for (JsonElement element : json) {
            JsonObject one = element.getAsJsonObject();
            JsonElement metrics = one.get("metrics");
            if (metrics.isJsonObject() && metrics.getAsJsonObject().has(Part.TEST.label())) {
                Metrics test = Json.metrics(metrics.getAsJsonObject().getAsJsonObject(Part.TEST.label()));
                String interval = IntervalsJson.text(IntervalsJson.read(one, Part.TEST, Figure.R2), "%.3f");
                lines.add("  %s: test RMSE %.4g, R2 %.3f%s"
                        .formatted(
                                one.get("label").getAsString(),
                                test.rmse(),
                                test.r2(),
                                interval.isEmpty() ? "" : " (95 % " + interval + ")"));
            }
        }
        return lines;
    }

    /**
     * A decoder and all of them, by the test bins; empty where there are none.
     *
     * @param name      of the decoder
     * @param options   of the decoder, which tell what must stand behind each name
     * @param intervals of the decoder
     */
    public Optional<Table> table(String name, DecoderOptions options, Outcome decoder, Map<Part, Intervals> intervals) {
        if (!decoder.metrics().containsKey(Part.TEST)) {
            return Optional.empty();
        }
        Table table = new Table(List.of(
                new Table.Column("on the test bins", false, 0),
                new Table.Column("RMSE", true, 0),
                new Table.Column("95 %", false, 1),
                new Table.Column("R2", true, 0),
                new Table.Column("95 %", false, 0),
                new Table.Column("r", true, 2)));
        table.add(row(name + MetricsTable.stamp(options), decoder, intervals));
        fitted.forEach((baseline, own) ->
                table.add(row(baseline.title() + stamp(options, baseline), own.outcome, own.intervals)));
        return Optional.of(table);
    }

    /** What must stand behind a baseline's figures beside a network with these options. */
    public static String stamp(DecoderOptions options, Baseline baseline) {
        return MetricsTable.stamp(
                options, !Leak.beside(options, baseline.seesInputs()).isEmpty());
    }

    private static List<String> row(String name, Outcome outcome, Map<Part, Intervals> intervals) {
        Metrics m = outcome.metrics().get(Part.TEST);
        Intervals own = intervals.get(Part.TEST);
        List<String> row = new ArrayList<>(List.of(name, "%.4g".formatted(m.rmse())));
        row.add(IntervalsJson.text(own.figures().get(Figure.RMSE), "%.4g"));
        row.add("%.3f".formatted(m.r2()));
        row.add(IntervalsJson.text(own.figures().get(Figure.R2), "%.3f"));
        row.add(Double.isNaN(m.pearson()) ? "-" : "%.3f".formatted(m.pearson()));
        return row;
    }
}
