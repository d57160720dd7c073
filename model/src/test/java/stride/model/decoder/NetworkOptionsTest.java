package stride.model.decoder;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stride.engine.Activation;
import stride.model.UnfitException;

class NetworkOptionsTest {
    private static NetworkOptions options(int ensemble, Integer... hidden) {
        return new NetworkOptions(List.of(hidden), Activation.RELU, ensemble, false);
    }

    /** Layers of 12,000 and 10,000 units: (i + 1) * 12,000 + 12,001 * 10,000 + 10,001 weights. */
    @Test
    void aNetworkHasAtMost125MillionWeights() {
        assertThatCode(() -> options(1, 12_000, 10_000).require(413, 1)).doesNotThrowAnyException();
        assertThatThrownBy(() -> options(1, 12_000, 10_000).require(415, 1))
                .isInstanceOf(UnfitException.class)
                .hasMessage(
                        "a network of 415 inputs, layers of 12000-10000 units and 1 outputs has 125012001 weights, and 125000000 are the most; use fewer inputs (--pca, --history) or narrower layers (--hidden)");
    }

    @ParameterizedTest
    @CsvSource({"60000, 40000", "2000000000, 1", "2147483647, 40000"})
    void whatNoArrayHoldsIsRefusedAsWell(int inputs, int width) {
        assertThatThrownBy(() -> options(1, width).require(inputs, 1))
                .isInstanceOf(UnfitException.class)
                .hasMessageContaining(inputs + " inputs");
        assertThatThrownBy(() -> options(1).require(inputs, 40_000)).isInstanceOf(UnfitException.class);
    }

    /** As one network, each layer's members stand side by side: a block for each pair, most of them zero. */
    @Test
    void anEnsembleIsCountedAsTheNetworkThatItBecomes() {
        assertThatCode(() -> options(1, 400, 400).require(500, 1)).doesNotThrowAnyException();
        assertThatCode(() -> options(27, 400, 400).require(500, 1)).doesNotThrowAnyException();
        assertThatThrownBy(() -> options(100, 400, 400).require(500, 1))
                .isInstanceOf(UnfitException.class)
                .hasMessage(
                        "--ensemble 100 with 500 inputs, layers of 400-400 units and 1 outputs becomes one network of 1620120001 weights, and 125000000 are the most; use a smaller --ensemble or narrower layers (--hidden)");
    }
}
