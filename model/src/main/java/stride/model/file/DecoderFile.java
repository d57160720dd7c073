package stride.model.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import stride.engine.Activation;
import stride.engine.Matrix;
import stride.model.Standardizer;
import stride.model.decoder.Decoder;
import stride.model.network.Linear;
import stride.model.network.Mlp;
import stride.model.pca.Pca;

/**
 * A decoder as named tensors: {@code pca.*}, {@code input.*}, {@code target.*}, {@code mlp.N.weight} and {@code .bias};
 * where predictions may not be negative, {@code output.minimum}, a zero for each output.
 */
public final class DecoderFile {
    static final String FORMAT = "1";

    private DecoderFile() {}

    /**
     * The tensors of a decoder.
     *
     * @param options   what it was made with, as JSON
     * @param screening which neurons of the recording are its inputs, and why no others, as JSON
     */
    public static Safetensors tensors(Decoder decoder, String options, String screening) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        decoder.pca().ifPresent(pca -> putPca(tensors, pca));
        decoder.inputScaler().ifPresent(scaler -> putScaler(tensors, "input", scaler));
        decoder.targetScaler().ifPresent(scaler -> putScaler(tensors, "target", scaler));
        List<Linear> layers = decoder.network().layers();
        for (int i = 0; i < layers.size(); i++) {
            tensors.put("mlp." + i + ".weight", tensor(layers.get(i).weight()));
            tensors.put("mlp." + i + ".bias", Tensor.of(layers.get(i).bias()));
        }
        if (decoder.nonNegative()) {
            tensors.put("output.minimum", Tensor.of(new float[decoder.network().outputs()]));
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("stride.format", FORMAT);
        metadata.put("stride.options", options);
        metadata.put("stride.history", decoder.history().label());
        metadata.put("stride.screening", screening);
        return new Safetensors(tensors, metadata);
    }

    private static void putPca(Map<String, Tensor> tensors, Pca pca) {
        tensors.put("pca.mean", Tensor.of(pca.mean()));
        tensors.put("pca.components", tensor(pca.components()));
        tensors.put("pca.explained_variance", Tensor.of(pca.explainedVariance()));
    }

    private static void putScaler(Map<String, Tensor> tensors, String name, Standardizer scaler) {
        tensors.put(name + ".mean", Tensor.of(scaler.mean()));
        tensors.put(name + ".scale", Tensor.of(scaler.scale()));
    }

    private static Tensor tensor(Matrix matrix) {
        return new Tensor(List.of(matrix.rows(), matrix.columns()), matrix.data());
    }

    /**
     * The network among some tensors; the others are left alone.
     *
     * @param name the file's, for the message
     * @throws ModelFileException if there is no {@code mlp.0.weight}, a layer in between is missing, the layers do not fit
     *                            each other, or a weight is not finite
     */
    public static Mlp network(String name, Safetensors file, Activation activation) {
        List<Linear> layers = new ArrayList<>();
        while (file.tensors().containsKey("mlp." + layers.size() + ".weight")) {
            layers.add(layer(name, file, layers.size()));
        }
        long used = 2L * layers.size();
        long there = file.tensors().keySet().stream()
                .filter(n -> n.startsWith("mlp."))
                .count();
        if (layers.isEmpty() || there != used) {
            throw new ModelFileException(
                    "%s: of %d mlp.* tensors, %d make up layers; mlp.0.weight, mlp.0.bias and so on are needed, without a break"
                            .formatted(name, there, used));
        }
        try {
            return new Mlp(layers, activation);
        } catch (IllegalArgumentException e) {
            throw new ModelFileException(name + ": " + e.getMessage());
        }
    }

    private static Linear layer(String name, Safetensors file, int i) {
        Tensor weight = file.tensors().get("mlp." + i + ".weight");
        Tensor bias = file.tensors().get("mlp." + i + ".bias");
        boolean fits = bias != null
                && weight.shape().size() == 2
                && bias.shape().equals(List.of(weight.shape().getFirst()));
        if (!fits) {
            throw new ModelFileException("%s: mlp.%d.weight %s and mlp.%d.bias %s are not (out, in) and (out)"
                    .formatted(name, i, weight.shape(), i, bias == null ? "(missing)" : bias.shape()));
        }
        requireFinite(name, "mlp.%d.weight".formatted(i), weight);
        requireFinite(name, "mlp.%d.bias".formatted(i), bias);
        return new Linear(new Matrix(weight.shape().get(0), weight.shape().get(1), weight.values()), bias.values());
    }

    /** Refuses a tensor of the file {@code name} that has NaN or infinities among its values. */
    static void requireFinite(String name, String tensor, Tensor values) {
        for (int i = 0; i < values.values().length; i++) {
            if (!Float.isFinite(values.values()[i])) {
                throw new ModelFileException("%s: %s is %s at %d; a decoder is made of finite numbers"
                        .formatted(name, tensor, values.values()[i], i));
            }
        }
    }
}
