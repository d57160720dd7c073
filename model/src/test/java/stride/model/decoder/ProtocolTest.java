package stride.model.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import stride.engine.Activation;
import stride.model.OptionsException;
import stride.model.network.Loss;
import stride.model.network.Selection;
import stride.model.network.TrainingOptions;
import stride.model.pca.PcaSolver;
import stride.model.split.Gap;
import stride.model.split.History;
import stride.model.split.Part;
import stride.model.split.Split;

class ProtocolTest {
    @Test
    void thePublishedProtocolIsTheStudysRecipe() {
        DecoderOptions published = DecoderOptions.of(Protocol.PUBLISHED, 3);
        // Whatever gap the target suggests, the study had none.
        Split split = published.split().folds(7018).getFirst();
        assertThat(split.count(Part.TRAIN)).isEqualTo(4912);
        assertThat(split.count(Part.TEST)).isEqualTo(2106);
        assertThat(published.inputs())
                .isEqualTo(new InputOptions(500, PcaSolver.AUTO, true, Scaling.EACH, false, History.NONE));
        assertThat(published.training())
                .isEqualTo(new TrainingOptions(100, 10, 1e-4, 0, 0, false, 0, Selection.TEST, Loss.BROADCAST, 3));
    }

    @Test
    void theSoundProtocolFitsAndChoosesWithoutTheTestBins() {
        DecoderOptions sound = DecoderOptions.of(Protocol.SOUND, 3);
        assertThat(sound.inputs().fitOnAll()).isFalse();
        assertThat(sound.training().select()).isEqualTo(Selection.VALID);
        assertThat(sound.training().loss()).isEqualTo(Loss.MSE);
        Split split = sound.split().withGap(Gap.of(20)).folds(7018).getFirst();
        assertThat(split.count(Part.VALID)).isPositive();
        assertThat(split.count(Part.GAP)).isEqualTo(40);
    }

    @Test
    void oneChoiceChangedLeavesTheOthers() {
        DecoderOptions sound = DecoderOptions.of(Protocol.SOUND, 3);
        NetworkOptions other = new NetworkOptions(List.of(3), Activation.TANH);
        DecoderOptions changed = sound.with(other).withPca(7).withGap(Gap.of(9));
        assertThat(changed.network()).isEqualTo(other);
        assertThat(changed.inputs()).isEqualTo(sound.inputs().withPca(7));
        assertThat(changed.split().gap()).hasValue(Gap.of(9));
        assertThat(changed.split().trainFraction()).isEqualTo(sound.split().trainFraction());
        assertThat(changed.split().validFraction()).isEqualTo(sound.split().validFraction());
        assertThat(changed.training()).isEqualTo(sound.training());
        assertThat(changed.protocol()).isEqualTo(Protocol.SOUND);
    }

    @Test
    void impossibleInputsAndLayersAreRefused() {
        assertThatThrownBy(() -> new InputOptions(-1, PcaSolver.AUTO, false, Scaling.EACH, true, History.NONE))
                .isInstanceOf(OptionsException.class)
                .hasMessage("--pca -1 is negative");
        assertThatThrownBy(() -> new NetworkOptions(List.of(400, 0, 10), Activation.RELU))
                .isInstanceOf(OptionsException.class)
                .hasMessageStartingWith("--hidden 400-0-10: a layer has at least 1 unit");
        assertThat(new NetworkOptions(List.of(400, 10, 10), Activation.RELU).layers())
                .isEqualTo("400-10-10");
    }
}
