package stride.cli.run;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import stride.data.Recording;
import stride.model.decoder.Outcome;
import stride.model.decoder.Prepared;
import stride.model.overview.NeuronWeights;
import stride.model.overview.Overview;
import stride.model.overview.Raster;

/**
 * What a report's figures need of a recording, kept in the run so that it can be drawn anew without the recording: in
 * {@code overview.json}, or one file for each fit of components in {@code overviews}; and each neuron's weight in a
 * decoder in {@code weights.json}. Long arrays are base64 of little-endian float32, or of bytes.
 */
public final class OverviewFile {
    /** Its name in the run of one decoder. */
    public static final String NAME = "overview.json";

    /** The folder of several in a study or a sweep. */
    public static final String FOLDER = "overviews";

    /** Of each decoder's directory. */
    public static final String WEIGHTS = "weights.json";

    /** Cells beyond these shares of all are drawn as the outermost colours. */
    private static final double DARKEST = 0.01;

    private static final double BRIGHTEST = 0.99;

    private OverviewFile() {}

    /**
     * Reads all activity once more.
     *
     * @param trials the directories of the decoders that were fitted on these inputs
     */
    public static JsonObject overview(Recording recording, Prepared prepared, List<String> trials) {
        Overview overview = Overview.of(recording.activity(), prepared);
        JsonObject json = new JsonObject();
        json.add("trials", Json.texts(trials));
        json.addProperty("sorted", prepared.pca().isPresent());
        json.add("raster", raster(overview.raster()));
        overview.variance().ifPresent(v -> {
            JsonObject variance = new JsonObject();
            variance.add("fitted", shares(v.fitted()));
            variance.add("test", shares(v.test()));
            json.add("variance", variance);
        });
        recording.positions().ifPresent(p -> json.addProperty("positions", base64(p.data())));
        return json;
    }

    private static JsonArray shares(double[] values) {
        JsonArray json = new JsonArray(values.length);
        for (double x : values) {
            json.add((float) x); // more digits tell nothing, and take their place
        }
        return json;
    }

    private static JsonObject raster(Raster raster) {
        float[] sorted = raster.values().clone();
        Arrays.sort(sorted);
        float low = sorted[(int) (DARKEST * (sorted.length - 1))];
        float high = sorted[(int) (BRIGHTEST * (sorted.length - 1))];
        byte[] shades = new byte[sorted.length];
        for (int i = 0; i < shades.length; i++) {
            float share = high > low ? (raster.values()[i] - low) / (high - low) : 0;
            shades[i] = (byte) Math.round(255 * Math.clamp(share, 0, 1));
        }
        JsonObject json = new JsonObject();
        json.addProperty("rows", raster.rows());
        json.addProperty("columns", raster.columns());
        json.addProperty("low", low);
        json.addProperty("high", high);
        json.addProperty("values", Base64.getEncoder().encodeToString(shades));
        return json;
    }

    /**
     * The weights of each neuron in the first output; of several folds, in the first fold's decoder. Nothing of what is no
     * decoder.
     */
    public static Optional<JsonObject> weights(Outcome outcome) {
        Outcome.Fold first = outcome.first();
        return first.trial().decoder().map(decoder -> {
            JsonObject json = new JsonObject();
            json.addProperty("weights", base64(NeuronWeights.of(first.prepared(), decoder, 0)));
            return json;
        });
    }

    private static String base64(float[] values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(values.length, 4)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    /** The numbers that were written so. */
    public static double[] numbers(String base64) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
        return IntStream.range(0, bytes.capacity() / 4)
                .mapToDouble(i -> bytes.getFloat(4 * i))
                .toArray();
    }
}
