package stride.cli.report.figure;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stride.cli.run.StoredRun;

/** The test error of the best network, ridge and the constant, under each protocol. */
public final class HeadlineFigure {
    /** What bars are, for the sentence under a figure. */
    static final String BARS = " Bars are 95 % intervals over blocks of time, cut off at three times the error.";

    private static final double LONGEST_BAR = 3;

    private static final Map<String, String> MODELS = Map.of("train_mean", "constant", "ridge", "ridge");

    private HeadlineFigure() {}

    /**
     * Draws it.
     *
     * @param headline what {@code headline} of the study's {@code run.json} holds, by protocol
     * @param trials   its trials
     */
    public static Optional<Drawn> of(JsonObject headline, List<JsonObject> trials, String target) {
        List<String> names = List.of("constant", "best network", "ridge");
        Plane plane = new Plane("test RMSE, in units of " + target, "").namesY(names);
        boolean intervals = false;
        for (String protocol : headline.keySet()) {
            String best = headline.getAsJsonObject(protocol).get("network").getAsString();
            List<String> places = new ArrayList<>();
            List<double[]> errors = new ArrayList<>();
            for (JsonObject trial : trials) {
                String directory = trial.get("directory").getAsString();
                String model = directory.equals("trials/" + best)
                        ? "best network"
                        : MODELS.get(trial.get("model").getAsString());
                if (model != null && trial.get("protocol").getAsString().equals(protocol) && !places.contains(model)) {
                    places.add(model);
                    errors.add(new double[] {
                        StoredRun.number(trial, "test_rmse"), StoredRun.number(trial, "test_rmse_low"), barEnd(trial)
                    });
                }
            }
            intervals |= errors.stream().anyMatch(e -> Double.isFinite(e[1]));
            plane.pointsAt(Role.of(protocol), protocol, column(errors, 0), places)
                    .interval(column(errors, 1), column(errors, 2));
        }
        return headline.isEmpty()
                ? Optional.empty()
                : Optional.of(new Drawn(
                        "The headline: what the networks are worth",
                        "The true error on test bins; further left is better. A network as far right as the constant has"
                                + " decoded nothing; one to the right of ridge was not worth its training."
                                + (intervals ? BARS : ""),
                        plane.json()));
    }

    /** Where a trial's bar ends: an interval from a handful of blocks can be ten times its error, and hide all else. */
    static double barEnd(JsonObject trial) {
        return Math.min(StoredRun.number(trial, "test_rmse_high"), LONGEST_BAR * StoredRun.number(trial, "test_rmse"));
    }

    static double[] column(List<double[]> rows, int c) {
        return rows.stream().mapToDouble(row -> row[c]).toArray();
    }
}
