package stride.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stride.engine.Activation;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.model.Progress;
import stride.model.file.DecoderFile;
import stride.model.file.Safetensors;
import stride.model.file.Tensor;

/** Given the same start, data and order of batches, training follows PyTorch's; see {@code make_references.py}. */
class PyTorchTest {
    static Stream<Path> references() throws IOException, URISyntaxException {
        Path folder = Path.of(PyTorchTest.class.getResource("/references").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("references")
    void trainingFollowsPyTorch(Path file) throws IOException {
        Safetensors reference = Safetensors.read(file);
        Map<String, String> how = reference.metadata();
        Activation activation = Activation.valueOf(how.get("activation").toUpperCase(Locale.ROOT));
        TrainingOptions options = new TrainingOptions(
                Integer.parseInt(how.get("epochs")),
                Integer.parseInt(how.get("batch")),
                Double.parseDouble(how.get("learning_rate")),
                Double.parseDouble(how.get("weight_decay")),
                0,
                false,
                0,
                Selection.LAST,
                Loss.valueOf(how.get("loss").toUpperCase(Locale.ROOT)),
                1);
        Samples train = new Samples(matrix(reference, "X"), matrix(reference, "y"));
        Samples nothing =
                new Samples(train.x().selectRows(new int[0]), train.y().selectRows(new int[0]));
        Training training = new Trainer(train, nothing, nothing, options, Kernels.choose())
                .train(network(reference, "start.", activation), Progress.NONE);

        Matrix losses = matrix(reference, "losses");
        assertThat(training.history()).hasSize(losses.rows());
        for (Epoch epoch : training.history()) {
            double batches = losses.at(epoch.number() - 1, 0);
            double whole = losses.at(epoch.number() - 1, 1);
            assertThat(epoch.trainBatches()).isEqualTo(batches, within(1e-4 * batches));
            assertThat(epoch.train()).isEqualTo(whole, within(1e-4 * whole));
        }
        List<Linear> expected = network(reference, "final.", activation).layers();
        for (int i = 0; i < expected.size(); i++) {
            Linear layer = training.network().layers().get(i);
            assertFollows(layer.weight().data(), expected.get(i).weight().data());
            assertFollows(layer.bias(), expected.get(i).bias());
        }
    }

    private static void assertFollows(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual[i]).isEqualTo(expected[i], within(1e-5 + 1e-4 * Math.abs(expected[i])));
        }
    }

    private static Matrix matrix(Safetensors file, String name) {
        Tensor tensor = file.tensors().get(name);
        return new Matrix(tensor.shape().get(0), tensor.shape().get(1), tensor.values());
    }

    private static Mlp network(Safetensors file, String prefix, Activation activation) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        file.tensors().forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                tensors.put(name.substring(prefix.length()), tensor);
            }
        });
        return DecoderFile.network(prefix, new Safetensors(tensors, Map.of()), activation);
    }
}
