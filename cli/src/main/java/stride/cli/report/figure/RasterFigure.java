package stride.cli.report.figure;

import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.Optional;
import stride.cli.run.StoredPredictions;

/** All activity as a picture, with the behaviour above it. */
public final class RasterFigure {
    private RasterFigure() {}

    /**
     * Draws it.
     *
     * @param overview what {@code overview.json} holds
     */
    public static Optional<Drawn> of(JsonObject overview, StoredPredictions predictions, String target, int neurons) {
        if (!(overview.get("raster") instanceof JsonObject raster)) {
            return Optional.empty();
        }
        int bins = predictions.bins().length;
        int columns = raster.get("columns").getAsInt();
        int rows = raster.get("rows").getAsInt();
        JsonObject drawing = raster.deepCopy();
        drawing.addProperty("kind", "raster");
        drawing.addProperty("bins", bins);
        drawing.addProperty("neurons", neurons);
        drawing.addProperty("target", target);
        double[] behaviour = new double[columns];
        Arrays.setAll(behaviour, c -> mean(predictions.actual(), first(c, bins, columns), first(c + 1, bins, columns)));
        drawing.add("behaviour", Values.json(behaviour));
        boolean sorted = overview.get("sorted").getAsBoolean();
        String order = sorted
                ? "sorted by their weight in the first principal component, the largest at the top"
                : "in the recording's order";
        return Optional.of(new Drawn(
                "Activity",
                ("%,d neurons, %s, over %,d bins, with the behaviour above: each cell is the mean z-score of up to %d neurons"
                                + " and %d bins. Stripes that follow the behaviour are what a decoder can use; a sudden change"
                                + " of the whole picture, or drift from left to right, is what makes it fail later on.")
                        .formatted(neurons, order, bins, (neurons + rows - 1) / rows, (bins + columns - 1) / columns),
                drawing));
    }

    private static int first(int column, int bins, int columns) {
        return (int) (((long) column * bins + columns - 1) / columns);
    }

    private static double mean(double[] values, int from, int to) {
        return Arrays.stream(values, from, to)
                .filter(x -> !Double.isNaN(x))
                .average()
                .orElse(Double.NaN);
    }
}
