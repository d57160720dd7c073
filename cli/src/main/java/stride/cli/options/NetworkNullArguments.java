package stride.cli.options;

import com.google.gson.JsonObject;
import picocli.CommandLine.Option;

/** The null of a network, which takes as long as training it so many times. */
public final class NetworkNullArguments {
    @Option(
            names = "--null-networks",
            paramLabel = "SHIFTS",
            description = "Train the network anew on so many circular shifts of the target (default: 0).")
    private int shifts;

    /** So many, checked. */
    public int shifts() {
        return NullArguments.checked("--null-networks", shifts);
    }

    /** Adds them to what a run is asked for. */
    public void addTo(JsonObject asked) {
        asked.addProperty("null_networks", shifts());
    }
}
