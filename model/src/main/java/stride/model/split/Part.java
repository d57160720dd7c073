package stride.model.split;

import java.util.Locale;

/** What a time bin is used for. */
public enum Part {
    /** Everything is fitted on these. */
    TRAIN,
    /** Used for nothing, so that neighbouring parts are not correlated. */
    GAP,
    /** Chooses the epoch and when to stop. */
    VALID,
    /** Judges, and nothing else under the sound protocol. */
    TEST;

    /** The name in files and on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
