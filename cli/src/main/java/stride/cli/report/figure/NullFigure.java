package stride.cli.report.figure;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stride.cli.run.StoredRun;

/** What chance alone would come to: the same decoder on targets that were shifted in time. */
public final class NullFigure {
    private static final int COLUMNS = 20;

    /** What lies below is counted in the first column. */
    private static final double LOWEST = -2;

    private NullFigure() {}

    /** Draws one entry of {@code null} in a {@code run.json}; nothing where it has no values. */
    public static Optional<Drawn> of(JsonObject entry) {
        double[] values = StoredRun.find(entry, "values").stream()
                .flatMap(array -> array.getAsJsonArray().asList().stream())
                .filter(x -> !x.isJsonNull())
                .mapToDouble(JsonElement::getAsDouble)
                .sorted()
                .toArray();
        double observed = StoredRun.number(entry, "observed");
        if (values.length < 2 || !Double.isFinite(observed)) {
            return Optional.empty();
        }
        // An R2 has no lower bound, and a few extreme ones would leave all others in one column.
        double low = Math.min(Math.max(values[0], LOWEST), values[values.length - 1]);
        double high = values[values.length - 1] > low ? values[values.length - 1] : low + 1;
        double[] edges = new double[COLUMNS + 1];
        Arrays.setAll(edges, i -> low + (high - low) * i / COLUMNS);
        double[] counts = new double[COLUMNS];
        for (double x : values) {
            counts[(int) Math.clamp(COLUMNS * (x - low) / (high - low), 0, COLUMNS - 1.0)]++;
        }
        String statistic = text(entry, "statistic").equals("r2") ? "test R2" : text(entry, "statistic");
        String name = Stream.of("model", "shift", "protocol")
                .map(key -> text(entry, key).replace('_', ' '))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        Plane plane = new Plane(statistic, "shifts").height(300);
        plane.columns(Role.OTHER, "shifted targets", edges, counts);
        plane.markX(Role.SOUND, observed, "observed: %.3g".formatted(observed));
        String caveat = text(entry, "caveat");
        return Optional.of(new Drawn(
                "Null: " + name,
                "The figure of the decoder beside those it gets on %d targets that were shifted in time. A decoder that"
                                .formatted(values.length)
                        + " decodes lies far to the right of them all; among them, it could be slow drift."
                        + (values[0] < low ? " The first column has all those below %.0f as well.".formatted(low) : "")
                        + (caveat.isEmpty() ? "" : " Caveat: " + caveat),
                plane.json()));
    }

    private static String text(JsonObject entry, String name) {
        return StoredRun.find(entry, name)
                .filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsString)
                .orElse("");
    }
}
