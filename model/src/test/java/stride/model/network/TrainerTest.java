package stride.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import stride.engine.Activation;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.model.Draws;
import stride.model.NumericException;
import stride.model.OptionsException;
import stride.model.Progress;

class TrainerTest {
    private static final Kernels KERNELS = Kernels.choose();
    private static final int INPUTS = 8;
    private static final Samples NOTHING = new Samples(Matrix.zeros(0, INPUTS), Matrix.zeros(0, 1));

    /** Noisy sums of the first inputs: few enough to be learnt by heart, so that other samples suffer in the end. */
    private static Samples samples(int count, long seed) {
        Matrix x = Draws.normal(count, INPUTS, seed);
        Matrix y = Draws.normal(count, 1, seed + 1);
        for (int r = 0; r < count; r++) {
            y.data()[r] += x.at(r, 0) + x.at(r, 1);
        }
        return new Samples(x, y);
    }

    private final Samples train = samples(23, 1);
    private final Samples valid = samples(40, 3);
    private final Samples test = samples(50, 5);
    private final Mlp start = Mlp.initial(INPUTS, List.of(30), 1, Activation.TANH, 1);

    private static TrainingOptions options(int epochs, int earlyStop, Selection select) {
        return new TrainingOptions(epochs, 5, 0.02, 0, 0, false, earlyStop, select, Loss.MSE, 1);
    }

    private static TrainingOptions shuffled(long seed) {
        return new TrainingOptions(3, 5, 0.02, 0, 0, true, 0, Selection.LAST, Loss.MSE, seed);
    }

    private Training train(TrainingOptions options) {
        return new Trainer(train, valid, test, options, KERNELS).train(start, Progress.NONE);
    }

    private static double loss(Mlp network, Samples samples) {
        Matrix p = network.predict(samples.x(), KERNELS);
        return Loss.MSE.value(p.data().length, p.data(), samples.y().data(), 0);
    }

    private static void assertSameWeights(Mlp actual, Mlp expected) {
        for (int i = 0; i < expected.layers().size(); i++) {
            assertThat(actual.layers().get(i).weight())
                    .isEqualTo(expected.layers().get(i).weight());
            assertThat(actual.layers().get(i).bias())
                    .isEqualTo(expected.layers().get(i).bias());
        }
    }

    @Test
    void theLastEpochIsKeptUnlessAnotherIsAskedFor() {
        Training training = train(options(40, 0, Selection.LAST));
        assertThat(training.chosen()).isEqualTo(40);
        assertThat(training.history()).hasSize(40);
        Epoch last = training.history().getLast();
        assertThat(loss(training.network(), train)).isEqualTo(last.train());
        assertThat(loss(training.network(), valid)).isEqualTo(last.valid());
        assertThat(loss(training.network(), test)).isEqualTo(last.test());
        assertThat(last.train()).isLessThan(training.history().getFirst().train() / 10);
    }

    @Test
    void theBestEpochOnValidationOrTestIsKept() {
        assertBest(train(options(40, 0, Selection.VALID)), Epoch::valid, valid);
        assertBest(train(options(40, 0, Selection.TEST)), Epoch::test, test);
    }

    private static void assertBest(Training training, ToDoubleFunction<Epoch> loss, Samples selecting) {
        Epoch best = training.history().stream()
                .min(Comparator.comparingDouble(loss))
                .orElseThrow();
        assertThat(best.number()).isLessThan(40);
        assertThat(training.chosen()).isEqualTo(best.number());
        assertThat(loss(training.network(), selecting)).isEqualTo(loss.applyAsDouble(best));
        assertThat(training.history()).hasSize(40);
    }

    @Test
    void stoppingEarlyRestoresTheBestEpoch() {
        Training training = train(options(200, 6, Selection.VALID));
        assertThat(training.history()).hasSize(training.chosen() + 6).hasSizeLessThan(200);
        assertSameWeights(
                training.network(),
                train(options(training.chosen(), 0, Selection.LAST)).network());
    }

    @Test
    void partsWithoutBinsHaveNoLoss() {
        Training training = new Trainer(train, NOTHING, NOTHING, options(2, 0, Selection.LAST), KERNELS)
                .train(start, Progress.NONE);
        assertThat(training.history()).allSatisfy(epoch -> {
            assertThat(epoch.valid()).isNaN();
            assertThat(epoch.test()).isNaN();
        });
    }

    @Test
    void theBatchLossIsTheMeanOverBatchesWhileTraining() {
        // At this rate nothing is learnt: 23 rows in batches of 5 are four full ones and one of 3.
        TrainingOptions still = new TrainingOptions(1, 5, 1e-300, 0, 0, false, 0, Selection.LAST, Loss.MSE, 1);
        double sum = 0;
        for (int first = 0; first < 23; first += 5) {
            int[] rows = Draws.all(Math.min(5, 23 - first));
            for (int i = 0; i < rows.length; i++) {
                rows[i] += first;
            }
            sum += loss(start, new Samples(train.x().selectRows(rows), train.y().selectRows(rows)));
        }
        assertThat(train(still).history().getFirst().trainBatches()).isEqualTo(sum / 5, within(1e-6));
    }

    @Test
    void theFirstWeightsAreNotTouched() {
        Mlp copy = Mlp.initial(INPUTS, List.of(30), 1, Activation.TANH, 1);
        Training training = train(options(3, 0, Selection.LAST));
        assertSameWeights(start, copy);
        assertThat(training.network().layers().getFirst().weight())
                .isNotEqualTo(copy.layers().getFirst().weight());
    }

    @Test
    void stepsAndProgressAreCounted() {
        List<Long> told = new ArrayList<>();
        Training training = new Trainer(train, valid, test, options(3, 0, Selection.LAST), KERNELS)
                .train(start, (done, of) -> told.add(done * 10 + of));
        assertThat(training.steps()).isEqualTo(3 * 5);
        assertThat(told).containsExactly(13L, 23L, 33L);
    }

    @Test
    void aBatchLargerThanTheSamplesIsAllOfThem() {
        TrainingOptions large = new TrainingOptions(4, 1_000_000, 0.02, 0, 0, true, 0, Selection.LAST, Loss.MSE, 1);
        assertThat(train(large).steps()).isEqualTo(4);
    }

    @Test
    void shufflingIsDecidedByTheSeed() {
        Mlp once = train(shuffled(1)).network();
        assertSameWeights(train(shuffled(1)).network(), once);
        assertThat(train(shuffled(2)).network().layers().getFirst().weight())
                .isNotEqualTo(once.layers().getFirst().weight());
        assertThat(train(options(3, 0, Selection.LAST))
                        .network()
                        .layers()
                        .getFirst()
                        .weight())
                .isNotEqualTo(once.layers().getFirst().weight());
    }

    @Test
    void dropoutIsDecidedByTheSeedAndSeenInTheBatchesOnly() {
        Training without = train(dropping(0, 1));
        Training once = train(dropping(0.3, 1));
        assertSameWeights(train(dropping(0.3, 1)).network(), once.network());
        for (Training other : List.of(without, train(dropping(0.4, 1)), train(dropping(0.3, 2)))) {
            assertThat(other.network().layers().getFirst().weight())
                    .isNotEqualTo(once.network().layers().getFirst().weight());
        }
        // What is reported, and what predicts, leaves nothing out.
        assertThat(loss(once.network(), valid))
                .isEqualTo(once.history().getLast().valid());
    }

    private static TrainingOptions dropping(double p, long seed) {
        return new TrainingOptions(3, 5, 0.02, 0, p, false, 0, Selection.LAST, Loss.MSE, seed);
    }

    @Test
    void weightDecayShrinksEveryWeightInEveryStep() {
        // Of inputs and targets of zero, weights without biases learn nothing: only the decay is left.
        Matrix drawn = Draws.normal(1, INPUTS, 9);
        Mlp network = new Mlp(List.of(new Linear(drawn, new float[1])), Activation.IDENTITY);
        Samples zeros = new Samples(Matrix.zeros(10, INPUTS), Matrix.zeros(10, 1));
        TrainingOptions decaying = new TrainingOptions(2, 5, 0.1, 0.5, 0, false, 0, Selection.LAST, Loss.MSE, 1);
        Mlp after = new Trainer(zeros, NOTHING, NOTHING, decaying, KERNELS)
                .train(network, Progress.NONE)
                .network();
        for (int i = 0; i < INPUTS; i++) {
            double expected = drawn.data()[i] * Math.pow(1 - 0.1 * 0.5, 4);
            assertThat((double) after.layers().getFirst().weight().data()[i])
                    .isEqualTo(expected, within(8 * 0x1p-24 * Math.abs(expected)));
        }
    }

    @Test
    void trainingThatDivergesIsAnError() {
        TrainingOptions wild = new TrainingOptions(5, 5, 1e30, 0, 0, false, 0, Selection.LAST, Loss.MSE, 1);
        assertThatThrownBy(() -> train(wild))
                .isInstanceOf(NumericException.class)
                .hasMessageContainingAll("training diverged in epoch 1", "smaller --lr than 1.0E30");
    }

    @Test
    void aPartWithoutBinsCannotSelect() {
        assertThatThrownBy(() -> new Trainer(train, NOTHING, test, options(3, 0, Selection.VALID), KERNELS))
                .isInstanceOf(OptionsException.class)
                .hasMessageContaining("--select valid: there are no valid bins");
        assertThatThrownBy(() -> new Trainer(train, valid, NOTHING, options(3, 0, Selection.TEST), KERNELS))
                .isInstanceOf(OptionsException.class)
                .hasMessageContaining("--select test: there are no test bins");
    }

    @Test
    void theBroadcastLossIsRefusedForSeveralOutputs() {
        Samples two = new Samples(Matrix.zeros(5, INPUTS), Matrix.zeros(5, 2));
        TrainingOptions broadcast = new TrainingOptions(1, 5, 1e-3, 0, 0, false, 0, Selection.LAST, Loss.BROADCAST, 1);
        assertThatThrownBy(() -> new Trainer(two, two, two, broadcast, KERNELS))
                .isInstanceOf(OptionsException.class)
                .hasMessage("--loss broadcast is defined for one target column, not for 2");
    }

    @Test
    void aNetworkOfAnotherShapeIsRefused() {
        Trainer trainer = new Trainer(train, valid, test, options(1, 0, Selection.LAST), KERNELS);
        Mlp narrow = Mlp.initial(INPUTS - 1, List.of(), 1, Activation.RELU, 1);
        Mlp twofold = Mlp.initial(INPUTS, List.of(), 2, Activation.RELU, 1);
        assertThatThrownBy(() -> trainer.train(narrow, Progress.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a network of 7 inputs and 1 outputs for inputs matrix 23 x 8 and targets matrix 23 x 1");
        assertThatThrownBy(() -> trainer.train(twofold, Progress.NONE)).isInstanceOf(IllegalArgumentException.class);
    }
}
