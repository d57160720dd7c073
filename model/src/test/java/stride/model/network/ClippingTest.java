package stride.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import stride.engine.Activation;
import stride.engine.Adam;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Parameter;
import stride.model.Draws;

/** After the first step Adam's first moment is (1 - beta1) g: there the gradient g that was used is seen. */
class ClippingTest {
    private static final Kernels KERNELS = Kernels.choose();
    private static final int INPUTS = 13;
    private static final int ROWS = 7;
    private static final List<Integer> HIDDEN = List.of(9, 6);

    private final Matrix x = Draws.normal(ROWS + 2, INPUTS, 6);
    private final Matrix y = Draws.normal(ROWS + 2, 2, 7);

    private TrainStep stepped(Activation activation, double dropout, double clip) {
        Mlp start = Mlp.initial(INPUTS, HIDDEN, 2, activation, 5);
        Dropout masks = new Dropout(dropout, HIDDEN, 10, new SplittableRandom(8));
        TrainStep step = new TrainStep(start, Loss.MSE, new Adam(1e-3, 0), masks, clip, 10, KERNELS);
        step.run(ROWS, x.data(), 2 * INPUTS, y.data(), 2 * 2);
        return step;
    }

    private static double norm(TrainStep step) {
        double squares = 0;
        for (int i = 0; i <= HIDDEN.size(); i++) {
            for (Parameter parameter : List.of(step.weight(i), step.bias(i))) {
                for (float m : parameter.m()) {
                    squares += Math.pow(m, 2);
                }
            }
        }
        return Math.sqrt(squares);
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void aLongGradientIsScaledToTheNormAsAWhole(Activation activation) {
        for (double dropout : new double[] {0, 0.4}) {
            TrainStep free = stepped(activation, dropout, 0);
            double norm = norm(free);
            TrainStep clipped = stepped(activation, dropout, norm / 3);
            assertThat(norm(clipped)).isEqualTo(norm / 3, within(1e-5 * norm));
            for (int i = 0; i <= HIDDEN.size(); i++) {
                assertScaled(clipped.weight(i).m(), free.weight(i).m());
                assertScaled(clipped.bias(i).m(), free.bias(i).m());
            }
        }
    }

    private static void assertScaled(float[] clipped, float[] free) {
        double largest = 0;
        for (float m : free) {
            largest = Math.max(largest, Math.abs(m));
        }
        for (int i = 0; i < free.length; i++) {
            // Sums of ROWS products, scaled before instead of after.
            assertThat(clipped[i]).isEqualTo(free[i] / 3, within((float) (ROWS * 4 * 0x1p-24 * largest)));
        }
    }

    @Test
    void aShortGradientStaysToTheBit() {
        TrainStep free = stepped(Activation.TANH, 0, 0);
        TrainStep clipped = stepped(Activation.TANH, 0, norm(free) * 1.01);
        for (int i = 0; i <= HIDDEN.size(); i++) {
            assertThat(clipped.weight(i).m()).isEqualTo(free.weight(i).m());
            assertThat(clipped.weight(i).values()).isEqualTo(free.weight(i).values());
        }
    }

    @Test
    void theNormIsThatOfTheGradientsThatAreNeverStored() {
        Matrix dY = Draws.normal(5, 4, 1);
        Matrix inputs = Draws.normal(6, 3, 2);
        double expected = 0;
        for (int o = 0; o < 4; o++) {
            for (int i = -1; i < 3; i++) { // -1: the bias, whose input is 1
                double gradient = 0;
                for (int r = 0; r < 5; r++) {
                    gradient += dY.at(r, o) * (i < 0 ? 1.0 : inputs.at(r + 1, i));
                }
                expected += gradient * gradient;
            }
        }
        assertThat(GradientNorm.squared(KERNELS, 5, 3, 4, inputs.data(), 3, dY.data()))
                .isEqualTo(expected, within(1e-12 * expected));
    }
}
