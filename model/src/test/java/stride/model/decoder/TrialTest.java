package stride.model.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import stride.engine.Activation;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.Draws;
import stride.model.Progress;
import stride.model.UnfitException;
import stride.model.evaluation.Metrics;
import stride.model.network.Checkpoints;
import stride.model.network.Ensemble;
import stride.model.network.Loss;
import stride.model.network.Mlp;
import stride.model.network.Selection;
import stride.model.network.TrainingOptions;
import stride.model.pca.PcaSolver;
import stride.model.split.Gap;
import stride.model.split.History;
import stride.model.split.Part;
import stride.model.split.Split;
import stride.model.split.SplitOptions;

class TrialTest {
    private static final Kernels KERNELS = Kernels.choose();
    private static final TrainingOptions TRAINING =
            new TrainingOptions(5, 16, 3e-3, 0.01, 0, true, 0, Selection.VALID, Loss.MSE, 7);

    // More bins than go through the layers at once.
    private final Matrix activity = Draws.activity(40, 400, 1);
    private final Split split =
            SplitOptions.chronological(0.7, 0.2).withGap(Gap.of(4)).folds(400).getFirst();

    private Prepared prepared(InputOptions options, int outputs, Workers workers) {
        return Prepared.of(
                activity, Recordings.targets(activity, outputs, 2), split, options, KERNELS, workers, Progress.NONE);
    }

    private static Trial network(Prepared prepared) {
        Mlp start = Trial.start(prepared, new NetworkOptions(List.of(12, 5), Activation.RELU), 7);
        return Trial.network(prepared, start, TRAINING, KERNELS, Progress.NONE);
    }

    static Stream<InputOptions> inputs() {
        return Stream.of(
                new InputOptions(6, PcaSolver.AUTO, false, Scaling.EACH, true, History.NONE),
                new InputOptions(6, PcaSolver.AUTO, true, Scaling.EACH, false, History.NONE),
                new InputOptions(6, PcaSolver.AUTO, false, Scaling.NONE, false, History.NONE),
                new InputOptions(0, PcaSolver.AUTO, false, Scaling.EACH, true, History.NONE),
                new InputOptions(0, PcaSolver.AUTO, false, Scaling.NONE, false, History.NONE));
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void theDecoderGivesTheTrialsPredictionsOnTheRecording(InputOptions options) {
        Prepared prepared = prepared(options, 2, Workers.NONE);
        for (Trial trial : List.of(
                network(prepared),
                Trial.leastSquares(prepared, KERNELS, Workers.NONE),
                Trial.ridge(prepared, KERNELS, Workers.NONE),
                Trial.trainMean(prepared, KERNELS))) {
            assertThat(trial.predictions().rows()).isEqualTo(400);
            assertThat(trial.decoder().orElseThrow().predict(activity, KERNELS, Workers.NONE))
                    .isEqualTo(trial.predictions());
        }
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void predictionsAreInTheTargetsOwnUnits(InputOptions options) {
        Prepared prepared = prepared(options, 1, Workers.NONE);
        Trial line = Trial.leastSquares(prepared, KERNELS, Workers.NONE);
        assertThat(line.metrics().get(Part.TRAIN).r2()).isGreaterThan(0.6);
        double[] mean = prepared.trainMean();
        for (float p : Trial.trainMean(prepared, KERNELS).predictions().data()) {
            assertThat((double) p).isEqualTo(mean[0], within(1e-4));
        }
    }

    /** As raw inputs they had the influence of the first weights, which nothing ever corrects: R2 of -200. */
    @ParameterizedTest
    @MethodSource("inputsThatAreScaled")
    void aNeuronThatOnlyFiresAfterTheTrainBinsHasNoInfluence(InputOptions options) {
        Matrix silent = new Matrix(40, 400, activity.data().clone());
        Arrays.fill(silent.data(), 7 * 400, 8 * 400, 5);
        Matrix firing = new Matrix(40, 400, silent.data().clone());
        for (int t = 0; t < 400; t++) {
            firing.data()[7 * 400 + t] = split.part(t) == Part.TRAIN ? 5 : 1000 + t;
        }
        Matrix targets = Recordings.targets(activity, 1, 2);
        Matrix[] predictions = Stream.of(silent, firing)
                .map(each -> Prepared.of(each, targets, split, options, KERNELS, Workers.NONE, Progress.NONE))
                .map(prepared -> network(prepared).predictions())
                .toArray(Matrix[]::new);
        assertThat(predictions[1]).isEqualTo(predictions[0]);
    }

    static Stream<InputOptions> inputsThatAreScaled() {
        return Stream.of(0, 6)
                .flatMap(k -> Stream.of(Scaling.EACH, Scaling.TOGETHER)
                        .flatMap(scaling -> Stream.of(History.NONE, new History(2, 0))
                                .map(history -> new InputOptions(k, PcaSolver.AUTO, false, scaling, true, history))));
    }

    @Test
    void theTrainMeanIsNoBetterThanItself() {
        Trial trial = Trial.trainMean(
                prepared(new InputOptions(6, PcaSolver.AUTO, false, Scaling.EACH, true, History.NONE), 2, Workers.NONE),
                KERNELS);
        assertThat(trial.metrics().get(Part.TRAIN).r2()).isEqualTo(0, within(1e-6));
        assertThat(trial.metrics().get(Part.TEST).r2VsTrainMean()).isEqualTo(0, within(1e-5));
        assertThat(trial.training()).isEmpty();
    }

    @Test
    void metricsAreOfEachPartButTheGap() {
        Prepared prepared =
                prepared(new InputOptions(6, PcaSolver.AUTO, false, Scaling.EACH, true, History.NONE), 2, Workers.NONE);
        Trial trial = network(prepared);
        assertThat(split.count(Part.GAP)).isPositive();
        assertThat(trial.metrics()).containsOnlyKeys(Part.TRAIN, Part.VALID, Part.TEST);
        for (Part part : List.of(Part.TRAIN, Part.VALID, Part.TEST)) {
            assertThat(trial.metrics().get(part))
                    .isEqualTo(Metrics.of(
                            prepared.targets(), trial.predictions(), split.bins(part), prepared.trainMean()));
        }
    }

    @Test
    void aPartWithoutBinsHasNoMetrics() {
        Prepared prepared = Prepared.of(
                activity,
                Recordings.targets(activity, 1, 2),
                Split.none(400),
                new InputOptions(6, PcaSolver.AUTO, false, Scaling.EACH, true, History.NONE),
                KERNELS,
                Workers.NONE,
                Progress.NONE);
        assertThat(Trial.ridge(prepared, KERNELS, Workers.NONE).metrics()).containsOnlyKeys(Part.TRAIN);
    }

    @Test
    void theBroadcastLossIsTheMeanOverAllPairsInTheTargetsOwnUnits() {
        Prepared prepared =
                prepared(new InputOptions(6, PcaSolver.AUTO, false, Scaling.EACH, true, History.NONE), 1, Workers.NONE);
        Trial trial = network(prepared);
        for (Part part : List.of(Part.TRAIN, Part.TEST)) {
            int[] bins = split.bins(part);
            double sum = 0;
            for (int i : bins) {
                for (int j : bins) {
                    sum += Math.pow(
                            trial.predictions().at(i, 0) - prepared.targets().at(j, 0), 2);
                }
            }
            double expected = sum / bins.length / bins.length;
            assertThat(trial.broadcastLoss(prepared, part)).isEqualTo(expected, within(1e-6 * expected));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void theSameSeedGivesTheSameBytesWhateverTheNumberOfThreads(int threads) {
        InputOptions options = new InputOptions(6, PcaSolver.AUTO, false, Scaling.EACH, true, History.NONE);
        Prepared expected = prepared(options, 2, Workers.NONE);
        try (Workers workers = Workers.of(threads)) {
            Prepared actual = prepared(options, 2, workers);
            assertThat(actual.x()).isEqualTo(expected.x());
            assertThat(network(actual).predictions())
                    .isEqualTo(network(expected).predictions());
            assertThat(Trial.ridge(actual, KERNELS, workers).predictions())
                    .isEqualTo(Trial.ridge(expected, KERNELS, Workers.NONE).predictions());
            assertThat(Trial.leastSquares(actual, KERNELS, workers).predictions())
                    .isEqualTo(
                            Trial.leastSquares(expected, KERNELS, Workers.NONE).predictions());
        }
    }

    @Test
    void aNetworkLearns() {
        Trial trial = trained(Loss.MSE);
        assertThat(trial.metrics().get(Part.TEST).r2VsTrainMean()).isGreaterThan(0.8);
        assertThat(trial.training().orElseThrow().history()).hasSize(60);
    }

    @Test
    void aNetworkLearnsLittleButTheMeanFromTheBroadcastLoss() {
        assertThat(trained(Loss.BROADCAST).metrics().get(Part.TEST).r2VsTrainMean())
                .isBetween(-0.3, 0.3);
    }

    private Trial trained(Loss loss) {
        Prepared prepared =
                prepared(new InputOptions(6, PcaSolver.AUTO, false, Scaling.EACH, true, History.NONE), 1, Workers.NONE);
        Mlp start = Trial.start(prepared, new NetworkOptions(List.of(12), Activation.RELU), 1);
        TrainingOptions options = new TrainingOptions(60, 16, 0.01, 0, 0, false, 0, Selection.LAST, loss, 1);
        return Trial.network(prepared, start, options, KERNELS, Progress.NONE);
    }

    @Test
    void anEnsembleThatCouldNotBeJoinedIsNotBegun() {
        Prepared prepared =
                prepared(new InputOptions(6, PcaSolver.AUTO, false, Scaling.EACH, true, History.NONE), 1, Workers.NONE);
        NetworkOptions wide = new NetworkOptions(List.of(400, 400), Activation.RELU, 100, false);
        assertThatThrownBy(() -> Trial.starts(prepared, wide, 1))
                .isInstanceOf(UnfitException.class)
                .hasMessageContaining("--ensemble 100");
    }

    private static Trial ensemble(Prepared prepared, NetworkOptions shape, Workers workers) {
        List<Mlp> starts = Trial.starts(prepared, shape, 7);
        return Trial.network(
                prepared, starts, shape.nonNegative(), TRAINING, Checkpoints.NONE, KERNELS, workers, Progress.NONE);
    }

    @Test
    void anEnsemblePredictsTheMeanOfItsMembersWhateverTheNumberOfThreads() {
        Prepared prepared =
                prepared(new InputOptions(6, PcaSolver.AUTO, false, Scaling.EACH, true, History.NONE), 2, Workers.NONE);
        NetworkOptions shape = new NetworkOptions(List.of(12, 5), Activation.RELU, 3, false);
        Trial ensemble = ensemble(prepared, shape, Workers.NONE);
        assertThat(ensemble.trainings()).hasSize(3);
        double[] mean = new double[ensemble.predictions().data().length];
        for (int i = 0; i < 3; i++) {
            TrainingOptions own = TRAINING.withSeed(Ensemble.seed(7, i));
            Mlp start = Trial.start(prepared, shape, own.seed());
            float[] member = Trial.network(prepared, start, own, KERNELS, Progress.NONE)
                    .predictions()
                    .data();
            for (int j = 0; j < mean.length; j++) {
                mean[j] += member[j] / 3.0;
            }
        }
        for (int j = 0; j < mean.length; j++) {
            assertThat((double) ensemble.predictions().data()[j]).isEqualTo(mean[j], within(1e-4));
        }
        try (Workers workers = Workers.of(3)) {
            assertThat(ensemble(prepared, shape, workers).predictions()).isEqualTo(ensemble.predictions());
        }
        assertThat(ensemble.decoder().orElseThrow().predict(activity, KERNELS, Workers.NONE))
                .isEqualTo(ensemble.predictions());
    }

    @Test
    void aPredictionBelowZeroBecomesZeroWhereAskedFor() {
        Matrix targets = Recordings.targets(activity, 1, 2);
        for (int t = 0; t < targets.rows(); t++) {
            targets.data()[t] -= 20; // so that about half of them are negative
        }
        Prepared prepared = Prepared.of(
                activity,
                targets,
                split,
                new InputOptions(6, PcaSolver.AUTO, false, Scaling.EACH, true, History.NONE),
                KERNELS,
                Workers.NONE,
                Progress.NONE);
        float[] free = network(prepared).predictions().data();
        Trial clamped = ensemble(prepared, new NetworkOptions(List.of(12, 5), Activation.RELU, 1, true), Workers.NONE);
        int below = 0;
        for (int i = 0; i < free.length; i++) {
            below += free[i] < 0 ? 1 : 0;
            assertThat(clamped.predictions().data()[i]).isEqualTo(Math.max(0, free[i]));
        }
        assertThat(below).isPositive();
        assertThat(clamped.decoder().orElseThrow().predict(activity, KERNELS, Workers.NONE))
                .isEqualTo(clamped.predictions());
    }

    /** It sees the target itself, so it is nothing that could be applied to activity. */
    @Test
    void persistenceIsTheBinBeforeAndNoDecoder() {
        Prepared prepared = prepared(inputs().findFirst().orElseThrow(), 2, Workers.NONE);
        Trial persistence = Trial.persistence(prepared);
        assertThat(persistence.decoder()).isEmpty();
        for (int t : prepared.bins(Part.TEST)) {
            for (int o = 0; o < 2; o++) {
                assertThat(persistence.predictions().at(t, o))
                        .isEqualTo(prepared.targets().at(t - 1, o));
            }
        }
        assertThat(persistence.predictions().at(0, 1)).isEqualTo((float) prepared.trainMean()[1]);
        assertThat(persistence.metrics().keySet()).containsExactly(Part.TRAIN, Part.VALID, Part.TEST);
    }
}
