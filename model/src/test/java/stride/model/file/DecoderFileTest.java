package stride.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stride.engine.Activation;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.Draws;
import stride.model.Progress;
import stride.model.Standardizer;
import stride.model.decoder.Decoder;
import stride.model.network.Mlp;
import stride.model.pca.Pca;
import stride.model.pca.PcaSolver;
import stride.model.split.History;
import stride.model.split.Split;

class DecoderFileTest {
    private static final Kernels KERNELS = Kernels.choose();

    private final Pca pca =
            Pca.fit(Draws.activity(12, 40, 1), Draws.all(40), 3, PcaSolver.AUTO, KERNELS, Workers.NONE, Progress.NONE);
    private final Standardizer inputScaler = Standardizer.fit(Split.none(20).train(Draws.normal(20, 3, 2)));
    private final Standardizer targetScaler = Standardizer.fit(Split.none(20).train(Draws.normal(20, 2, 3)));
    private final Mlp network = Mlp.initial(3, List.of(5, 4), 2, Activation.TANH, 4);
    private final Safetensors file = DecoderFile.tensors(
            new Decoder(
                    Optional.of(pca),
                    Optional.of(inputScaler),
                    new History(4, 2),
                    Optional.of(targetScaler),
                    network,
                    false),
            "{\"pca\":3}",
            "{\"neurons_used\":12}");

    @Test
    void everyPartHasItsNameAndShape() {
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        file.tensors().forEach((name, tensor) -> shapes.put(name, tensor.shape()));
        Map<String, List<Integer>> expected = new LinkedHashMap<>();
        expected.put("pca.mean", List.of(12));
        expected.put("pca.components", List.of(3, 12));
        expected.put("pca.explained_variance", List.of(3));
        expected.put("input.mean", List.of(3));
        expected.put("input.scale", List.of(3));
        expected.put("target.mean", List.of(2));
        expected.put("target.scale", List.of(2));
        expected.put("mlp.0.weight", List.of(5, 3));
        expected.put("mlp.0.bias", List.of(5));
        expected.put("mlp.1.weight", List.of(4, 5));
        expected.put("mlp.1.bias", List.of(4));
        expected.put("mlp.2.weight", List.of(2, 4));
        expected.put("mlp.2.bias", List.of(2));
        assertThat(shapes).containsExactlyEntriesOf(expected);
    }

    @Test
    void everyPartHasItsValues() {
        assertThat(values("pca.mean")).isEqualTo(pca.mean());
        assertThat(values("pca.components")).isEqualTo(pca.components().data());
        assertThat(values("pca.explained_variance")[2]).isEqualTo((float) pca.explainedVariance()[2]);
        assertThat(values("input.mean")).isEqualTo(inputScaler.mean());
        assertThat(values("input.scale")).isEqualTo(inputScaler.scale());
        assertThat(values("target.mean")).isEqualTo(targetScaler.mean());
        assertThat(values("target.scale")).isEqualTo(targetScaler.scale());
        assertThat(values("mlp.1.weight"))
                .isEqualTo(network.layers().get(1).weight().data());
        assertThat(values("mlp.1.bias")).isEqualTo(network.layers().get(1).bias());
    }

    private float[] values(String name) {
        return file.tensors().get(name).values();
    }

    @Test
    void theMetadataTellTheOptionsAndTheFormat() {
        assertThat(file.metadata())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "stride.format", "1",
                        "stride.options", "{\"pca\":3}",
                        "stride.history", "4,2",
                        "stride.screening", "{\"neurons_used\":12}"));
    }

    @Test
    void whatADecoderLacksTheFileLacks() {
        Decoder bare = new Decoder(Optional.empty(), Optional.empty(), History.NONE, Optional.empty(), network, false);
        assertThat(DecoderFile.tensors(bare, "{}", "{}").tensors().keySet())
                .allSatisfy(name -> assertThat(name).startsWith("mlp."));
    }

    @Test
    void aDecoderOfWhatCantBeNegativeSaysSo() {
        Decoder clamped =
                new Decoder(Optional.empty(), Optional.empty(), History.NONE, Optional.empty(), network, true);
        Tensor minimum = DecoderFile.tensors(clamped, "{}", "{}").tensors().get("output.minimum");
        assertThat(minimum.values()).containsExactly(0, 0);
        assertThat(file.tensors()).doesNotContainKey("output.minimum");
    }

    @Test
    void theNetworkComesBack(@TempDir Path folder) throws IOException {
        file.write(folder.resolve("model.safetensors"));
        Safetensors read = Safetensors.read(folder.resolve("model.safetensors"));
        Mlp back = DecoderFile.network("model.safetensors", read, Activation.TANH);
        assertThat(back.activation()).isEqualTo(Activation.TANH);
        assertThat(back.hidden()).containsExactly(5, 4);
        Matrix x = Draws.normal(9, 3, 5);
        assertThat(back.predict(x, KERNELS)).isEqualTo(network.predict(x, KERNELS));
    }

    @Test
    void weightsThatAreNoNumbersAreRefused() {
        assertRefused(
                Map.of("mlp.1.bias", Tensor.of(0, 1, Float.NaN, 2)),
                "m.safetensors",
                "mlp.1.bias is NaN at 2",
                "finite");
    }

    private void assertRefused(Map<String, Tensor> changes, String... message) {
        Map<String, Tensor> tensors = new LinkedHashMap<>(file.tensors());
        changes.forEach((name, tensor) -> {
            if (tensor.values().length == 0) {
                tensors.remove(name);
            } else {
                tensors.put(name, tensor);
            }
        });
        Safetensors changed = new Safetensors(tensors, Map.of());
        assertThatThrownBy(() -> DecoderFile.network("m.safetensors", changed, Activation.RELU))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContainingAll(message)
                .hasMessageStartingWith("m.safetensors: ");
    }

    @Test
    void aMissingTensorIsRefused() {
        Tensor none = Tensor.of(new float[0]);
        assertRefused(Map.of("mlp.1.bias", none), "mlp.1.weight [4, 5] and mlp.1.bias (missing)");
        assertRefused(Map.of("mlp.0.weight", none), "of 5 mlp.* tensors, 0 make up layers");
        assertRefused(Map.of("mlp.1.weight", none, "mlp.1.bias", none), "of 4 mlp.* tensors, 2 make up layers");
        assertThatThrownBy(() ->
                        DecoderFile.network("m.safetensors", new Safetensors(Map.of(), Map.of()), Activation.RELU))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("mlp.0.weight");
    }

    @Test
    void aTensorOfAnotherShapeIsRefused() {
        assertRefused(Map.of("mlp.1.bias", Tensor.of(1, 2, 3)), "mlp.1.weight [4, 5] and mlp.1.bias [3]");
        assertRefused(Map.of("mlp.1.weight", Tensor.of(1, 2, 3, 4)), "mlp.1.weight [4] and mlp.1.bias [4]");
        assertRefused(
                Map.of("mlp.1.weight", new Tensor(List.of(4, 2), new float[8])),
                "layer 1 takes 2 inputs, but layer 0 gives 5");
    }
}
