package stride.model.file;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import stride.engine.Activation;
import stride.engine.Matrix;
import stride.model.OptionsException;
import stride.model.Standardizer;
import stride.model.decoder.Decoder;
import stride.model.network.Mlp;
import stride.model.pca.Pca;
import stride.model.split.History;

/** Makes a decoder of the tensors in a file, each checked for shape and sense. */
final class DecoderTensors {
    private static final List<String> NAMES = List.of(
            "pca.mean",
            "pca.components",
            "pca.explained_variance",
            "input.mean",
            "input.scale",
            "target.mean",
            "target.scale",
            "output.minimum");

    private final String name;
    private final Map<String, Tensor> tensors;
    private final Safetensors file;
    private final JsonObject options;

    DecoderTensors(String name, Safetensors file, JsonObject options) {
        this.name = name;
        this.file = file;
        this.tensors = file.tensors();
        this.options = options;
    }

    /** The neurons that a decoder takes. */
    static int neurons(Decoder decoder) {
        return decoder.pca()
                .map(p -> p.mean().length)
                .orElse(decoder.network().inputs() / decoder.history().length());
    }

    Decoder decoder() {
        String format = file.metadata().get("stride.format");
        if (!DecoderFile.FORMAT.equals(format)) {
            throw refused("its metadata have stride.format %s, not %s; use the version of Stride that saved it"
                    .formatted(format, DecoderFile.FORMAT));
        }
        tensors.forEach(this::requireKnownAndFinite);
        Mlp network = DecoderFile.network(name, file, activation());
        History history = history();
        if (network.inputs() % history.length() != 0) {
            throw refused("a network of %d inputs can't see windows of %d bins"
                    .formatted(network.inputs(), history.length()));
        }
        int inputs = network.inputs() / history.length();
        return new Decoder(
                pca(inputs),
                scaler("input", inputs),
                history,
                scaler("target", network.outputs()),
                network,
                nonNegative(network.outputs()));
    }

    private History history() {
        try {
            return History.parse(file.metadata().getOrDefault("stride.history", "0"));
        } catch (OptionsException e) {
            throw refused("in its metadata, stride.history: " + e.getMessage());
        }
    }

    private void requireKnownAndFinite(String tensor, Tensor values) {
        if (!NAMES.contains(tensor) && !tensor.startsWith("mlp.")) {
            throw refused("%s is no tensor of a decoder that this version of Stride knows".formatted(tensor));
        }
        DecoderFile.requireFinite(name, tensor, values);
    }

    /** Closed forms have a single layer and no activation. */
    private Activation activation() {
        if (!options.has("activation") && !tensors.containsKey("mlp.1.weight")) {
            return Activation.IDENTITY;
        }
        String label = options.get("activation") instanceof JsonPrimitive text ? text.getAsString() : "";
        return Arrays.stream(Activation.values())
                .filter(a -> a.name().toLowerCase(Locale.ROOT).equals(label))
                .findFirst()
                .orElseThrow(() -> refused("its options have the activation '%s', which is none".formatted(label)));
    }

    private Optional<Pca> pca(int inputs) {
        if (NAMES.stream().noneMatch(n -> n.startsWith("pca.") && tensors.containsKey(n))) {
            return Optional.empty();
        }
        float[] mean = vector("pca.mean", -1);
        Tensor components = tensor("pca.components", List.of(inputs, mean.length));
        float[] variance = vector("pca.explained_variance", inputs);
        double[] wide = new double[variance.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = variance[i];
            if (wide[i] < 0) {
                throw refused("pca.explained_variance is %s at %d".formatted(wide[i], i));
            }
        }
        Matrix rows = new Matrix(inputs, mean.length, components.values());
        return Optional.of(new Pca(mean, rows, wide, Double.NaN));
    }

    private Optional<Standardizer> scaler(String which, int columns) {
        if (!tensors.containsKey(which + ".mean") && !tensors.containsKey(which + ".scale")) {
            return Optional.empty();
        }
        float[] mean = vector(which + ".mean", columns);
        float[] scale = vector(which + ".scale", columns);
        for (int i = 0; i < scale.length; i++) {
            if (!(scale[i] > 0)) {
                throw refused("%s.scale is %s at %d, not above 0".formatted(which, scale[i], i));
            }
        }
        return Optional.of(new Standardizer(mean, scale));
    }

    private boolean nonNegative(int outputs) {
        if (!tensors.containsKey("output.minimum")) {
            return false;
        }
        for (float minimum : vector("output.minimum", outputs)) {
            if (minimum != 0) {
                throw refused("output.minimum is %s, not 0".formatted(minimum));
            }
        }
        return true;
    }

    /** A vector; of any length for a negative one. */
    private float[] vector(String tensor, int length) {
        Tensor there = tensors.get(tensor);
        int own = there == null || there.shape().size() != 1 ? 0 : there.values().length;
        return tensor(tensor, List.of(length < 0 ? own : length)).values();
    }

    private Tensor tensor(String tensor, List<Integer> shape) {
        Tensor there = tensors.get(tensor);
        if (there == null || !there.shape().equals(shape)) {
            throw refused("%s is %s, not of shape %s"
                    .formatted(tensor, there == null ? "missing" : "of shape " + there.shape(), shape));
        }
        return there;
    }

    private ModelFileException refused(String what) {
        return new ModelFileException(name + ": " + what);
    }
}
