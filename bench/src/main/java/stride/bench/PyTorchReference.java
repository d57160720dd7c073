package stride.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import stride.engine.Activation;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.model.Progress;
import stride.model.file.DecoderFile;
import stride.model.file.Safetensors;
import stride.model.file.Tensor;
import stride.model.network.Linear;
import stride.model.network.Loss;
import stride.model.network.Mlp;
import stride.model.network.Samples;
import stride.model.network.Selection;
import stride.model.network.Trainer;
import stride.model.network.TrainingOptions;

/** A small problem with the weights that PyTorch came to; one of those that the model's tests hold. */
final class PyTorchReference {
    private final String name;
    private final Safetensors file;

    private PyTorchReference(String name, Safetensors file) {
        this.name = name;
        this.file = file;
    }

    /** The reference with this name, from the class path. */
    static PyTorchReference of(String name) {
        try (InputStream in = PyTorchReference.class.getResourceAsStream("/references/" + name + ".safetensors")) {
            if (in == null) {
                throw new IllegalStateException("no reference " + name + " on the class path");
            }
            Path copy = Files.createTempFile("reference", ".safetensors");
            try {
                Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
                return new PyTorchReference(name, Safetensors.read(copy));
            } finally {
                Files.delete(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Refuses kernels with which the training loop comes to other weights.
     *
     * @throws IllegalStateException if a weight is further from PyTorch's than 1e-5 + 1e-4 of its magnitude
     */
    void check(Kernels kernels) {
        Samples train = new Samples(matrix("X"), matrix("y"));
        Samples nothing =
                new Samples(train.x().selectRows(new int[0]), train.y().selectRows(new int[0]));
        List<Linear> layers = new Trainer(train, nothing, nothing, options(), kernels)
                .train(network("start."), Progress.NONE)
                .network()
                .layers();
        List<Linear> expected = network("final.").layers();
        for (int i = 0; i < expected.size(); i++) {
            String layer = name + " with " + kernels.name() + ", layer " + i;
            check(layer, layers.get(i).weight().data(), expected.get(i).weight().data());
            check(layer, layers.get(i).bias(), expected.get(i).bias());
        }
    }

    private static void check(String layer, float[] actual, float[] expected) {
        for (int i = 0; i < expected.length; i++) {
            if (!(Math.abs((double) actual[i] - expected[i]) <= 1e-5 + 1e-4 * Math.abs(expected[i]))) {
                throw new IllegalStateException(
                        "%s: %d is %s, PyTorch's %s".formatted(layer, i, actual[i], expected[i]));
            }
        }
    }

    private TrainingOptions options() {
        return new TrainingOptions(
                Integer.parseInt(file.metadata().get("epochs")),
                Integer.parseInt(file.metadata().get("batch")),
                Double.parseDouble(file.metadata().get("learning_rate")),
                Double.parseDouble(file.metadata().get("weight_decay")),
                0,
                false,
                0,
                Selection.LAST,
                Loss.valueOf(file.metadata().get("loss").toUpperCase(Locale.ROOT)),
                1);
    }

    private Matrix matrix(String tensor) {
        Tensor found = file.tensors().get(tensor);
        return new Matrix(found.shape().get(0), found.shape().get(1), found.values());
    }

    private Mlp network(String prefix) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        file.tensors().forEach((tensor, values) -> {
            if (tensor.startsWith(prefix)) {
                tensors.put(tensor.substring(prefix.length()), values);
            }
        });
        Activation activation =
                Activation.valueOf(file.metadata().get("activation").toUpperCase(Locale.ROOT));
        return DecoderFile.network(name, new Safetensors(tensors, Map.of()), activation);
    }
}
