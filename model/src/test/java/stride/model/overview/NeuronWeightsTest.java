package stride.model.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import stride.engine.Activation;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.Draws;
import stride.model.Progress;
import stride.model.decoder.Decoder;
import stride.model.decoder.InputOptions;
import stride.model.decoder.Prepared;
import stride.model.decoder.Scaling;
import stride.model.decoder.Trial;
import stride.model.network.Mlp;
import stride.model.pca.PcaSolver;
import stride.model.split.Gap;
import stride.model.split.History;
import stride.model.split.Split;
import stride.model.split.SplitOptions;

class NeuronWeightsTest {
    private static final int NEURONS = 20;
    private static final int BINS = 300;
    private static final Kernels KERNELS = Kernels.choose();

    private final Matrix activity = Draws.activity(NEURONS, BINS, 1);
    private final Split split =
            SplitOptions.chronological(0.7, 0.2).withGap(Gap.of(4)).folds(BINS).getFirst();

    private Prepared prepared(int pca, Scaling scaling, boolean target, History history) {
        float[] two = new float[2 * BINS];
        for (int i = 0; i < two.length; i++) {
            two[i] = activity.data()[i / 2 + (i % 2) * BINS]; // the first two neurons
        }
        return Prepared.of(
                activity,
                new Matrix(BINS, 2, two),
                split,
                new InputOptions(pca, PcaSolver.EXACT, false, scaling, target, history),
                KERNELS,
                Workers.NONE,
                Progress.NONE);
    }

    /** The prediction of a line moves by the neuron's weight when the neuron's activity moves by one, throughout. */
    @ParameterizedTest
    @CsvSource({"6, EACH, true, 0", "6, TOGETHER, false, 0", "0, NONE, false, 0", "6, EACH, true, 3"})
    void ofALineTheyAreWhatAChangeOfActivityAdds(int pca, Scaling scaling, boolean target, int before) {
        Prepared prepared = prepared(pca, scaling, target, new History(before, 0));
        Decoder ridge = Trial.ridge(prepared, KERNELS, Workers.NONE).decoder().orElseThrow();
        for (int output = 0; output < 2; output++) {
            float[] weights = NeuronWeights.of(prepared, ridge, output);
            for (int neuron : new int[] {0, 7, NEURONS - 1}) {
                float[] moved = activity.data().clone();
                for (int t = 0; t < BINS; t++) {
                    moved[neuron * BINS + t] += 1;
                }
                Matrix predicted = ridge.predict(new Matrix(NEURONS, BINS, moved), KERNELS, Workers.NONE);
                int bin = 50;
                float added = predicted.at(bin, output)
                        - ridge.predict(activity, KERNELS, Workers.NONE).at(bin, output);
                // Two predictions, each a sum of a few dozen float32 terms of about their own size.
                float bound = 100 * 0x1p-24f * (Math.abs(predicted.at(bin, output)) + 10);
                assertThat(weights[neuron]).isCloseTo(added, within(bound));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void theGradientIsTheSlopeOfThePrediction(Activation activation) {
        Mlp network = Mlp.initial(8, List.of(12, 5), 2, activation, 3);
        Matrix x = Draws.activity(4, 8, 5);
        double[] gradient = NeuronWeights.gradient(network, x, 2, 1);
        float h = 0x1p-9f;
        for (int i = 0; i < 8; i++) {
            float[] up = x.data().clone();
            float[] down = x.data().clone();
            up[2 * 8 + i] += h;
            down[2 * 8 + i] -= h;
            double slope = (network.predict(new Matrix(4, 8, up), KERNELS).at(2, 1)
                            - network.predict(new Matrix(4, 8, down), KERNELS).at(2, 1))
                    / (2 * h);
            // Rounding of the two outputs, of about 1, over the step; curvature adds h^2.
            assertThat(gradient[i]).isCloseTo(slope, within(20 * 0x1p-24 / h + 1e-4));
        }
    }

    @Test
    void theMeanOfTheTargetLeansOnNoNeuron() {
        Prepared prepared = prepared(6, Scaling.EACH, true, History.NONE);
        assertThat(NeuronWeights.of(
                        prepared, Trial.trainMean(prepared, KERNELS).decoder().orElseThrow(), 0))
                .containsOnly(0);
    }
}
