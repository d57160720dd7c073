package stride.cli.options;

import com.google.gson.JsonObject;
import java.util.Optional;
import picocli.CommandLine.Option;
import stride.data.ArrayChoice;
import stride.data.Layout;
import stride.model.OptionsException;

/** Which arrays of a recording are meant. */
public final class RecordingArguments {
    @Option(
            names = "--activity",
            paramLabel = "NAME",
            description = "The array of activity, where the layout is not a known one.")
    private String activity;

    @Option(
            names = "--target",
            paramLabel = "[FILE#]NAME[:COLUMNS]",
            description = "The array to predict, and its columns, counted from 0: 2, 2-3 or 0,2.")
    private String target;

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            description = "auto, neurons-by-time or time-by-neurons; auto goes by the target's length.",
            converter = LayoutConverter.class)
    private Layout layout = Layout.AUTO;

    /** Whether an array was named, rather than found by a known layout. */
    public boolean namesArrays() {
        return activity != null || target != null;
    }

    /** What was asked for, as it was written. */
    public JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("activity", activity);
        json.addProperty("target", target);
        json.addProperty("layout", EnumNames.label(layout).replace('_', '-'));
        return json;
    }

    /**
     * What was chosen.
     *
     * @throws OptionsException if the target is written wrongly
     */
    public ArrayChoice choice() {
        try {
            return new ArrayChoice(Optional.ofNullable(activity), Optional.ofNullable(target), layout);
        } catch (IllegalArgumentException e) {
            throw new OptionsException("--target: " + e.getMessage());
        }
    }
}
