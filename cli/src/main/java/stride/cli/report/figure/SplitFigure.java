package stride.cli.report.figure;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which bins do what: a line for each split. */
public final class SplitFigure {
    /** A split into more pieces would be drawn as a haze. */
    private static final int MOST_PIECES = 2000;

    private static final List<String> PARTS = List.of("train", "gap", "valid", "test");

    private SplitFigure() {}

    /**
     * Draws splits; nothing if there is none that can be drawn.
     *
     * @param splits what a {@code run.json} tells of each, by name; of several folds each has a line
     */
    public static Optional<Drawn> of(Map<String, JsonObject> splits) {
        Map<String, JsonObject> lines = new LinkedHashMap<>();
        splits.forEach((name, split) -> {
            if (split.get("folds") instanceof JsonArray folds) {
                for (int i = 0; i < folds.size(); i++) {
                    lines.put(
                            "%sfold %d".formatted(name.isEmpty() ? "" : name + ", ", i + 1),
                            folds.get(i).getAsJsonObject());
                }
            } else {
                lines.put(name.isEmpty() ? "bins" : name, split);
            }
        });
        Plane plane = new Plane("time bin", "").namesY(List.copyOf(lines.keySet()));
        int pieces = 0;
        for (String part : PARTS) {
            pieces += add(plane, part, lines);
        }
        if (pieces == 0 || pieces > MOST_PIECES) {
            return Optional.empty();
        }
        return Optional.of(new Drawn(
                "The split",
                "What each bin is used for. Good splits keep test bins in stretches much longer than the behaviour's own"
                        + " time, with gaps between parts; without gaps, or with parts mixed bin by bin, test bins are"
                        + " nearly copies of train bins.",
                plane.json()));
    }

    private static int add(Plane plane, String part, Map<String, JsonObject> lines) {
        List<Double> from = new ArrayList<>();
        List<Double> to = new ArrayList<>();
        List<String> names = new ArrayList<>();
        lines.forEach((name, split) -> {
            if (split.get(part) instanceof JsonObject described && described.get("runs") instanceof JsonArray runs) {
                for (JsonElement run : runs) {
                    from.add(run.getAsJsonArray().get(0).getAsDouble());
                    to.add(run.getAsJsonArray().get(1).getAsDouble() + 1);
                    names.add(name);
                }
            }
        });
        if (!from.isEmpty()) {
            plane.bars(Role.of(part), part.equals("valid") ? "validation" : part, numbers(from), numbers(to), names);
        }
        return from.size();
    }

    private static double[] numbers(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
