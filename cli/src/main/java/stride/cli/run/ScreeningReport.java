package stride.cli.run;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import stride.cli.options.EnumNames;
import stride.data.Missing;
import stride.data.Screening;

/** Tells what of a recording is used: as JSON, and in lines for people. */
public final class ScreeningReport {
    private ScreeningReport() {}

    /** All counts, and the neurons that are used as {@code [[first, last], ...]}, both inside. */
    public static JsonObject json(Screening screening) {
        JsonObject json = new JsonObject();
        json.addProperty("nan", EnumNames.label(screening.missing()));
        json.addProperty("neurons_read", screening.neuronsRead());
        json.addProperty("neurons_silent", screening.silent());
        json.addProperty("neurons_constant", screening.constant());
        json.addProperty("neurons_missing", screening.gappy());
        json.addProperty("neurons_used", screening.neurons().length);
        json.add("neurons", runs(screening.neurons()));
        json.addProperty("bins_read", screening.binsRead());
        json.addProperty("bins_dropped", screening.binsLeftOut());
        json.addProperty("bins_dropped_between", screening.binsLeftOutBetween());
        json.addProperty("activity_missing", screening.activityMissing());
        json.addProperty("activity_interpolated", screening.activityFilled());
        json.addProperty("target_missing", screening.targetMissing());
        json.addProperty("target_interpolated", screening.targetFilled());
        return json;
    }

    /** Ascending numbers as {@code [[first, last], ...]}, both inside. */
    static JsonArray runs(int[] numbers) {
        JsonArray runs = new JsonArray();
        for (int i = 0, start = 0; i < numbers.length; i++) {
            if (i + 1 == numbers.length || numbers[i + 1] != numbers[i] + 1) {
                JsonArray run = new JsonArray();
                run.add(numbers[start]);
                run.add(numbers[i]);
                runs.add(run);
                start = i + 1;
            }
        }
        return runs;
    }

    /** One line for neurons, one for values that were filled, one for bins; none where nothing was done. */
    public static List<String> lines(Screening screening) {
        List<String> lines = new ArrayList<>();
        if (screening.neuronsLeftOut() > 0) {
            lines.add(neurons(screening));
        }
        if (screening.activityFilled() + screening.targetFilled() > 0) {
            lines.add("interpolated: %d values of the activity, %d of the target"
                    .formatted(screening.activityFilled(), screening.targetFilled()));
        }
        if (screening.binsLeftOut() > 0) {
            lines.add(bins(screening));
        }
        return lines;
    }

    /** All of {@link #json} in one line. */
    public static String text(JsonObject screening) {
        return "%s of %s neurons used (%s silent, %s constant, %s with missing values), %s of %s bins dropped; missing: %s values of activity, %s of target"
                .formatted(Stream.of(
                                "neurons_used",
                                "neurons_read",
                                "neurons_silent",
                                "neurons_constant",
                                "neurons_missing",
                                "bins_dropped",
                                "bins_read",
                                "activity_missing",
                                "target_missing")
                        .map(screening::get)
                        .toArray());
    }

    private static String neurons(Screening screening) {
        return "%d of %d neurons are left out: %d silent, %d constant, %d with %s"
                .formatted(
                        screening.neuronsLeftOut(),
                        screening.neuronsRead(),
                        screening.silent(),
                        screening.constant(),
                        screening.gappy(),
                        screening.missing() == Missing.DROP ? "missing values" : "no value at all");
    }

    private static String bins(Screening screening) {
        String count = "%d of %d bins are left out: no target, or no activity"
                .formatted(screening.binsLeftOut(), screening.binsRead());
        int between = screening.binsLeftOutBetween();
        return between == 0
                ? count
                : count
                        + "; %d lie between others, so that a gap spans at least its time, but autocorrelations are too low"
                                .formatted(between);
    }
}
