package stride.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import stride.engine.Activation;
import stride.model.UnfitException;
import stride.model.decoder.DecoderOptions;
import stride.model.decoder.InputOptions;
import stride.model.decoder.NetworkOptions;
import stride.model.decoder.Protocol;
import stride.model.decoder.Scaling;
import stride.model.network.Augmentation;
import stride.model.network.Loss;
import stride.model.network.Schedule;
import stride.model.network.Selection;
import stride.model.network.TrainingOptions;
import stride.model.pca.PcaSolver;
import stride.model.split.Gap;
import stride.model.split.History;
import stride.model.split.SplitOptions;

class StoredOptionsTest {
    @Test
    void whatIsWrittenIsReadBack() {
        DecoderOptions options = new DecoderOptions(
                Protocol.SOUND,
                new SplitOptions(
                        SplitOptions.Kind.BLOCKED, 0.6, 0.2, Optional.of(new Gap(7, "")), OptionalInt.of(50), 4, 9),
                new InputOptions(33, PcaSolver.EXACT, true, Scaling.EACH, false, new History(4, 2), true),
                new NetworkOptions(List.of(20, 5), Activation.TANH, 3, true),
                new TrainingOptions(
                        7,
                        32,
                        2e-3,
                        0.02,
                        0.3,
                        false,
                        4,
                        Selection.VALID,
                        Loss.MSE,
                        11,
                        Schedule.COSINE,
                        1.5,
                        new Augmentation(0.1, 0.2, 0.3, 4)));
        assertThat(StoredOptions.read(parsed(options))).isEqualTo(options);
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void whatIsNoNetworkHasTheProtocolsTraining(Protocol protocol) {
        DecoderOptions options = DecoderOptions.of(protocol, 1).withGap(new Gap(3, ""));
        JsonObject json = parsed(options);
        Json.NETWORK_OPTIONS.forEach(json::remove);
        DecoderOptions read = StoredOptions.read(json);
        assertThat(read.training()).isEqualTo(options.training());
        assertThat(read.network()).isEqualTo(options.network());
        assertThat(read.inputs()).isEqualTo(options.inputs());
    }

    @Test
    void aNameThatStandsForNothingIsRefused() {
        JsonObject json = parsed(DecoderOptions.of(Protocol.SOUND, 1).withGap(new Gap(3, "")));
        json.addProperty("activation", "magic");
        assertThatThrownBy(() -> StoredOptions.read(json))
                .isInstanceOf(UnfitException.class)
                .hasMessageContaining("magic");
    }

    private static JsonObject parsed(DecoderOptions options) {
        return JsonParser.parseString(Json.text(Json.of(options))).getAsJsonObject();
    }
}
