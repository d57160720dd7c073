package stride.cli.evidence;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.function.Function;
import stride.cli.run.Json;
import stride.model.evaluation.Figure;
import stride.model.evaluation.Interval;
import stride.model.evaluation.Intervals;
import stride.model.split.Part;

/** Intervals as JSON, and how they were found. */
public final class IntervalsJson {
    private static final int SENSELESS = -9;

    private IntervalsJson() {}

    /** Of each part, by its own name. */
    public static JsonObject of(Map<Part, Intervals> intervals) {
        return of(intervals, Part::label);
    }

    /** Of each part, by the name that is given to it. What there is not is {@code null}. */
    public static JsonObject of(Map<Part, Intervals> intervals, Function<Part, String> label) {
        JsonObject json = new JsonObject();
        json.addProperty("method", Intervals.METHOD);
        json.addProperty("level", Intervals.level());
        Intervals test = intervals.get(Part.TEST);
        json.addProperty("block_bins", test == null ? null : test.block());
        json.addProperty("too_few_bins", test == null ? null : test.tooShort());
        json.addProperty("resamples", Intervals.resamples());
        intervals.forEach((part, own) -> {
            JsonObject figures = new JsonObject();
            for (Figure figure : Figure.values()) {
                figures.add(figure.label(), of(own.figures().get(figure)));
            }
            json.add(label.apply(part), figures);
        });
        return json;
    }

    private static JsonElement of(Interval interval) {
        JsonObject json = new JsonObject();
        addEnds(json, interval);
        return json;
    }

    static void addEnds(JsonObject json, Interval interval) {
        boolean exists = interval != null && interval.exists();
        json.add("low", exists ? Json.number(interval.low()) : JsonNull.INSTANCE);
        json.add("high", exists ? Json.number(interval.high()) : JsonNull.INSTANCE);
    }

    /** The interval that {@link #of(Map)} wrote. */
    public static Interval read(JsonObject run, Part part, Figure figure) {
        JsonElement own =
                run.has("intervals") ? run.getAsJsonObject("intervals").get(part.label()) : null;
        return own == null ? Interval.NONE : ends(own.getAsJsonObject().getAsJsonObject(figure.label()));
    }

    static Interval ends(JsonObject json) {
        boolean finite = !json.get("low").isJsonNull() && !json.get("high").isJsonNull();
        return finite
                ? new Interval(json.get("low").getAsDouble(), json.get("high").getAsDouble())
                : Interval.NONE;
    }

    /** As text; nothing where there is none. */
    public static String text(Interval interval, String format) {
        return interval != null && interval.exists()
                ? end(interval.low(), format) + " to " + end(interval.high(), format)
                : "";
    }

    /** R2 has no lower bound, and with a handful of blocks the interval has none that means anything. */
    private static String end(double x, String format) {
        return x < SENSELESS && format.endsWith("f") ? "< " + SENSELESS : format.formatted(x);
    }
}
