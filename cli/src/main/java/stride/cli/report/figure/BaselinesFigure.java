package stride.cli.report.figure;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import stride.cli.run.StoredRun;

/** A decoder beside its baselines. */
public final class BaselinesFigure {
    private BaselinesFigure() {}

    /**
     * Draws R2 on the test bins of a decoder and of each baseline; nothing where there is none.
     *
     * @param run what {@code run.json} of a trained decoder holds
     */
    public static Optional<Drawn> of(JsonObject run, List<JsonObject> baselines) {
        List<JsonObject> all = new ArrayList<>(List.of(run));
        all.addAll(baselines.stream()
                .filter(b -> Double.isFinite(StoredRun.number(b, "metrics", "test", "r2")))
                .toList());
        if (all.size() < 2) {
            return Optional.empty();
        }
        List<String> names = IntStream.range(0, all.size())
                .mapToObj(i -> i == 0 ? "this decoder" : label(all.get(i)))
                .toList();
        Plane plane = new Plane("test R2", "").namesY(names);
        for (int i = 0; i < all.size(); i++) {
            JsonObject one = all.get(i);
            Role role = i == 0 ? Role.SOUND : role(one);
            plane.pointsAt(
                            role,
                            names.get(i),
                            new double[] {StoredRun.number(one, "metrics", "test", "r2")},
                            List.of(names.get(i)))
                    .interval(
                            new double[] {StoredRun.number(one, "intervals", "test", "r2", "low")},
                            new double[] {StoredRun.number(one, "intervals", "test", "r2", "high")});
        }
        return Optional.of(new Drawn(
                "Beside its baselines",
                "The share of the variance explained in the test bins; further right is better. A decoder must lie clearly to"
                        + " the right of the constant, and to the right of ridge to be worth its training. Persistence"
                        + " repeats the last value of the behaviour itself: it is no decoder, and only shows how slow the"
                        + " behaviour is.",
                plane.json()));
    }

    /** The baseline's own label; what is no decoder is called so. */
    private static String label(JsonObject baseline) {
        String label = StoredRun.find(baseline, "label")
                .or(() -> StoredRun.find(baseline, "model"))
                .map(e -> e.getAsString().replace('_', ' '))
                .orElse("baseline");
        boolean decoder =
                StoredRun.find(baseline, "decoder").map(e -> e.getAsBoolean()).orElse(true);
        return decoder || label.contains("no decoder") ? label : label + " (no decoder)";
    }

    private static Role role(JsonObject baseline) {
        return switch (StoredRun.find(baseline, "model")
                .map(e -> e.getAsString())
                .orElse("")) {
            case "ridge" -> Role.RIDGE;
            case "train_mean" -> Role.CONSTANT;
            default -> Role.OTHER;
        };
    }
}
