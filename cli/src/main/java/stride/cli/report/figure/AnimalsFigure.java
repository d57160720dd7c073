package stride.cli.report.figure;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import stride.cli.run.StoredRun;

/** Decoders across recordings: the mean with its interval, and each recording. */
public final class AnimalsFigure {
    private static final int MOST = 30;

    private AnimalsFigure() {}

    /**
     * Draws the best decoders by their mean; nothing where there is none.
     *
     * @param decoders what {@code decoders} of the {@code run.json} of several recordings holds
     */
    public static Optional<Drawn> of(List<JsonObject> decoders) {
        List<JsonObject> shown = decoders.stream()
                .filter(d -> Double.isFinite(mean(d)))
                .sorted(Comparator.comparingDouble(d -> -mean(d)))
                .limit(MOST)
                .toList();
        if (shown.isEmpty()) {
            return Optional.empty();
        }
        List<String> names = shown.stream().map(AnimalsFigure::name).toList();
        List<String> places = new ArrayList<>();
        List<Double> each = new ArrayList<>();
        for (JsonObject decoder : shown) {
            StoredRun.find(decoder, "test_r2", "each").stream()
                    .flatMap(array -> array.getAsJsonArray().asList().stream())
                    .filter(x -> !x.isJsonNull())
                    .forEach(x -> {
                        places.add(name(decoder));
                        each.add(x.getAsDouble());
                    });
        }
        Plane plane = new Plane("test R2", "").namesY(names).height(110 + 24 * names.size());
        plane.pointsAt(
                Role.OTHER,
                "each recording",
                each.stream().mapToDouble(Double::doubleValue).toArray(),
                places);
        plane.pointsAt(
                        Role.SOUND,
                        "mean",
                        shown.stream().mapToDouble(AnimalsFigure::mean).toArray(),
                        names)
                .interval(end(shown, 0), end(shown, 1));
        return Optional.of(new Drawn(
                "Decoders across recordings",
                "The mean over recordings with its 95 % interval, and each recording by itself; further right is better."
                        + " A decoder that is good has all its points to the right; points far apart say that recordings"
                        + " differ more than decoders do."
                        + (shown.size() < decoders.size()
                                ? " The best %d of %d are drawn.".formatted(shown.size(), decoders.size())
                                : ""),
                plane.json()));
    }

    private static String name(JsonObject decoder) {
        return decoder.get("decoder").getAsString();
    }

    private static double mean(JsonObject decoder) {
        return StoredRun.number(decoder, "test_r2", "mean");
    }

    private static double[] end(List<JsonObject> decoders, int end) {
        return decoders.stream()
                .mapToDouble(d -> StoredRun.find(d, "test_r2", "interval")
                        .map(i -> i.getAsJsonArray().get(end))
                        .filter(x -> !x.isJsonNull())
                        .map(JsonElement::getAsDouble)
                        .orElse(Double.NaN))
                .toArray();
    }
}
