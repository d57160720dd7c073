package stride.cli.study;

import java.util.Locale;

/** What kind of decoder a row of the study is. */
public enum Model {
    /** A network, trained step by step. */
    NETWORK("network"),
    /** The study's hypothesis, a line, in closed form. */
    LEAST_SQUARES("OLS"),
    /** The same with a penalty. */
    RIDGE("ridge"),
    /** The mean of the train bins, whatever the activity. */
    TRAIN_MEAN("train mean"),
    /** The target's own last value: no decoder, for it sees what is to be decoded. */
    PERSISTENCE("persistence (no decoder)");

    private final String title;

    Model(String title) {
        this.title = title;
    }

    /** Whether activity, and so its components, plays a part. */
    boolean usesActivity() {
        return this != TRAIN_MEAN && this != PERSISTENCE;
    }

    /** The name in a table. */
    public String title() {
        return title;
    }

    /** The name in files. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
