package stride.model.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.Draws;
import stride.model.Progress;
import stride.model.evaluation.Difference;
import stride.model.evaluation.Figure;
import stride.model.evaluation.Interval;
import stride.model.evaluation.Intervals;
import stride.model.evaluation.Metrics;
import stride.model.pca.PcaSolver;
import stride.model.split.Gap;
import stride.model.split.History;
import stride.model.split.Part;
import stride.model.split.SplitOptions;
import stride.model.split.SplitOptions.Kind;

class OutcomeTest {
    private static final Kernels KERNELS = Kernels.choose();
    private static final int BINS = 200;

    private final Matrix activity = Draws.activity(40, BINS, 1);
    private final Matrix targets = Recordings.targets(activity, 2, 2);

    private Outcome ridge(Kind kind, History history) {
        return ridge(kind, history, 0.2);
    }

    private Outcome ridge(Kind kind, History history, double validFraction) {
        InputOptions inputs = new InputOptions(6, PcaSolver.AUTO, false, Scaling.EACH, true, history);
        List<Outcome.Fold> folds =
                SplitOptions.chronological(0.7, validFraction).withKind(kind).withGap(Gap.of(2)).folds(BINS).stream()
                        .map(split ->
                                Prepared.of(activity, targets, split, inputs, KERNELS, Workers.NONE, Progress.NONE))
                        .map(prepared -> new Outcome.Fold(prepared, Trial.ridge(prepared, KERNELS, Workers.NONE)))
                        .toList();
        return new Outcome(folds);
    }

    @Test
    void withoutFoldsItIsTheTrial() {
        Outcome outcome = ridge(Kind.CHRONOLOGICAL, History.NONE);
        assertThat(outcome.folded()).isFalse();
        assertThat(outcome.metrics()).isEqualTo(outcome.first().trial().metrics());
        assertThat(outcome.predictions()).isEqualTo(outcome.first().trial().predictions());
    }

    @Test
    void eachBinIsPredictedByTheFoldThatDidNotSeeIt() {
        Outcome outcome = ridge(Kind.KFOLD, History.NONE);
        assertThat(outcome.folds()).hasSize(5);
        for (int t = 0; t < BINS; t++) {
            int fold = t / 40;
            assertThat(outcome.testedBy(t)).isEqualTo(fold);
            assertThat(outcome.predictions().at(t, 1))
                    .isEqualTo(outcome.folds().get(fold).trial().predictions().at(t, 1));
        }
    }

    @Test
    void testBinsArePooledOnceAndTheTrainMeanIsThatOfTheirFold() {
        Outcome outcome = ridge(Kind.KFOLD, History.NONE);
        int[] all = IntStream.range(0, BINS).toArray();
        Metrics pooled = outcome.metrics().get(Part.TEST);
        Metrics expected = Metrics.of(targets, outcome.predictions(), all, new double[2]);
        assertThat(pooled.n()).isEqualTo(BINS);
        assertThat(pooled.mse()).isEqualTo(expected.mse(), within(1e-12));
        assertThat(pooled.r2()).isEqualTo(expected.r2(), within(1e-12));
        double[] squares = new double[2];
        double[] errors = new double[2];
        for (int t = 0; t < BINS; t++) {
            double[] mean = outcome.folds().get(t / 40).prepared().trainMean();
            for (int o = 0; o < 2; o++) {
                squares[o] += Math.pow(targets.at(t, o) - mean[o], 2);
                errors[o] += Math.pow(targets.at(t, o) - outcome.predictions().at(t, o), 2);
            }
        }
        assertThat(pooled.r2VsTrainMean())
                .isEqualTo(1 - (errors[0] / squares[0] + errors[1] / squares[1]) / 2, within(1e-9));
    }

    @Test
    void trainBinsAreCountedOnceForEachFoldThatTrainsOnThem() {
        Outcome outcome = ridge(Kind.KFOLD, History.NONE);
        assertThat(outcome.metrics().get(Part.TRAIN).n())
                .isEqualTo(outcome.folds().stream()
                        .mapToInt(f -> f.prepared().split().count(Part.TRAIN))
                        .sum());
    }

    @Test
    void binsWithoutAWholeWindowArePredictedByNobody() {
        Outcome outcome = ridge(Kind.KFOLD, new History(3, 1));
        for (int t = 0; t < BINS; t++) {
            int within = t % 40;
            assertThat(Float.isNaN(outcome.predictions().at(t, 0)))
                    .as("bin %d", t)
                    .isEqualTo(within < 3 || within == 39);
        }
        assertThat(outcome.metrics().get(Part.TEST).n()).isEqualTo(BINS - 5 * 4);
        assertThat(outcome.metrics().get(Part.TEST).mse()).isFinite();
    }

    @Test
    void intervalsAreOfValidationAndTestBinsAndHoldTheirFigures() {
        for (Kind kind : List.of(Kind.CHRONOLOGICAL, Kind.KFOLD)) {
            Outcome outcome = ridge(kind, History.NONE);
            Map<Part, Intervals> intervals = outcome.intervals();
            assertThat(intervals.keySet()).containsExactly(Part.VALID, Part.TEST);
            Metrics test = outcome.metrics().get(Part.TEST);
            Map<Figure, Interval> figures = intervals.get(Part.TEST).figures();
            assertThat(figures.keySet()).containsExactlyInAnyOrder(Figure.values());
            assertThat(figures.get(Figure.R2).contains(test.r2())).isTrue();
            assertThat(figures.get(Figure.R2_VS_TRAIN_MEAN).contains(test.r2VsTrainMean()))
                    .isTrue();
            assertThat(figures.get(Figure.RMSE).contains(test.rmse())).isTrue();
            assertThat(figures.get(Figure.MAE).contains(test.mae())).isTrue();
            assertThat(figures.get(Figure.PEARSON).contains(test.pearson())).isTrue();
            // On a scale of logarithms, a square's interval is the square of its root's.
            double low = figures.get(Figure.RMSE).low();
            assertThat(figures.get(Figure.MSE).low()).isEqualTo(low * low, within(1e-9 * low * low));
        }
    }

    /** With half of the others validating, the stretches of five folds overlap. */
    @Test
    void theIntervalOfValidationBinsIsAboutTheirFigureThoughFoldsShareThem() {
        Outcome outcome = ridge(Kind.KFOLD, History.NONE, 0.5);
        int rows = outcome.metrics().get(Part.VALID).n();
        int[] bins = outcome.folds().stream()
                .flatMapToInt(fold -> IntStream.of(fold.prepared().bins(Part.VALID)))
                .distinct()
                .toArray();
        assertThat(rows).isGreaterThan(3 * bins.length / 2);
        Intervals valid = outcome.intervals().get(Part.VALID);
        assertThat(valid.block()).isLessThanOrEqualTo(bins.length / 8);
        // The interval is symmetric on the scale of the logarithm, about what the metrics say.
        Interval rmse = valid.figures().get(Figure.RMSE);
        assertThat(Math.sqrt(rmse.low() * rmse.high()))
                .isEqualTo(outcome.metrics().get(Part.VALID).rmse(), within(1e-6));
    }

    @Test
    void aDifferenceIsThatOfTheMetricsAndOfItselfNothing() {
        Outcome outcome = ridge(Kind.KFOLD, History.NONE);
        Outcome mean = new Outcome(outcome.folds().stream()
                .map(fold -> new Outcome.Fold(fold.prepared(), Trial.trainMean(fold.prepared(), KERNELS)))
                .toList());
        Difference difference = outcome.difference(Figure.R2, mean).orElseThrow();
        double expected = outcome.metrics().get(Part.TEST).r2()
                - mean.metrics().get(Part.TEST).r2();
        assertThat(difference.value()).isEqualTo(expected, within(1e-9));
        assertThat(difference.interval().contains(expected)).isTrue();
        assertThat(difference.interval().low()).isPositive();
        Difference none = outcome.difference(Figure.RMSE, outcome).orElseThrow();
        assertThat(none).isEqualTo(new Difference(0, new Interval(0, 0)));
    }

    @Test
    void decodersOfOtherBinsAreNotCompared() {
        Outcome folds = ridge(Kind.KFOLD, History.NONE);
        Outcome other = ridge(Kind.KFOLD, new History(3, 1));
        assertThatThrownBy(() -> folds.difference(Figure.R2, other)).isInstanceOf(IllegalArgumentException.class);
    }
}
