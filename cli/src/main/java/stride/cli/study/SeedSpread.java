package stride.cli.study;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import stride.cli.run.Json;
import stride.cli.terminal.Table;
import stride.model.evaluation.Metrics;
import stride.model.evaluation.Spread;
import stride.model.split.Part;

/**
 * One network from several seeds: how much of its figures is the luck of its first weights and orders. All seeds are
 * judged by the same bins, so this is no interval, and says nothing of other bins.
 *
 * @param results at least two, alike but for the seed
 */
public record SeedSpread(List<StudyResult> results) {
    /** What is said over a table of them. */
    public static final String HEADING = "spread over seeds (on the same bins: no interval)";

    /** Those of all networks that several seeds were trained of. */
    public static List<SeedSpread> of(List<StudyResult> results) {
        Map<String, List<StudyResult>> alike = new LinkedHashMap<>();
        for (StudyResult result : results) {
            if (result.row().model() == Model.NETWORK && result.part(Part.TEST).isPresent()) {
                JsonObject options = Json.of(result.options());
                options.remove("seed");
                alike.computeIfAbsent(options.toString(), key -> new ArrayList<>())
                        .add(result);
            }
        }
        return alike.values().stream()
                .filter(own -> own.size() > 1)
                .map(SeedSpread::new)
                .toList();
    }

    private Spread spread(ToDoubleFunction<Metrics> figure) {
        return Spread.of(results.stream()
                .mapToDouble(r -> figure.applyAsDouble(r.metrics(Part.TEST)))
                .toArray());
    }

    /**
     * All of them as JSON.
     *
     * @param varied options that differ between decoders, by the names that {@code run.json} gives them
     */
    public static JsonArray json(List<SeedSpread> all, List<String> varied) {
        JsonArray json = new JsonArray();
        all.forEach(own -> json.add(own.json(varied)));
        return json;
    }

    private JsonObject json(List<String> varied) {
        StudyResult first = results.getFirst();
        StudyRow row = first.row();
        JsonObject json = new JsonObject();
        json.addProperty("protocol", row.protocol().label());
        json.addProperty("pca", row.pca());
        json.add(
                "hidden",
                row.network().map(n -> new Gson().toJsonTree(n.hidden())).orElse(JsonNull.INSTANCE));
        json.addProperty(
                "activation", row.network().map(n -> n.activation().label()).orElse(null));
        JsonObject options = Json.of(first.options());
        varied.stream()
                .filter(name -> !json.has(name) && !name.equals("seed"))
                .forEach(name ->
                        json.add(name, Optional.ofNullable(options.get(name)).orElse(JsonNull.INSTANCE)));
        json.addProperty("n", results.size());
        json.add("test_r2", json(spread(Metrics::r2)));
        json.add("test_rmse", json(spread(Metrics::rmse)));
        return json;
    }

    private static JsonObject json(Spread spread) {
        JsonObject json = new JsonObject();
        json.add("mean", Json.number(spread.mean()));
        json.add("sd", Json.number(spread.deviation()));
        json.add("min", Json.number(spread.min()));
        json.add("max", Json.number(spread.max()));
        return json;
    }

    /** A line for each. */
    public static Table table(List<SeedSpread> all, Function<StudyResult, String> name) {
        Table table = new Table(List.of(
                new Table.Column("decoder", false, 0),
                new Table.Column("seeds", true, 0),
                new Table.Column("test R2\nmean", true, 0),
                new Table.Column("sd", true, 0),
                new Table.Column("min", true, 0),
                new Table.Column("max", true, 0),
                new Table.Column("test RMSE\nmean", true, 1),
                new Table.Column("sd", true, 1)));
        for (SeedSpread own : all) {
            Spread r2 = own.spread(Metrics::r2);
            Spread rmse = own.spread(Metrics::rmse);
            table.add(List.of(
                    name.apply(own.results.getFirst()),
                    String.valueOf(own.results.size()),
                    "%.3f".formatted(r2.mean()),
                    "%.3f".formatted(r2.deviation()),
                    "%.3f".formatted(r2.min()),
                    "%.3f".formatted(r2.max()),
                    "%.4g".formatted(rmse.mean()),
                    "%.2g".formatted(rmse.deviation())));
        }
        return table;
    }
}
