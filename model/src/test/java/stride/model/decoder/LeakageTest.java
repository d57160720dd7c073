package stride.model.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.constraints.IntRange;
import stride.engine.Activation;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.Draws;
import stride.model.Progress;
import stride.model.network.Augmentation;
import stride.model.network.Checkpoints;
import stride.model.network.Loss;
import stride.model.network.Schedule;
import stride.model.network.Selection;
import stride.model.network.TrainingOptions;
import stride.model.pca.PcaSolver;
import stride.model.split.Gap;
import stride.model.split.History;
import stride.model.split.Part;
import stride.model.split.Split;
import stride.model.split.SplitOptions;
import stride.model.split.SplitOptions.Kind;

/** What is fitted depends on the train bins alone, whatever the split and the history: no bit of it ever changes. */
class LeakageTest {
    private static final Kernels KERNELS = Kernels.choose();
    private static final Set<Part> TRAIN = Set.of(Part.TRAIN);
    private static final Set<Part> TRAIN_AND_VALID = Set.of(Part.TRAIN, Part.VALID);

    /** Splits of every kind, each fold of folds, with windows that they have room for. */
    @Provide
    Arbitrary<Tuple2<Split, History>> splits() {
        Arbitrary<Kind> kinds = Arbitraries.of(Kind.CHRONOLOGICAL, Kind.BLOCKED, Kind.KFOLD, Kind.RANDOM);
        Arbitrary<History> histories =
                Arbitraries.of(History.NONE, new History(3, 0), new History(0, 2), new History(2, 1));
        return Combinators.combine(
                        kinds,
                        histories,
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.longs())
                .as((kind, history, gap, fold, seed) -> {
                    boolean random = kind == Kind.RANDOM; // single bins have room for neither
                    List<Split> folds = new SplitOptions(
                                    kind, 0.7, 0.2, Optional.of(Gap.of(random ? 0 : gap)), OptionalInt.of(20), 3, seed)
                            .folds(LeakCheck.BINS);
                    return Tuple.of(folds.get(fold % folds.size()), random ? History.NONE : history);
                });
    }

    private static InputOptions inputs(int pca, boolean fitOnAll, History history) {
        return new InputOptions(pca, PcaSolver.AUTO, fitOnAll, Scaling.EACH, true, history);
    }

    private static Prepared prepared(Matrix activity, Matrix targets, Split split, InputOptions options) {
        return Prepared.of(activity, targets, split, options, KERNELS, Workers.NONE, Progress.NONE);
    }

    @Property(tries = 60)
    void componentsAndScalersSeeTrainBinsAlone(
            @ForAll("splits") Tuple2<Split, History> drawn,
            @ForAll boolean components,
            @ForAll Scaling scaling,
            @ForAll long seed) {
        InputOptions options = new InputOptions(components ? 5 : 0, PcaSolver.AUTO, false, scaling, true, drawn.get2());
        assertThat(new LeakCheck(seed)
                        .seesMoreThan(TRAIN, drawn.get1(), (a, y, split) -> Fitted.of(prepared(a, y, split, options))))
                .isFalse();
    }

    @Property(tries = 60)
    void closedFormsAndTheirPenaltySeeTrainBinsAlone(
            @ForAll("splits") Tuple2<Split, History> drawn, @ForAll @IntRange(max = 2) int which, @ForAll long seed) {
        InputOptions options = inputs(5, false, drawn.get2());
        assertThat(new LeakCheck(seed).seesMoreThan(TRAIN, drawn.get1(), (a, y, split) -> {
                    Prepared prepared = prepared(a, y, split, options);
                    return Fitted.of(
                            switch (which) {
                                case 0 -> Trial.leastSquares(prepared, KERNELS, Workers.NONE);
                                case 1 -> Trial.ridge(prepared, KERNELS, Workers.NONE);
                                default -> Trial.trainMean(prepared, KERNELS);
                            });
                }))
                .isFalse();
    }

    @Property(tries = 40)
    void aNetworkThatKeepsItsLastEpochSeesTrainBinsAlone(
            @ForAll("splits") Tuple2<Split, History> drawn, @ForAll boolean components, @ForAll long seed) {
        InputOptions options = inputs(components ? 5 : 0, false, drawn.get2());
        assertThat(new LeakCheck(seed)
                        .seesMoreThan(
                                TRAIN,
                                drawn.get1(),
                                (a, y, split) -> network(prepared(a, y, split, options), Selection.LAST)))
                .isFalse();
    }

    @Property(tries = 40)
    void aNetworkOnVariedSamplesSeesTrainBinsAlone(
            @ForAll("splits") Tuple2<Split, History> drawn,
            @ForAll boolean components,
            @ForAll("augmentations") Augmentation augmentation,
            @ForAll long seed) {
        InputOptions options = inputs(components ? 5 : 0, false, drawn.get2()).withGroups(true);
        LeakCheck.Fit fit = (a, y, split) -> network(prepared(a, y, split, options), Selection.LAST, augmentation);
        assertThat(new LeakCheck(seed).seesMoreThan(TRAIN, drawn.get1(), fit)).isFalse();
    }

    /** Every kind alone, and all together. */
    @Provide
    Arbitrary<Augmentation> augmentations() {
        return Arbitraries.of(
                new Augmentation(0.3, 0, 0, 0),
                new Augmentation(0, 0.3, 0, 0),
                new Augmentation(0, 0, 0.5, 0),
                new Augmentation(0, 0, 0, 3),
                new Augmentation(0.3, 0.3, 0.5, 3));
    }

    @Property(tries = 40)
    void aNetworkChosenOnValidationBinsSeesNoTestBins(
            @ForAll("splits") Tuple2<Split, History> drawn, @ForAll long seed) {
        InputOptions options = inputs(5, false, drawn.get2());
        LeakCheck check = new LeakCheck(seed);
        LeakCheck.Fit fit = (a, y, split) -> network(prepared(a, y, split, options), Selection.VALID);
        assertThat(check.seesMoreThan(TRAIN_AND_VALID, drawn.get1(), fit)).isFalse();
    }

    /** The weights of a small network, trained until the selecting part is no longer predicted any better. */
    static Fitted network(Prepared prepared, Selection select) {
        return network(prepared, select, Augmentation.NONE);
    }

    private static Fitted network(Prepared prepared, Selection select, Augmentation augmentation) {
        NetworkOptions shape = new NetworkOptions(List.of(6), Activation.TANH);
        int stop = select == Selection.LAST ? 0 : 2;
        TrainingOptions options = new TrainingOptions(
                select == Selection.LAST ? 3 : 12,
                16,
                0.02,
                0.01,
                0.1,
                true,
                stop,
                select,
                Loss.MSE,
                1,
                Schedule.CONSTANT,
                0,
                augmentation);
        return Fitted.of(Trial.network(
                prepared,
                Trial.starts(prepared, shape, 1),
                false,
                options,
                Checkpoints.NONE,
                KERNELS,
                Workers.NONE,
                Progress.NONE));
    }

    /** The published study fitted its components on the test bins, and this is how it shows. */
    @Property(tries = 10)
    void thePublishedComponentsSeeTestBins(@ForAll("splits") Tuple2<Split, History> drawn, @ForAll long seed) {
        InputOptions published = inputs(5, Protocol.PUBLISHED.inputs().fitOnAll(), drawn.get2());
        assertThat(new LeakCheck(seed)
                        .seesMoreThan(
                                TRAIN_AND_VALID,
                                drawn.get1(),
                                (a, y, split) -> Fitted.of(prepared(a, y, split, published))))
                .isTrue();
    }

    /** With the decoder as it is, a test bin's prediction depends on the activity of its own run of test bins alone. */
    @Property(tries = 40)
    void aPredictionSeesNothingBeyondItsPart(@ForAll("splits") Tuple2<Split, History> drawn, @ForAll long seed) {
        Matrix activity = Draws.activity(LeakCheck.NEURONS, LeakCheck.BINS, 1);
        Split split = drawn.get1();
        Prepared prepared =
                prepared(activity, Recordings.targets(activity, 2, 2), split, inputs(0, false, drawn.get2()));
        Trial trial = Trial.ridge(prepared, KERNELS, Workers.NONE);
        Matrix other = new Matrix(
                prepared.x().rows(), prepared.x().columns(), prepared.x().data().clone());
        Matrix noise = Draws.normal(other.rows(), other.columns(), seed);
        for (int t = 0; t < LeakCheck.BINS; t++) {
            for (int i = 0; split.part(t) != Part.TEST && i < other.columns(); i++) {
                other.data()[t * other.columns() + i] = noise.at(t, i);
            }
        }
        Matrix again = prepared.withinParts(trial.decoder().orElseThrow().predictScaled(other, KERNELS));
        int[] test = split.bins(Part.TEST);
        assertThat(again.selectRows(test)).isEqualTo(trial.predictions().selectRows(test));
        assertThat(prepared.bins(Part.TEST)).isNotEmpty();
    }
}
