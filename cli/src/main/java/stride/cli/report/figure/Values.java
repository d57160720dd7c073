package stride.cli.report.figure;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Numbers as a page carries them: as exactly as an eye can tell apart, and not more of them than a screen shows. */
final class Values {
    private static final MathContext DIGITS = new MathContext(5);

    private Values() {}

    static JsonArray json(double... values) {
        JsonArray json = new JsonArray(values.length);
        for (double x : values) {
            json.add(json(x));
        }
        return json;
    }

    static JsonElement json(double x) {
        if (!Double.isFinite(x)) {
            return JsonNull.INSTANCE;
        }
        return x == Math.rint(x) && Math.abs(x) < 1e9
                ? new JsonPrimitive((long) x)
                : new JsonPrimitive(new BigDecimal(x).round(DIGITS));
    }

    static JsonArray json(List<String> texts) {
        JsonArray json = new JsonArray(texts.size());
        texts.forEach(json::add);
        return json;
    }

    /** The mean of each group of {@code width} values; NaN where a group has none that is a number. */
    static double[] means(double[] values, int width) {
        return IntStream.range(0, (values.length + width - 1) / width)
                .mapToDouble(g -> Arrays.stream(values, g * width, Math.min(values.length, (g + 1) * width))
                        .filter(x -> !Double.isNaN(x))
                        .average()
                        .orElse(Double.NaN))
                .toArray();
    }

    /** Some of the values. */
    static double[] at(double[] values, int[] places) {
        return IntStream.of(places).mapToDouble(i -> values[i]).toArray();
    }

    /** At most {@code most} of them, evenly spaced. */
    static int[] thinned(int[] places, int most) {
        return places.length <= most
                ? places
                : IntStream.range(0, most)
                        .map(i -> places[(int) ((long) i * places.length / most)])
                        .toArray();
    }
}
