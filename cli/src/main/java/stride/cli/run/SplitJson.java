package stride.cli.run;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import stride.cli.options.EnumNames;
import stride.model.decoder.DecoderOptions;
import stride.model.split.Gap;
import stride.model.split.History;
import stride.model.split.Part;
import stride.model.split.Split;
import stride.model.split.SplitOptions;

/** A split as JSON: how it was made, what lies where, and what no window reaches. */
public final class SplitJson {
    private SplitJson() {}

    /**
     * Everything about the split of a decoder: its parts, or those of each fold.
     *
     * @param options with the gap filled in
     * @param folds   one split, or one for each fold
     * @param bins    the number in the recording of each bin of the split
     */
    public static JsonObject of(DecoderOptions options, List<Split> folds, int[] bins) {
        SplitOptions split = options.split();
        Gap gap = split.gap().orElseThrow();
        History history = options.inputs().history();
        JsonObject json = folds.size() == 1 ? parts(folds.getFirst(), history, bins) : folds(folds, history, bins);
        json.addProperty("kind", EnumNames.label(split.kind()));
        json.addProperty("gap_bins", gap.bins());
        json.addProperty("gap_reason", gap.reason());
        json.addProperty("leaky", split.kind().leaky());
        if (split.kind() == SplitOptions.Kind.BLOCKED) {
            json.addProperty("block", split.block(gap.bins()));
        }
        JsonObject window = new JsonObject();
        window.addProperty("before", history.before());
        window.addProperty("after", history.after());
        window.addProperty("acausal", history.acausal());
        json.add("history", window);
        return json;
    }

    private static JsonObject folds(List<Split> folds, History history, int[] bins) {
        JsonArray each = new JsonArray();
        for (int i = 0; i < folds.size(); i++) {
            JsonObject fold = new JsonObject();
            fold.addProperty("fold", i + 1);
            parts(folds.get(i), history, bins).asMap().forEach(fold::add);
            each.add(fold);
        }
        JsonObject json = new JsonObject();
        json.add("folds", each);
        return json;
    }

    /**
     * How many bins each part has, from where to where it lies as {@code [[first, last], ...]}, both inside, and how
     * many of its bins are not used because their window does not lie within it.
     */
    private static JsonObject parts(Split split, History history, int[] bins) {
        JsonObject json = new JsonObject();
        for (Part part : Part.values()) {
            JsonObject described = new JsonObject();
            described.addProperty("bins", split.count(part));
            described.add(
                    "runs",
                    ScreeningReport.runs(
                            IntStream.of(split.bins(part)).map(t -> bins[t]).toArray()));
            if (part != Part.GAP) {
                described.addProperty("without_window", split.count(part) - split.bins(part, history).length);
            }
            json.add(part.label(), described);
        }
        return json;
    }
}
