package stride.model.network;

import java.util.Locale;

/** Which epoch's weights are kept. */
public enum Selection {
    /** The last one's. */
    LAST,
    /** Those of the lowest loss on the validation bins. */
    VALID,
    /** Those of the lowest loss on the test bins, as the published study did: the test bins then judge nothing. */
    TEST;

    /** The name in files and on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
