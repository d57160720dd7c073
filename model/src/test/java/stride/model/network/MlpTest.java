package stride.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stride.engine.Activation;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.model.Draws;

class MlpTest {
    private static final Kernels KERNELS = Kernels.choose();

    @Test
    void firstWeightsFillTheRangeThatTheFanInGives() {
        Mlp network = Mlp.initial(25, List.of(100, 16), 40, Activation.RELU, 1);
        int[] fanIn = {25, 100, 16};
        for (int i = 0; i < 3; i++) {
            Linear layer = network.layers().get(i);
            assertThat(layer.in()).isEqualTo(fanIn[i]);
            assertFills(layer.weight().data(), 1 / Math.sqrt(fanIn[i]), 0.95);
            assertFills(layer.bias(), 1 / Math.sqrt(fanIn[i]), 0.5);
        }
        assertThat(network.hidden()).containsExactly(100, 16);
        assertThat(network.inputs()).isEqualTo(25);
        assertThat(network.outputs()).isEqualTo(40);
    }

    private static void assertFills(float[] values, double bound, double share) {
        float least = 0;
        float most = 0;
        for (float value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        assertThat((double) most).isBetween(share * bound, bound);
        assertThat((double) least).isBetween(-bound, -share * bound);
    }

    @Test
    void firstWeightsAreDecidedByTheSeed() {
        Mlp network = Mlp.initial(7, List.of(5), 2, Activation.RELU, 3);
        Mlp again = Mlp.initial(7, List.of(5), 2, Activation.RELU, 3);
        Mlp other = Mlp.initial(7, List.of(5), 2, Activation.RELU, 4);
        for (int i = 0; i < 2; i++) {
            assertThat(again.layers().get(i).weight())
                    .isEqualTo(network.layers().get(i).weight());
            assertThat(again.layers().get(i).bias())
                    .isEqualTo(network.layers().get(i).bias());
            assertThat(other.layers().get(i).weight())
                    .isNotEqualTo(network.layers().get(i).weight());
        }
    }

    @Property(tries = 100)
    void predictsWhatAPlainForwardPassGives(
            @ForAll Activation activation,
            @ForAll @Size(max = 3) List<@IntRange(min = 1, max = 30) Integer> hidden,
            @ForAll @IntRange(min = 1, max = 40) int inputs,
            @ForAll @IntRange(min = 1, max = 4) int outputs,
            @ForAll long seed) {
        Mlp network = Mlp.initial(inputs, hidden, outputs, activation, seed);
        assertPlain(network, Draws.normal(5, inputs, seed));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 257, 600})
    void predictsEveryRowWhateverTheirNumber(int rows) {
        assertPlain(Mlp.initial(9, List.of(6), 2, Activation.TANH, 1), Draws.normal(rows, 9, 2));
    }

    private static void assertPlain(Mlp network, Matrix x) {
        Matrix y = network.predict(x, KERNELS);
        assertThat(y.rows()).isEqualTo(x.rows());
        PlainNetwork plain = new PlainNetwork(network);
        for (int r = 0; r < x.rows(); r++) {
            double[] expected = plain.predict(x, r);
            for (int o = 0; o < expected.length; o++) {
                assertThat((double) y.at(r, o)).isEqualTo(expected[o], within(5e-6 * (1 + Math.abs(expected[o]))));
            }
        }
    }

    @Test
    void layersThatDoNotFitEachOtherAreRefused() {
        Linear first = new Linear(Matrix.zeros(4, 3), new float[4]);
        Linear second = new Linear(Matrix.zeros(2, 5), new float[2]);
        assertThatThrownBy(() -> new Mlp(List.of(first, second), Activation.RELU))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("layer 1 takes 5 inputs, but layer 0 gives 4");
        assertThatThrownBy(() -> new Mlp(List.of(), Activation.RELU)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Linear(Matrix.zeros(4, 3), new float[3]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void inputsOfAnotherWidthAreRefused() {
        Mlp network = Mlp.initial(3, List.of(), 1, Activation.RELU, 1);
        assertThatThrownBy(() -> network.predict(Matrix.zeros(2, 4), KERNELS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("matrix 2 x 4 given to a network of 3 inputs");
    }
}
