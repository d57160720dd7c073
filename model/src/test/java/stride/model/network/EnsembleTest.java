package stride.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stride.engine.Activation;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.model.Draws;

class EnsembleTest {
    private static final Kernels KERNELS = Kernels.choose();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void itsOutputsAreTheMeanOfItsMembers(int hiddenLayers) {
        List<Integer> hidden = List.of(9, 5, 7).subList(0, hiddenLayers);
        Matrix x = Draws.normal(40, 6, 1);
        for (Activation activation : Activation.values()) {
            List<Mlp> members = IntStream.range(0, 4)
                    .mapToObj(i -> Mlp.initial(6, hidden, 2, activation, i))
                    .toList();
            Mlp mean = Ensemble.mean(members);
            assertThat(mean.hidden())
                    .isEqualTo(hidden.stream().map(width -> 4 * width).toList());
            float[] actual = mean.predict(x, KERNELS).data();
            List<float[]> each =
                    members.stream().map(m -> m.predict(x, KERNELS).data()).toList();
            for (int i = 0; i < actual.length; i++) {
                int at = i;
                double expected =
                        each.stream().mapToDouble(p -> p[at]).average().orElseThrow();
                // Sums of at most 4 x 9 products of numbers about 1, in another order.
                assertThat((double) actual[i]).isEqualTo(expected, within(40 * 0x1p-24 * 4));
            }
        }
    }

    @Test
    void oneNetworkIsItself() {
        Mlp only = Mlp.initial(6, List.of(3), 1, Activation.RELU, 1);
        assertThat(Ensemble.mean(List.of(only))).isSameAs(only);
        assertThat(Ensemble.seed(7, 0)).isEqualTo(7);
    }

    @Test
    void networksOfDifferentShapesAreRefused() {
        Mlp three = Mlp.initial(6, List.of(3), 1, Activation.RELU, 1);
        Mlp four = Mlp.initial(6, List.of(4), 1, Activation.RELU, 1);
        assertThatThrownBy(() -> Ensemble.mean(List.of(three, four))).isInstanceOf(IllegalArgumentException.class);
    }
}
