package stride.model.file;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import stride.model.decoder.Decoder;
import stride.model.split.Part;
import stride.model.split.Split;

/**
 * A decoder read back from its file, with what the file tells of how it was made. The file is not trusted: whatever is
 * wrong with it is a {@link ModelFileException}.
 */
public final class SavedDecoder {
    private final String name;
    private final Decoder decoder;
    private final Safetensors file;
    private final int neuronsRead;
    private final int[] neurons;

    private SavedDecoder(String name, Decoder decoder, Safetensors file, int neuronsRead, int[] neurons) {
        this.name = name;
        this.decoder = decoder;
        this.file = file;
        this.neuronsRead = neuronsRead;
        this.neurons = neurons;
    }

    /**
     * Reads a file that a run left.
     *
     * @throws ModelFileException if it can't be read, or is none
     */
    public static SavedDecoder read(Path path) {
        String name = path.toString();
        Safetensors file;
        try {
            file = Safetensors.read(path);
        } catch (NoSuchFileException e) {
            throw new ModelFileException(name + ": no such file; name a run's folder or its model.safetensors");
        } catch (IOException e) {
            throw new ModelFileException("%s: can't be read: %s".formatted(name, e.getMessage()));
        }
        JsonObject options = object(name, file, "stride.options");
        Decoder decoder = new DecoderTensors(name, file, options).decoder();
        int inputs = DecoderTensors.neurons(decoder);
        JsonObject screening = object(name, file, "stride.screening");
        int neuronsRead = number(name, screening, "neurons_read");
        int[] neurons = Runs.numbers(name, screening.get("neurons"), neuronsRead, inputs);
        if (neurons.length != inputs) {
            throw new ModelFileException("%s: stride.screening names %d neurons, but the decoder takes %d"
                    .formatted(name, neurons.length, inputs));
        }
        return new SavedDecoder(name, decoder, file, neuronsRead, neurons);
    }

    private static JsonObject object(String name, Safetensors file, String key) {
        String text = file.metadata().get(key);
        try {
            if (text != null && JsonParser.parseString(text) instanceof JsonObject object) {
                return object;
            }
        } catch (JsonParseException e) {
            // said below
        }
        throw new ModelFileException(
                "%s: its metadata lack %s as a JSON object; name a model that Stride saved".formatted(name, key));
    }

    private static int number(String name, JsonObject json, String key) {
        try {
            return json.get(key).getAsBigDecimal().intValueExact();
        } catch (RuntimeException e) { // Gson and BigDecimal each have several for "that is no whole number"
            throw new ModelFileException("%s: its metadata lack a whole number for %s".formatted(name, key));
        }
    }

    /** The file, for messages. */
    public String name() {
        return name;
    }

    /** The decoder itself. */
    public Decoder decoder() {
        return decoder;
    }

    /** Its inputs, by their numbers in the recording that it was fitted on, ascending. */
    public int[] neurons() {
        return neurons.clone();
    }

    /** The neurons that this recording had, those left out included. */
    public int neuronsRead() {
        return neuronsRead;
    }

    /** The options that it was fitted with, as its file has them. */
    public JsonObject options() {
        return object(name, file, "stride.options");
    }

    /** Whether it was fitted on data with this SHA-256, whichever of its arrays, and in whatever bins. */
    public boolean fittedOn(String sha256) {
        return sha256.equals(file.metadata().get("stride.sha256"));
    }

    /** The bins that the recording had that it was fitted on, those left out included. */
    public int binsRead() {
        return number(name, object(name, file, "stride.screening"), "bins_read");
    }

    /**
     * Whether it was fitted on the same values with another choice of neurons, so that its weights may be of others.
     * False for a file that does not tell.
     *
     * @param activity the SHA-256 of each file that the recording's activity is read from, that of its values first
     */
    public boolean fittedOnAnotherChoice(List<String> activity) {
        String before = file.metadata().getOrDefault("stride.activity", "");
        return !activity.isEmpty()
                && before.startsWith(activity.getFirst())
                && !before.equals(String.join(",", activity));
    }

    /**
     * How the bins of the recording that it was fitted on were split; those that no part names are a gap. Empty for a
     * file that does not tell.
     *
     * @param bins bins of that recording
     */
    public Optional<Split> split(int bins) {
        if (!file.metadata().containsKey("stride.split")) {
            return Optional.empty();
        }
        JsonObject parts = object(name, file, "stride.split");
        Part[] split = new Part[bins];
        Arrays.fill(split, Part.GAP);
        for (Part part : Part.values()) {
            if (parts.get(part.label()) instanceof JsonObject described) {
                for (int bin : Runs.numbers(name, described.get("runs"), bins, bins)) {
                    split[bin] = part;
                }
            }
        }
        return Optional.of(Split.of(split));
    }
}
