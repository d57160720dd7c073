package stride.cli.report.figure;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import stride.cli.run.StoredRun;

/** What the choices of a sweep are worth. */
public final class GridFigures {
    /** Of a sweep over more options the first are drawn; the table has all. */
    private static final int MOST_OPTIONS = 6;

    private GridFigures() {}

    /**
     * One figure of validation against test, and one for each option that was varied.
     *
     * @param grid   the values of each option, as {@code run.json} has them
     * @param trials those that succeeded
     * @param best   the directory of the best on validation; empty where there is none
     */
    public static List<Drawn> of(JsonObject grid, List<JsonObject> trials, String best, String target) {
        List<Drawn> figures = new ArrayList<>();
        if (trials.size() > 1 && trials.stream().anyMatch(t -> Double.isFinite(valid(t)))) {
            figures.add(validation(trials, best, target));
        }
        grid.keySet().stream()
                .filter(option -> grid.get(option) instanceof JsonArray values && values.size() > 1)
                .limit(MOST_OPTIONS)
                .map(option -> option(option, trials, target))
                .forEach(figures::add);
        return figures;
    }

    private static Drawn validation(List<JsonObject> trials, String best, String target) {
        Plane plane = new Plane("validation RMSE, in units of " + target, "test RMSE");
        List<JsonObject> others =
                trials.stream().filter(trial -> !directory(trial).equals(best)).toList();
        add(plane, Role.OTHER, "trials", others);
        add(
                plane,
                Role.SOUND,
                "best on validation",
                trials.stream().filter(trial -> directory(trial).equals(best)).toList());
        return new Drawn(
                "Validation against test",
                "Each point is a trial; lower left is better. Points along a rising line say that validation chooses well;"
                        + " a cloud without direction says that the choices differ less than chance does.",
                plane.json());
    }

    private static void add(Plane plane, Role role, String name, List<JsonObject> trials) {
        if (!trials.isEmpty()) {
            plane.points(
                            role,
                            name,
                            trials.stream().mapToDouble(GridFigures::valid).toArray(),
                            trials.stream().mapToDouble(GridFigures::test).toArray())
                    .hover(trials.stream().map(GridFigures::directory).toList());
        }
    }

    private static Drawn option(String option, List<JsonObject> trials, String target) {
        boolean validated = trials.stream().anyMatch(t -> Double.isFinite(valid(t)));
        List<String> values = trials.stream().map(t -> value(t.get(option))).toList();
        Plane plane = new Plane("--" + option.replace('_', '-'), (validated ? "validation" : "test") + " RMSE")
                .namesX(values.stream().distinct().toList());
        plane.pointsOver(
                        Role.OTHER,
                        "trials",
                        values,
                        trials.stream()
                                .mapToDouble(validated ? GridFigures::valid : GridFigures::test)
                                .toArray())
                .hover(trials.stream().map(GridFigures::directory).toList());
        return new Drawn(
                "What --%s does".formatted(option.replace('_', '-')),
                "Each point is a trial, in units of %s; lower is better. A value that is better whatever the other options are"
                                .formatted(target)
                        + " has all its points low; values whose points cover the same heights do not matter here.",
                plane.json());
    }

    private static String value(JsonElement value) {
        if (value == null || value.isJsonNull()) {
            return "none";
        }
        return value.isJsonPrimitive() ? value.getAsString() : value.toString().replaceAll("[\\[\\]\"]", "");
    }

    private static String directory(JsonObject trial) {
        return trial.get("directory").getAsString();
    }

    private static double valid(JsonObject trial) {
        return Math.sqrt(StoredRun.number(trial, "valid_mse"));
    }

    private static double test(JsonObject trial) {
        return StoredRun.number(trial, "test_rmse");
    }
}
