package stride.cli.evidence;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import stride.cli.options.NullArguments;
import stride.cli.run.Json;
import stride.engine.Kernels;
import stride.engine.Workers;
import stride.model.NumericException;
import stride.model.UnfitException;
import stride.model.decoder.Prepared;
import stride.model.decoder.RidgeNull;
import stride.model.decoder.ShiftNull;
import stride.model.decoder.ShiftNull.Shift;

/**
 * What decoders come to on targets that have nothing to do with the activity.
 *
 * @param all     those that there are
 * @param missing why others are not, a line each
 */
public record Nulls(List<Named> all, List<String> missing) {
    /** Nothing was asked for. */
    public static final Nulls NONE = new Nulls(List.of(), List.of());

    /** Multiply-adds that nobody has to ask for: some seconds of one core. */
    private static final double UNASKED = 2e10;

    /** Whose it is: {@code ridge} or {@code network}. */
    public record Named(String model, ShiftNull shifts) {}

    public Nulls {
        all = List.copyOf(all);
        missing = List.copyOf(missing);
    }

    /** Those of ridge, unless they would take long and nobody asked for them. */
    public static Nulls ofRidge(List<Prepared> folds, NullArguments arguments, Kernels kernels, Workers workers) {
        int wanted = arguments.ridge();
        if (wanted == 0) {
            return NONE;
        }
        double operations = Shift.values().length * RidgeNull.operations(folds, wanted);
        if (!arguments.asked() && operations > UNASKED) {
            return new Nulls(
                    List.of(),
                    List.of("no null unasked with %d inputs (%.0f thousand million operations); use --null %d"
                            .formatted(folds.getFirst().inputs(), operations / 1e9, wanted)));
        }
        List<Named> all = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Shift shift : Shift.values()) {
            try {
                RidgeNull.of(shift, folds, wanted, kernels, workers)
                        .ifPresentOrElse(
                                s -> all.add(new Named("ridge", s)),
                                () -> missing.add("no null by %s shifts: too few bins".formatted(shift.label())));
            } catch (NumericException | UnfitException e) {
                missing.add("no null by %s shifts: %s".formatted(shift.label(), e.getMessage()));
            }
        }
        return new Nulls(all, missing);
    }

    /** These and one more. */
    Nulls with(Named more) {
        List<Named> both = new ArrayList<>(all);
        both.add(more);
        return new Nulls(both, missing);
    }

    /** All of them as JSON. */
    public JsonArray json() {
        JsonArray json = new JsonArray();
        for (Named named : all) {
            ShiftNull shifts = named.shifts;
            JsonObject one = new JsonObject();
            one.addProperty("model", named.model);
            one.addProperty("shift", shifts.shift().label());
            one.addProperty("statistic", "r2");
            one.add("observed", Json.number(shifts.observed()));
            JsonArray values = new JsonArray();
            shifts.values().forEach(values::add);
            one.add("values", values);
            one.addProperty("median", shifts.median());
            one.addProperty("low", shifts.low());
            one.addProperty("high", shifts.high());
            one.addProperty("min_shift_bins", shifts.minShift());
            one.addProperty("caveat", shifts.caveat());
            json.add(one);
        }
        return json;
    }

    /** What {@link #json} wrote, as lines of text: never a figure without its distribution and its caveat. */
    public static List<String> lines(JsonArray json) {
        List<String> lines = new ArrayList<>();
        for (JsonElement element : json) {
            JsonObject one = element.getAsJsonObject();
            lines.add("null of %s, %d %s shifts of at least %d bins:"
                    .formatted(
                            one.get("model").getAsString(),
                            one.getAsJsonArray("values").size(),
                            one.get("shift").getAsString(),
                            one.get("min_shift_bins").getAsInt()));
            lines.add("  R2 median %s, 95 %% of them %s to %s; without a shift %s"
                    .formatted(
                            figure(one, "median"), figure(one, "low"), figure(one, "high"), figure(one, "observed")));
            for (String caveat : one.get("caveat").getAsString().split("; ", -1)) {
                lines.add("  " + caveat);
            }
        }
        return lines;
    }

    private static String figure(JsonObject one, String name) {
        return one.get(name).isJsonNull()
                ? "none"
                : "%.3f".formatted(one.get(name).getAsDouble());
    }
}
