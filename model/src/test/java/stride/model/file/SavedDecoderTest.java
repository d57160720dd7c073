package stride.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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
import stride.model.split.Part;
import stride.model.split.Split;

/** A decoder comes back as it was saved, and whatever is wrong with its file is said by name. */
class SavedDecoderTest {
    private static final Kernels KERNELS = Kernels.choose();
    private static final int NEURONS = 12;
    private static final int BINS = 40;

    @TempDir
    private Path folder;

    private final Matrix activity = Draws.activity(NEURONS, BINS, 1);
    private final Decoder decoder = new Decoder(
            Optional.of(Pca.fit(activity, Draws.all(BINS), 3, PcaSolver.AUTO, KERNELS, Workers.NONE, Progress.NONE)),
            Optional.of(Standardizer.fit(Split.none(20).train(Draws.normal(20, 3, 2)))),
            new History(1, 1),
            Optional.of(Standardizer.fit(Split.none(20).train(Draws.normal(20, 2, 3)))),
            Mlp.initial(9, List.of(5, 4), 2, Activation.TANH, 4),
            true);
    private final Safetensors file = DecoderFile.tensors(
                    decoder,
                    "{\"activation\":\"tanh\"}",
                    "{\"neurons_read\":14,\"bins_read\":40,\"neurons\":[[0,4],[6,12]]}")
            .with("stride.sha256", "abc")
            .with("stride.split", "{\"train\":{\"runs\":[[0,19]]},\"test\":{\"runs\":[[25,39]]}}");

    @Test
    void itPredictsWhatItDid() throws IOException {
        SavedDecoder saved = read(file);
        assertThat(saved.decoder().predict(activity, KERNELS, Workers.NONE).data())
                .isEqualTo(decoder.predict(activity, KERNELS, Workers.NONE).data());
        assertThat(saved.neurons()).containsExactly(0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12);
        assertThat(saved.neuronsRead()).isEqualTo(14);
    }

    @Test
    void itKnowsItsRecordingAndWhichBinsTrained() throws IOException {
        SavedDecoder saved = read(file);
        assertThat(saved.fittedOn("abc")).isTrue();
        assertThat(saved.fittedOn("abd")).isFalse();
        assertThat(saved.binsRead()).isEqualTo(40);
        assertThat(saved.split(40).orElseThrow().bins(Part.TRAIN)).hasSize(20);
        assertThat(saved.split(40).orElseThrow().count(Part.GAP)).isEqualTo(5);
        assertThatThrownBy(() -> saved.split(30)).isInstanceOf(ModelFileException.class);
    }

    @Test
    void itTellsAnotherChoiceOfNeuronsFromAnotherRecording() throws IOException {
        assertThat(read(file).fittedOnAnotherChoice(List.of("abc"))).isFalse();
        SavedDecoder chosen = read(file.with("stride.activity", "abc,def"));
        assertThat(chosen.fittedOnAnotherChoice(List.of("abc", "def"))).isFalse();
        assertThat(chosen.fittedOnAnotherChoice(List.of("abc", "deg"))).isTrue();
        assertThat(chosen.fittedOnAnotherChoice(List.of("abc"))).isTrue();
        assertThat(chosen.fittedOnAnotherChoice(List.of("abd", "deg"))).isFalse();
        assertThat(chosen.fittedOnAnotherChoice(List.of())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pca.mean",
                "pca.components",
                "pca.explained_variance",
                "input.mean",
                "input.scale",
                "target.mean",
                "target.scale",
                "mlp.0.weight",
                "mlp.1.bias"
            })
    void aTensorThatIsMissingOrOfAnotherShapeOrNotFiniteIsNamed(String name) throws IOException {
        Tensor whole = file.tensors().get(name);
        refused(changed(name, null), "");
        refused(changed(name, new Tensor(List.of(1, whole.values().length), whole.values())), "");
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            float[] values = whole.values().clone();
            values[values.length - 1] = bad;
            refused(changed(name, new Tensor(whole.shape(), values)), name + " is " + bad);
        }
    }

    @ParameterizedTest
    @CsvSource({"input.scale, 0", "target.scale, -1", "pca.explained_variance, -1", "output.minimum, 1"})
    void aValueWithoutSenseIsNamed(String name, float value) throws IOException {
        float[] values = file.tensors().get(name).values().clone();
        values[0] = value;
        refused(changed(name, Tensor.of(values)), name);
    }

    @Test
    void anUnknownTensorIsRefused() throws IOException {
        refused(changed("mask", Tensor.of(1f)), "mask");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stride.format    | 2",
                "stride.options   | {}",
                "stride.options   | 7",
                "stride.options   | {\"activation\":\"step\"}",
                "stride.options   | {\"activation\":[]}",
                "stride.history   | 3",
                "stride.history   | 99999999",
                "stride.history   | x",
                "stride.screening | {",
                "stride.screening | {\"neurons_read\":14}",
                "stride.screening | {\"neurons_read\":1e99,\"neurons\":[[0,11]]}",
                "stride.screening | {\"neurons_read\":14,\"neurons\":[[0,12]]}",
                "stride.screening | {\"neurons_read\":14,\"neurons\":[[0,14]]}",
                "stride.screening | {\"neurons_read\":14,\"neurons\":[[4,8],[2,8]]}",
                "stride.screening | {\"neurons_read\":14,\"neurons\":[[-3,8]]}",
                "stride.screening | {\"neurons_read\":2147483647,\"neurons\":[[0,2147483646]]}",
            })
    void metadataWithoutSenseAreRefused(String name, String text) throws IOException {
        refused(file.with(name, text), "");
    }

    @Test
    void aDamagedFileIsReadOrRefusedAndNothingElse() throws IOException {
        Path path = folder.resolve("damaged.safetensors");
        file.write(path);
        byte[] whole = Files.readAllBytes(path);
        Random random = new Random(5);
        int read = 0;
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = whole.clone();
            for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) random.nextInt(1, 256);
            }
            int length = random.nextInt(5) == 0 ? random.nextInt(bytes.length) : bytes.length;
            Files.write(path, Arrays.copyOf(bytes, length));
            try {
                SavedDecoder.read(path).split(40);
                read++;
            } catch (ModelFileException refused) {
                assertThat(refused).hasMessageStartingWith(path.toString());
            }
        }
        assertThat(read).isBetween(1, 1999);
    }

    private Safetensors changed(String name, Tensor tensor) {
        Map<String, Tensor> tensors = new LinkedHashMap<>(file.tensors());
        if (tensor == null) {
            tensors.remove(name);
        } else {
            tensors.put(name, tensor);
        }
        return new Safetensors(tensors, file.metadata());
    }

    private void refused(Safetensors changed, String expected) {
        assertThatThrownBy(() -> read(changed))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("decoder.safetensors")
                .hasMessageContaining(expected);
    }

    private SavedDecoder read(Safetensors written) throws IOException {
        Path path = folder.resolve("decoder.safetensors");
        written.write(path);
        return SavedDecoder.read(path);
    }
}
