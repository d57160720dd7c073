package stride.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import stride.engine.Activation;
import stride.engine.Adam;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Parameter;
import stride.model.Draws;

/** After the first step Adam's moments are (1 - beta1) g and (1 - beta2) g^2: there each layer's gradient g is seen. */
class TrainStepTest {
    private static final Kernels KERNELS = Kernels.choose();
    private static final int INPUTS = 13;

    static Stream<Arguments> networks() {
        List<List<Integer>> shapes = List.of(List.of(), List.of(9), List.of(9, 6), List.of(9, 6, 5));
        return Arrays.stream(Activation.values())
                .flatMap(activation -> shapes.stream()
                        .flatMap(hidden -> Stream.of(
                                Arguments.of(activation, hidden, 1, Loss.MSE),
                                Arguments.of(activation, hidden, 3, Loss.MSE),
                                Arguments.of(activation, hidden, 1, Loss.BROADCAST))));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void theGradientOfEveryLayerIsTheSlopeOfTheLoss(
            Activation activation, List<Integer> hidden, int outputs, Loss loss) {
        Mlp start = Mlp.initial(INPUTS, hidden, outputs, activation, 5);
        assertSlopes(start, outputs, loss, Dropout.NONE);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void withDropoutItIsTheSlopeForTheMaskThatWasDrawn(
            Activation activation, List<Integer> hidden, int outputs, Loss loss) {
        Mlp start = Mlp.initial(INPUTS, hidden, outputs, activation, 5);
        assertSlopes(start, outputs, loss, new Dropout(0.4, hidden, 10, new SplittableRandom(8)));
    }

    private static void assertSlopes(Mlp start, int outputs, Loss loss, Dropout dropout) {
        // A batch in the middle of the samples, of fewer rows than there is room for.
        int skipped = 2;
        int rows = 7;
        Matrix x = Draws.normal(skipped + rows, INPUTS, 6);
        Matrix y = Draws.normal(skipped + rows, outputs, 7);
        TrainStep step = new TrainStep(start, loss, new Adam(1e-3, 0), dropout, 0, 10, KERNELS);
        double value = step.run(rows, x.data(), skipped * INPUTS, y.data(), skipped * outputs);

        PlainNetwork plain = new PlainNetwork(start, dropout == Dropout.NONE ? i -> new float[0] : dropout::mask);
        int[] batch = {2, 3, 4, 5, 6, 7, 8};
        Matrix batchX = x.selectRows(batch);
        Matrix batchY = y.selectRows(batch);
        double expected = plain.loss(loss, batchX, batchY);
        assertThat(value).isEqualTo(expected, within(1e-6 * expected));
        for (int i = 0; i < start.layers().size(); i++) {
            assertMoments(step.weight(i), plain.weightGradient(i, loss, batchX, batchY));
            assertMoments(step.bias(i), plain.biasGradient(i, loss, batchX, batchY));
        }
    }

    private static void assertMoments(Parameter parameter, double[] gradient) {
        double largest = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < gradient.length; i++) {
            double g = parameter.m()[i];
            assertThat(g).as("gradient %d", i).isEqualTo(gradient[i], within(3e-6 * largest + 1e-8));
            assertThat((double) parameter.v()[i]).isEqualTo(g * g, within(1e-6 * g * g + 1e-30));
        }
    }

    @Test
    void aStepMovesEachWeightAgainstItsGradientByTheLearningRate() {
        Mlp start = Mlp.initial(INPUTS, List.of(4), 1, Activation.TANH, 1);
        TrainStep step = new TrainStep(start, Loss.MSE, new Adam(1e-3, 0), 5, KERNELS);
        step.run(5, Draws.normal(5, INPUTS, 2).data(), 0, Draws.normal(5, 1, 3).data(), 0);
        for (int i = 0; i < 2; i++) {
            float[] before = start.layers().get(i).weight().data();
            Parameter after = step.weight(i);
            for (int w = 0; w < before.length; w++) {
                assertThat((double) after.values()[w] - before[w])
                        .isEqualTo(-1e-3 * Math.signum(after.m()[w]), within(1e-6));
            }
        }
    }

    @Test
    void aBatchThatDoesNotFitIsRefused() {
        Mlp start = Mlp.initial(INPUTS, List.of(4), 2, Activation.TANH, 1);
        TrainStep step = new TrainStep(start, Loss.MSE, new Adam(1e-3, 0), 5, KERNELS);
        float[] x = new float[10 * INPUTS];
        assertThatThrownBy(() -> step.run(6, x, 0, new float[20], 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a batch of 6 rows where there is room for 5");
        assertThatThrownBy(() -> step.run(5, x, 5 * INPUTS + 1, new float[20], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> step.run(5, x, 0, new float[20], 11)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aSnapshotStaysAsItWas() {
        Mlp start = Mlp.initial(INPUTS, List.of(4), 1, Activation.TANH, 1);
        TrainStep step = new TrainStep(start, Loss.MSE, new Adam(1e-3, 0), 5, KERNELS);
        Mlp snapshot = step.network();
        float[] before = snapshot.layers().getFirst().weight().data().clone();
        step.run(5, Draws.normal(5, INPUTS, 2).data(), 0, Draws.normal(5, 1, 3).data(), 0);
        assertThat(snapshot.layers().getFirst().weight().data()).isEqualTo(before);
        assertThat(step.network().layers().getFirst().weight().data()).isNotEqualTo(before);
    }
}
