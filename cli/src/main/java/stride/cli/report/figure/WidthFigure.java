package stride.cli.report.figure;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import stride.cli.run.StoredRun;

/** The study's sweep of widths: test error of networks with one hidden layer. */
public final class WidthFigure {
    private static final List<String> PROTOCOLS = List.of("published", "sound");

    private WidthFigure() {}

    /** Draws the networks of one ReLU layer among a study's trials; nothing where there are fewer than two widths. */
    public static Optional<Drawn> of(List<JsonObject> trials, String target) {
        Plane plane = new Plane("hidden units", "test RMSE, in units of " + target);
        boolean any = false;
        boolean seeds = false;
        boolean intervals = false;
        for (String protocol : PROTOCOLS) {
            Map<Integer, List<JsonObject>> byWidth = trials.stream()
                    .filter(trial -> trial.get("protocol").getAsString().equals(protocol))
                    .filter(WidthFigure::oneReluLayer)
                    .collect(Collectors.groupingBy(WidthFigure::width, TreeMap::new, Collectors.toList()));
            if (byWidth.size() < 2) {
                continue;
            }
            any = true;
            seeds |= byWidth.values().stream().anyMatch(same -> same.size() > 1);
            List<double[]> points = byWidth.entrySet().stream()
                    .map(e -> point(e.getKey(), e.getValue()))
                    .toList();
            intervals |= points.stream().anyMatch(p -> Double.isFinite(p[2]));
            plane.line(Role.of(protocol), protocol, HeadlineFigure.column(points, 0), HeadlineFigure.column(points, 1))
                    .interval(HeadlineFigure.column(points, 2), HeadlineFigure.column(points, 3))
                    .dotted();
        }
        markBaselines(plane, trials);
        return any
                ? Optional.of(new Drawn(
                        "Width of the hidden layer",
                        "One ReLU layer of 10 to 360 units: the true error on test bins, with the constant and ridge of the"
                                + " sound protocol. The study read its falling line as learning; of the published networks"
                                + " none comes below the constant. Differences smaller than the bars mean nothing."
                                + (seeds
                                        ? " Points are means over seeds, bars their range."
                                        : intervals ? HeadlineFigure.BARS : ""),
                        plane.json()))
                : Optional.empty();
    }

    private static boolean oneReluLayer(JsonObject trial) {
        return trial.get("model").getAsString().equals("network")
                && trial.get("hidden").getAsJsonArray().size() == 1
                && trial.get("activation").getAsString().equals("relu")
                && trial.has("test_rmse")
                && !trial.get("test_rmse").isJsonNull();
    }

    private static int width(JsonObject trial) {
        return trial.get("hidden").getAsJsonArray().get(0).getAsInt();
    }

    /** Width, error, and from where to where: the interval of one network, the range of several seeds. */
    private static double[] point(int width, List<JsonObject> same) {
        var errors = same.stream()
                .mapToDouble(trial -> trial.get("test_rmse").getAsDouble())
                .summaryStatistics();
        JsonObject only = same.getFirst();
        return same.size() == 1
                ? new double[] {
                    width, errors.getAverage(), StoredRun.number(only, "test_rmse_low"), HeadlineFigure.barEnd(only)
                }
                : new double[] {width, errors.getAverage(), errors.getMin(), errors.getMax()};
    }

    private static void markBaselines(Plane plane, List<JsonObject> trials) {
        for (JsonObject trial : trials) {
            double rmse = StoredRun.number(trial, "test_rmse");
            if (trial.get("protocol").getAsString().equals("sound") && Double.isFinite(rmse)) {
                switch (trial.get("model").getAsString()) {
                    case "train_mean" -> plane.markY(Role.CONSTANT, rmse, "constant");
                    case "ridge" -> plane.markY(Role.RIDGE, rmse, "ridge");
                    default -> {
                        // a network, or least squares
                    }
                }
            }
        }
    }
}
