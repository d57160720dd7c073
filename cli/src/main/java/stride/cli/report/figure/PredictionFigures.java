package stride.cli.report.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import stride.cli.run.StoredPredictions;

/**
 * Predictions beside what really happened: over time, against each other, and what is left between them.
 *
 * @param target what is decoded
 */
public record PredictionFigures(String target, List<Decoded> decoders) {
    /** Bins that are drawn one by one; of a longer recording neighbours are averaged. */
    private static final int MOST_BINS = 8000;

    private static final int MOST_POINTS = 3000;

    /** Of a split into more stretches than this the bands would be a haze. */
    private static final int MOST_BANDS = 200;

    /**
     * The predictions of one decoder.
     *
     * @param role   the protocol's or model's name, which gives the colour
     * @param hidden whether they are only drawn when their name is clicked: of many lines none can be seen
     */
    public record Decoded(String name, String role, StoredPredictions predictions, boolean hidden) {
        /** Some that are drawn at once. */
        public Decoded(String name, String role, StoredPredictions predictions) {
            this(name, role, predictions, false);
        }
    }

    /** Predictions over time. */
    public Drawn overTime() {
        StoredPredictions first = decoders.getFirst().predictions();
        int width = (first.bins().length + MOST_BINS - 1) / MOST_BINS;
        double[] bins = Values.means(first.bins(), width);
        Plane plane = new Plane("time bin", target).height(420);
        List<StoredPredictions.Stretch> stretches = first.stretches();
        boolean banded = stretches.size() <= MOST_BANDS;
        for (StoredPredictions.Stretch stretch : banded ? stretches : List.<StoredPredictions.Stretch>of()) {
            plane.band(role(stretch.part()), first.bins()[stretch.first()], first.bins()[stretch.last()] + 1);
        }
        plane.line(Role.ACTUAL, "actual", bins, Values.means(first.actual(), width));
        for (Decoded decoded : decoders) {
            plane.line(
                            Role.of(decoded.role()),
                            decoded.name(),
                            bins,
                            Values.means(decoded.predictions().predicted(), width))
                    .hidden(decoded.hidden());
        }
        return new Drawn(
                "Predicted and actual over time",
                "A good decoder follows the actual line in the test bins as closely as in the train bins; one that only"
                        + " follows it in the train bins has learned them by heart, and a flat line decodes nothing."
                        + (banded
                                ? " Bands show what each bin is used for" + folds(first) + "."
                                : " The split changes from bin to bin, so its bands are left out.")
                        + (decoders.stream().anyMatch(Decoded::hidden)
                                ? " A click on a name shows or hides its line."
                                : "")
                        + (width > 1 ? " Each point is the mean of %d bins.".formatted(width) : ""),
                plane.json());
    }

    private static String folds(StoredPredictions predictions) {
        return predictions.folds().isEmpty() ? "" : "; every fold is predicted by the decoder that did not see it";
    }

    private static Role role(String part) {
        return part.startsWith("fold ")
                ? Integer.parseInt(part.substring(5)) % 2 == 1 ? Role.TEST : Role.VALID
                : Role.of(part);
    }

    /** Predicted against actual, in the test bins. */
    public Optional<Drawn> against() {
        Plane plane = new Plane("actual " + target, "predicted").square().height(520);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        boolean thinned = false;
        for (Decoded decoded : decoders) {
            StoredPredictions predictions = decoded.predictions();
            int[] test = predictions.places("test");
            int[] shown = Values.thinned(test, MOST_POINTS);
            thinned |= shown.length < test.length;
            double[] x = Values.at(predictions.actual(), shown);
            double[] y = Values.at(predictions.predicted(), shown);
            for (int i = 0; i < x.length; i++) {
                low = Math.min(low, Math.min(x[i], y[i]));
                high = Math.max(high, Math.max(x[i], y[i]));
            }
            plane.points(Role.of(decoded.role()), decoded.name(), x, y).many().hidden(decoded.hidden());
        }
        if (low > high) {
            return Optional.empty();
        }
        double[] ends = {low, high};
        plane.line(Role.ACTUAL, "perfect", ends, ends).dashed();
        return Optional.of(new Drawn(
                "Predicted against actual, test bins",
                "Each point is a test bin. Good points lie along the dashed line; a cloud that lies flat says that the"
                        + " prediction does not change with the behaviour." + thinning(thinned),
                plane.json()));
    }

    /** What is left, in the test bins. */
    public Optional<Drawn> residuals() {
        Plane plane = new Plane("predicted " + target, "actual - predicted");
        boolean any = false;
        boolean thinned = false;
        for (Decoded decoded : decoders) {
            StoredPredictions predictions = decoded.predictions();
            int[] test = predictions.places("test");
            int[] shown = Values.thinned(test, MOST_POINTS);
            thinned |= shown.length < test.length;
            any |= shown.length > 0;
            double[] left = IntStream.of(shown)
                    .mapToDouble(i -> predictions.actual()[i] - predictions.predicted()[i])
                    .toArray();
            plane.points(Role.of(decoded.role()), decoded.name(), Values.at(predictions.predicted(), shown), left)
                    .many()
                    .hidden(decoded.hidden());
        }
        plane.markY(Role.ACTUAL, 0, "");
        return any
                ? Optional.of(new Drawn(
                        "Residuals, test bins",
                        "What the prediction misses, by what was predicted. Good residuals are small and lie evenly around"
                                + " zero everywhere; a slope or a curve is behaviour that the decoder could still learn, and"
                                + " points far above zero are bouts that it misses." + thinning(thinned),
                        plane.json()))
                : Optional.empty();
    }

    private static String thinning(boolean thinned) {
        return thinned ? " %,d evenly spaced bins are drawn.".formatted(MOST_POINTS) : "";
    }

    /** All of them that there are. */
    public List<Drawn> all() {
        List<Drawn> figures = new ArrayList<>(List.of(overTime()));
        against().ifPresent(figures::add);
        residuals().ifPresent(figures::add);
        return figures;
    }
}
