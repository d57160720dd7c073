package stride.cli.evidence;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stride.cli.run.Json;
import stride.model.decoder.Outcome;
import stride.model.evaluation.Difference;
import stride.model.evaluation.Figure;
import stride.model.evaluation.Intervals;
import stride.model.split.Part;

/**
 * What a decoder has over ridge on the same inputs, on the same test bins.
 *
 * @param differences of R2 and RMSE: the decoder's minus ridge's
 * @param noInterval  why they have no intervals, where they have none
 */
public record VersusRidge(Map<Figure, Difference> differences, String noInterval) {
    private static final List<Figure> FIGURES = List.of(Figure.R2, Figure.RMSE);

    /** Compares two decoders; empty where there are no test bins. */
    public static Optional<VersusRidge> of(Outcome decoder, Outcome ridge) {
        Map<Figure, Difference> differences = new EnumMap<>(Figure.class);
        for (Figure figure : FIGURES) {
            decoder.difference(figure, ridge).ifPresent(d -> differences.put(figure, d));
        }
        return differences.isEmpty()
                ? Optional.empty()
                : Optional.of(new VersusRidge(differences, noInterval(decoder)));
    }

    private static String noInterval(Outcome decoder) {
        if (decoder.first().prepared().targets().columns() > Intervals.MOST_OUTPUTS) {
            return "no interval with more than %d targets".formatted(Intervals.MOST_OUTPUTS);
        }
        return decoder.metrics().get(Part.TEST).n() < Intervals.FEWEST_BINS
                ? "too few bins for an interval"
                : "no interval, for the figure has no finite error";
    }

    /** Of a trial's {@code run.json}; empty where it has none. */
    public static Optional<VersusRidge> read(JsonObject run) {
        JsonElement versus = run.get("versus_ridge");
        if (versus == null || versus.isJsonNull()) {
            return Optional.empty();
        }
        Map<Figure, Difference> differences = new EnumMap<>(Figure.class);
        JsonObject test = versus.getAsJsonObject().getAsJsonObject("test");
        for (Figure figure : FIGURES) {
            JsonObject own = test.getAsJsonObject(figure.label());
            JsonElement value = own.get("difference");
            differences.put(
                    figure,
                    new Difference(value.isJsonNull() ? Double.NaN : value.getAsDouble(), IntervalsJson.ends(own)));
        }
        JsonElement noInterval = versus.getAsJsonObject().get("no_interval");
        return Optional.of(new VersusRidge(differences, noInterval == null ? "no interval" : noInterval.getAsString()));
    }

    /** As JSON; {@code null} where there is nothing to compare with. */
    public static JsonElement json(Optional<VersusRidge> versus) {
        if (versus.isEmpty()) {
            return JsonNull.INSTANCE;
        }
        JsonObject test = new JsonObject();
        versus.get().differences.forEach((figure, difference) -> {
            JsonObject own = new JsonObject();
            own.add("difference", Json.number(difference.value()));
            IntervalsJson.addEnds(own, difference.interval());
            test.add(figure.label(), own);
        });
        JsonObject json = new JsonObject();
        json.add("test", test);
        if (!versus.get().r2().interval().exists()) {
            json.addProperty("no_interval", versus.get().noInterval);
        }
        return json;
    }

    /** The difference in R2. */
    public Difference r2() {
        return differences.get(Figure.R2);
    }

    /** Whether ridge is better. Without an interval nothing is told: the sign alone is a coin's. */
    public boolean isWorse() {
        return r2().interval().exists() && r2().interval().high() < 0;
    }

    /** Whether the decoder is better, likewise. */
    public boolean isBetter() {
        return r2().interval().exists() && r2().interval().low() > 0;
    }

    /** The difference in R2 with its interval. */
    public String figures() {
        return r2().interval().exists()
                ? "R2 %+.3f, 95 %% %s".formatted(r2().value(), IntervalsJson.text(r2().interval(), "%+.3f"))
                : "R2 %+.3f, %s".formatted(r2().value(), noInterval);
    }

    /** What it means, plainly. */
    public String verdict() {
        return isBetter() ? "better than ridge" : isWorse() ? "worse than ridge" : "not told apart from ridge";
    }
}
