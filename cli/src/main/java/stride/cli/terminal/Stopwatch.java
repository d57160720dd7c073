package stride.cli.terminal;

import com.google.gson.JsonObject;

/** Seconds by stage, for the {@code timing} of a run. */
public final class Stopwatch {
    private final long began = System.nanoTime();
    private final JsonObject laps = new JsonObject();
    private long last = began;

    /** Ends a stage, which began where the one before ended. */
    public void lap(String name) {
        long now = System.nanoTime();
        laps.addProperty(name, (now - last) * 1e-9);
        last = now;
    }

    /** The stages so far. */
    public JsonObject laps() {
        return laps.deepCopy();
    }

    /** The stages so far, and {@code total_s}. */
    public JsonObject json() {
        JsonObject timing = laps();
        timing.addProperty("total_s", (System.nanoTime() - began) * 1e-9);
        return timing;
    }
}
