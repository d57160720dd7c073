package stride.model.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stride.engine.Activation;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.Progress;
import stride.model.file.DecoderFile;
import stride.model.file.Safetensors;
import stride.model.file.Tensor;
import stride.model.network.Epoch;
import stride.model.network.Loss;
import stride.model.network.Mlp;
import stride.model.network.TrainingOptions;
import stride.model.split.Split;

/**
 * From activity to losses, the published protocol gives what the study's recipe gives in PyTorch, from the same first
 * weights; {@code published_protocol.py} made the references, and compares larger recordings.
 */
class PublishedProtocolTest {
    private static final Kernels KERNELS = Kernels.choose();
    private static final int EPOCHS = 10;
    private static final double TOLERANCE = 1e-3;

    @ParameterizedTest
    @ValueSource(strings = {"relu-400-10-10", "sigmoid-400"})
    void lossesFollowPyTorch(String name) throws Exception {
        Safetensors reference = reference(name);
        Matrix losses = matrix(reference, "losses");
        List<Epoch> history = history(reference, Loss.BROADCAST);
        assertThat(history).hasSize(EPOCHS).hasSize(losses.rows());
        for (Epoch epoch : history) {
            int row = epoch.number() - 1;
            assertFollows(epoch.trainBatches(), losses.at(row, 0));
            assertFollows(epoch.train(), losses.at(row, 1));
            assertFollows(epoch.test(), losses.at(row, 2));
        }
    }

    private static void assertFollows(double actual, double expected) {
        assertThat(actual).isEqualTo(expected, within(TOLERANCE * expected));
    }

    /** The tolerance tells the recipe from others: every epoch moves each loss further, and the true loss is another. */
    @ParameterizedTest
    @ValueSource(strings = {"relu-400-10-10", "sigmoid-400"})
    void theToleranceIsTooNarrowForAnotherRecipe(String name) throws Exception {
        Safetensors reference = reference(name);
        Matrix losses = matrix(reference, "losses");
        for (int epoch = 1; epoch < EPOCHS; epoch++) {
            double before = losses.at(epoch - 1, 1);
            assertThat(Math.abs(losses.at(epoch, 1) - before)).isGreaterThan(2 * TOLERANCE * before);
        }
        double last = losses.at(EPOCHS - 1, 1);
        double trueLoss = history(reference, Loss.MSE).getLast().train();
        assertThat(Math.abs(trueLoss - last)).isGreaterThan(2 * TOLERANCE * last);
    }

    /** What Stride makes of the recording and the first weights of a reference. */
    private static List<Epoch> history(Safetensors reference, Loss loss) {
        Matrix activity = matrix(reference, "activity");
        Split split = Protocol.PUBLISHED.split().folds(activity.columns()).getFirst();
        InputOptions inputs = Protocol.PUBLISHED
                .inputs()
                .withPca(Integer.parseInt(reference.metadata().get("components")));
        Prepared prepared =
                Prepared.of(activity, matrix(reference, "run"), split, inputs, KERNELS, Workers.NONE, Progress.NONE);
        TrainingOptions published = Protocol.PUBLISHED.training(1);
        TrainingOptions options = new TrainingOptions(
                EPOCHS,
                published.batch(),
                published.learningRate(),
                published.weightDecay(),
                published.dropout(),
                published.shuffle(),
                published.earlyStop(),
                published.select(),
                loss,
                published.seed());
        return Trial.network(prepared, start(reference), options, KERNELS, Progress.NONE)
                .training()
                .orElseThrow()
                .history();
    }

    private static Safetensors reference(String name) throws Exception {
        return Safetensors.read(Path.of(PublishedProtocolTest.class
                .getResource("/published/" + name + ".safetensors")
                .toURI()));
    }

    private static Matrix matrix(Safetensors file, String name) {
        Tensor tensor = file.tensors().get(name);
        return new Matrix(tensor.shape().get(0), tensor.shape().get(1), tensor.values());
    }

    private static Mlp start(Safetensors file) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        file.tensors().forEach((name, tensor) -> {
            if (name.startsWith("start.")) {
                tensors.put(name.substring("start.".length()), tensor);
            }
        });
        Activation activation =
                Activation.valueOf(file.metadata().get("activation").toUpperCase(Locale.ROOT));
        return DecoderFile.network("start", new Safetensors(tensors, Map.of()), activation);
    }
}
