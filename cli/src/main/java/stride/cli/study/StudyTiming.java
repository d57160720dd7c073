package stride.cli.study;

import com.google.gson.JsonObject;
import java.util.List;
import stride.cli.terminal.Stopwatch;

/** The {@code timing} of a run with many trials. */
public final class StudyTiming {
    private StudyTiming() {}

    /** Seconds by stage; the optimizer steps of all networks together, and the mean time of one. */
    public static JsonObject of(Stopwatch watch, List<StudyResult> results) {
        long steps = 0;
        double microseconds = 0;
        for (StudyResult result : results) {
            JsonObject own = result.run().getAsJsonObject("timing");
            if (own != null && own.has("steps")) {
                steps += own.get("steps").getAsLong();
                microseconds +=
                        own.get("steps").getAsLong() * own.get("us_per_step").getAsDouble();
            }
        }
        JsonObject timing = watch.json();
        if (steps > 0) {
            timing.addProperty("steps", steps);
            timing.addProperty("us_per_step", microseconds / steps);
        }
        return timing;
    }
}
