package stride.cli.run;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.EnumSet;
import java.util.Set;
import stride.cli.options.EnumNames;
import stride.model.decoder.DecoderOptions;
import stride.model.network.Selection;
import stride.model.split.SplitOptions;

/** A way by which the test bins have a part in what they judge. */
public enum Leak {
    /** Test bins have neighbours among the train bins. */
    SPLIT("a random split puts test bins between train bins that are nearly the same;"
            + " its figures do not measure decoding; use --split chronological, blocked or kfold"),
    /** What the inputs are made of. */
    COMPONENTS("the components were fitted on the test bins as well; use --pca-fit train"),
    /** When training ended. */
    EPOCH("the epoch was chosen by its loss on the test bins, whose figures therefore flatter; use --select valid");

    private final String reason;

    Leak(String reason) {
        this.reason = reason;
    }

    /** Those of a network. */
    public static Set<Leak> of(DecoderOptions options) {
        boolean tested = options.split().kind() != SplitOptions.Kind.NONE;
        return of(
                options.split().kind().leaky(),
                tested && options.inputs().fitOnAll() && options.inputs().pca() > 0,
                options.training().select() == Selection.TEST);
    }

    /** Those of a decoder by the options that are stored with it, as {@link Json} names them, if they are there. */
    public static Set<Leak> of(JsonObject stored) {
        String split = text(stored, "split");
        return of(
                split.equals(EnumNames.label(SplitOptions.Kind.RANDOM)),
                !split.equals(EnumNames.label(SplitOptions.Kind.NONE))
                        && text(stored, "pca_fit").equals("all")
                        && !text(stored, "pca").equals("0"),
                text(stored, "select").equals(Selection.TEST.label()));
    }

    private static Set<Leak> of(boolean split, boolean components, boolean epoch) {
        Set<Leak> leaks = EnumSet.noneOf(Leak.class);
        if (split) {
            leaks.add(SPLIT);
        }
        if (components) {
            leaks.add(COMPONENTS);
        }
        if (epoch) {
            leaks.add(EPOCH);
        }
        return leaks;
    }

    private static String text(JsonObject stored, String name) {
        return stored.get(name) instanceof JsonPrimitive value ? value.getAsString() : "";
    }

    /**
     * Those of what stands beside a network under the same options, and has no epochs.
     *
     * @param seesInputs whether it has the network's inputs
     */
    public static Set<Leak> beside(DecoderOptions options, boolean seesInputs) {
        Set<Leak> leaks = of(options);
        leaks.remove(EPOCH);
        if (!seesInputs) {
            leaks.remove(COMPONENTS);
        }
        return leaks;
    }

    /** What a reader must know of it, and the remedy. */
    public String warning() {
        return "LEAKY: " + reason;
    }
}
