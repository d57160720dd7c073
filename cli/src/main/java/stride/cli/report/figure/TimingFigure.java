package stride.cli.report.figure;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The time that each stage took. */
public final class TimingFigure {
    private static final Map<String, String> NAMES = Map.of(
            "read_s", "reading and checking",
            "pca_s", "principal components",
            "train_s", "training");

    private TimingFigure() {}

    /** Draws what {@code timing} of a {@code run.json} holds; nothing where it has fewer than two stages. */
    public static Optional<Drawn> of(JsonObject timing) {
        List<String> stages = timing.keySet().stream()
                .filter(name -> name.endsWith("_s") && !name.equals("total_s"))
                .toList();
        if (stages.size() < 2) {
            return Optional.empty();
        }
        List<String> names = stages.stream()
                .map(stage -> NAMES.getOrDefault(
                        stage, stage.substring(0, stage.length() - 2).replace('_', ' ')))
                .toList();
        Plane plane = new Plane("seconds", "").namesY(names);
        double[] seconds = stages.stream()
                .mapToDouble(stage -> timing.get(stage).getAsDouble())
                .toArray();
        plane.bars(Role.OTHER, "seconds", new double[seconds.length], seconds, names);
        return Optional.of(new Drawn(
                "Time per stage",
                "Where the time went, on this machine; a run that was interrupted tells of its last process alone.",
                plane.json()));
    }
}
