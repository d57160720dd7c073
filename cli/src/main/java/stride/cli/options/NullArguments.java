package stride.cli.options;

import com.google.gson.JsonObject;
import picocli.CommandLine.Option;
import stride.model.OptionsException;

/** What a result is to be compared with where there is nothing to decode. */
public final class NullArguments {
    private static final int SHIFTS = 100;
    private static final int FEWEST = 20;
    private static final int MOST = 10_000;

    @Option(
            names = "--null",
            paramLabel = "SHIFTS",
            description =
                    "Fit ridge to so many shifts of the target in time, circular and linear; 0: none (default: 100,"
                            + " where that takes seconds).")
    private Integer ridge;

    /** Shifts for ridge, checked. */
    public int ridge() {
        return ridge == null ? SHIFTS : checked("--null", ridge);
    }

    /** Refuses what is out of range. */
    public void check() {
        ridge();
    }

    /** Whether they were asked for, however long they take. */
    public boolean asked() {
        return ridge != null;
    }

    static int checked(String option, int shifts) {
        if (shifts != 0 && (shifts < FEWEST || shifts > MOST)) {
            throw new OptionsException(
                    "%s %d: 0, or from %d to %d; fewer say nothing of 95 %%".formatted(option, shifts, FEWEST, MOST));
        }
        return shifts;
    }

    /** Adds them to what a run is asked for. */
    public void addTo(JsonObject asked) {
        asked.addProperty("null", ridge == null ? "auto" : String.valueOf(ridge()));
    }
}
