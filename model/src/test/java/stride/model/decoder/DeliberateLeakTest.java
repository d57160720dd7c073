package stride.model.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.Draws;
import stride.model.Progress;
import stride.model.Standardizer;
import stride.model.linear.LinearRegression;
import stride.model.network.Samples;
import stride.model.network.Selection;
import stride.model.pca.Pca;
import stride.model.pca.PcaSolver;
import stride.model.split.Gap;
import stride.model.split.History;
import stride.model.split.Part;
import stride.model.split.Split;
import stride.model.split.SplitOptions;
import stride.model.split.SplitOptions.Kind;
import stride.model.split.TrainRows;

/**
 * Fits that are wrong on purpose, each as people have written it: the check that clears Stride's own must catch every
 * one of them, and clear the same fit done right.
 */
class DeliberateLeakTest {
    private static final Kernels KERNELS = Kernels.choose();
    private static final Set<Part> TRAIN = Set.of(Part.TRAIN);
    private static final Set<Part> TRAIN_AND_VALID = Set.of(Part.TRAIN, Part.VALID);
    private static final History HISTORY = new History(3, 0);

    /** The middle fold: train bins lie on both sides of test and validation bins. */
    private final Split split = SplitOptions.chronological(0.7, 0.2)
            .withKind(Kind.KFOLD)
            .withGap(Gap.of(2))
            .folds(LeakCheck.BINS)
            .get(2);

    private final LeakCheck check = new LeakCheck(1);

    private static Prepared prepared(Matrix activity, Matrix targets, Split split, History history) {
        InputOptions options = new InputOptions(5, PcaSolver.AUTO, false, Scaling.EACH, true, history);
        return Prepared.of(activity, targets, split, options, KERNELS, Workers.NONE, Progress.NONE);
    }

    /** A split that trains on everything: the way round the type that one has to go on purpose. */
    private static TrainRows all(Matrix rows) {
        return Split.none(rows.rows()).train(rows);
    }

    @Test
    void aScalerThatSeesTestBinsIsCaught() {
        assertThat(check.seesMoreThan(
                        TRAIN,
                        split,
                        (activity, y, s) -> Fitted.of(Standardizer.fit(all(Inputs.transposed(activity))))))
                .isTrue();
        assertThat(check.seesMoreThan(
                        TRAIN,
                        split,
                        (activity, y, s) -> Fitted.of(Standardizer.fit(s.train(Inputs.transposed(activity))))))
                .isFalse();
    }

    @Test
    void aTargetScalerThatSeesTestBinsIsCaught() {
        assertThat(check.seesMoreThan(TRAIN, split, (activity, y, s) -> Fitted.of(Standardizer.fit(all(y)))))
                .isTrue();
    }

    @Test
    void componentsOfAllBinsAreCaught() {
        assertThat(check.seesMoreThan(TRAIN, split, (activity, y, s) -> {
                    int[] all = Draws.all(LeakCheck.BINS);
                    Pca pca = Pca.fit(activity, all, 4, PcaSolver.AUTO, KERNELS, Workers.NONE, Progress.NONE);
                    return new Fitted(List.of(pca.components().data()));
                }))
                .isTrue();
    }

    /** The neurons that vary most, by the variance over all bins. */
    @Test
    void neuronsSelectedOnAllBinsAreCaught() {
        assertThat(check.seesMoreThan(TRAIN, split, (a, y, s) -> selected(a, Draws.all(LeakCheck.BINS))))
                .isTrue();
        assertThat(check.seesMoreThan(TRAIN, split, (a, y, s) -> selected(a, s.bins(Part.TRAIN))))
                .isFalse();
    }

    private static Fitted selected(Matrix activity, int[] bins) {
        float[] scale = Standardizer.fit(all(Inputs.transposed(activity).selectRows(bins)))
                .scale();
        float[] chosen = new float[5];
        List<Integer> order = IntStream.range(0, scale.length)
                .boxed()
                .sorted(Comparator.comparingDouble(n -> -scale[n]))
                .toList();
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = order.get(i);
        }
        return new Fitted(List.of(chosen));
    }

    /** Lags made of the whole recording first, and split afterwards: the first train bins after a gap see into it. */
    @Test
    void aWindowThatStraddlesABoundaryIsCaught() {
        assertThat(check.seesMoreThan(TRAIN, split, (a, y, s) -> ridge(a, y, s, false)))
                .isTrue();
        assertThat(check.seesMoreThan(TRAIN, split, (a, y, s) -> ridge(a, y, s, true)))
                .isFalse();
    }

    private static Fitted ridge(Matrix activity, Matrix targets, Split split, boolean within) {
        Prepared prepared = prepared(activity, targets, split, HISTORY);
        int[] anyTrain = Arrays.stream(split.bins(Part.TRAIN))
                .filter(t -> HISTORY.fits(t, LeakCheck.BINS))
                .toArray();
        int[] bins = within ? prepared.bins(Part.TRAIN) : anyTrain;
        Samples train =
                new Samples(HISTORY.windows(prepared.x(), bins), prepared.y().selectRows(bins));
        return Fitted.of(LinearRegression.ridge(train, 0, KERNELS, Workers.NONE).network());
    }

    /** Windows moved in time after they were made of the whole recording: some come to lie in other parts. */
    @Test
    void aWindowMovedOverABoundaryIsCaught() {
        assertThat(check.seesMoreThan(TRAIN, split, (a, y, s) -> moved(a, y, s, false)))
                .isTrue();
        assertThat(check.seesMoreThan(TRAIN, split, (a, y, s) -> moved(a, y, s, true)))
                .isFalse();
    }

    private static Fitted moved(Matrix activity, Matrix targets, Split split, boolean within) {
        Prepared prepared = prepared(activity, targets, split, History.NONE);
        int[] bins = split.bins(Part.TRAIN);
        int[] runs = split.runs(Part.TRAIN, History.NONE);
        int[] from = bins.clone();
        for (int i = 0; i < bins.length; i++) {
            boolean follows = i + 1 < bins.length && runs[i + 1] == runs[i];
            from[i] = follows || !within ? Math.min(bins[i] + 1, LeakCheck.BINS - 1) : bins[i];
        }
        Samples train = new Samples(prepared.x().selectRows(from), prepared.y().selectRows(bins));
        return Fitted.of(LinearRegression.ridge(train, 0, KERNELS, Workers.NONE).network());
    }

    @Test
    void anEpochChosenOnTestBinsIsCaught() {
        assertThat(check.seesMoreThan(TRAIN_AND_VALID, split, (a, y, s) -> network(a, y, s, Selection.TEST)))
                .isTrue();
        assertThat(check.seesMoreThan(TRAIN_AND_VALID, split, (a, y, s) -> network(a, y, s, Selection.VALID)))
                .isFalse();
    }

    /** What the validation bins choose depends on them: a check that says it does not would see nothing at all. */
    @Test
    void anEpochChosenOnValidationBinsDependsOnThem() {
        assertThat(check.seesMoreThan(TRAIN, split, (a, y, s) -> network(a, y, s, Selection.VALID)))
                .isTrue();
    }

    private static Fitted network(Matrix activity, Matrix targets, Split split, Selection select) {
        return LeakageTest.network(prepared(activity, targets, split, History.NONE), select);
    }

    /** A penalty chosen for what it does to the test bins. */
    @Test
    void aPenaltyChosenOnTestBinsIsCaught() {
        assertThat(check.seesMoreThan(TRAIN, split, (a, y, s) -> {
                    Prepared prepared = prepared(a, y, s, History.NONE);
                    Samples test = prepared.samples(Part.TEST);
                    return new Fitted(List.of(new float[] {
                        (float) LinearRegression.ridge(test, 0, KERNELS, Workers.NONE)
                                .lambda()
                    }));
                }))
                .isTrue();
    }
}
