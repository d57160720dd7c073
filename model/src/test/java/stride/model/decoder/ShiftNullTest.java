package stride.model.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.Draws;
import stride.model.NumericException;
import stride.model.Progress;
import stride.model.UnfitException;
import stride.model.decoder.ShiftNull.Shift;
import stride.model.pca.PcaSolver;
import stride.model.split.Gap;
import stride.model.split.History;
import stride.model.split.Part;
import stride.model.split.SplitOptions;
import stride.model.split.SplitOptions.Kind;

class ShiftNullTest {
    private static final Kernels KERNELS = Kernels.choose();
    private static final int BINS = 600;
    private static final int NEURONS = 12;

    /** Slow signals (signals, bins), each bin of which is nearly the last one. */
    private static Matrix drifts(int signals, long seed) {
        Random random = new Random(seed);
        Matrix drifts = Matrix.zeros(signals, BINS);
        for (int s = 0; s < signals; s++) {
            double value = random.nextGaussian();
            for (int t = 0; t < BINS; t++) {
                drifts.data()[s * BINS + t] = (float) value;
                value = 0.98 * value + 0.2 * random.nextGaussian();
            }
        }
        return drifts;
    }

    private static Matrix column(Matrix drift) {
        return new Matrix(BINS, 1, drift.data().clone());
    }

    private static List<Prepared> prepared(Matrix activity, Matrix targets, Kind kind) {
        InputOptions inputs = new InputOptions(0, PcaSolver.AUTO, false, Scaling.EACH, true, History.NONE);
        return SplitOptions.chronological(0.7, 0.15).withKind(kind).withGap(Gap.of(5)).folds(BINS).stream()
                .map(split -> Prepared.of(activity, targets, split, inputs, KERNELS, Workers.NONE, Progress.NONE))
                .toList();
    }

    private static ShiftNull ridge(Shift shift, List<Prepared> folds, int wanted) {
        return RidgeNull.of(shift, folds, wanted, KERNELS, Workers.NONE).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(Shift.class)
    void anUnrelatedDriftIsWithinItsNullThoughItsR2MaySeemToBeSomething(Shift shift) {
        int outside = 0;
        for (int seed = 0; seed < 20; seed++) {
            List<Prepared> folds = prepared(drifts(NEURONS, seed), column(drifts(1, 1000 + seed)), Kind.CHRONOLOGICAL);
            ShiftNull drift = ridge(shift, folds, 60);
            outside += drift.observed() > drift.high() ? 1 : 0;
        }
        // One in forty by right; shifts are few and dependent.
        assertThat(outside).isLessThanOrEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(Shift.class)
    void whatCanBeDecodedStandsOutOfItsNull(Shift shift) {
        Matrix activity = drifts(NEURONS, 1);
        for (Kind kind : List.of(Kind.CHRONOLOGICAL, Kind.KFOLD)) {
            ShiftNull null_ = ridge(shift, prepared(activity, Recordings.targets(activity, 2, 3), kind), 60);
            assertThat(null_.observed()).isGreaterThan(0.9).isGreaterThan(Collections.max(null_.values()));
            assertThat(null_.median()).isLessThan(0.5);
        }
    }

    /** Shifted against the activity, a target that can be decoded is one of its own null; and back again it is found. */
    @Test
    void aShiftedTargetRecoversTheNull() {
        Matrix activity = drifts(NEURONS, 1);
        Matrix targets = Recordings.targets(activity, 1, 3);
        int by = 250;
        int[] sources = new int[BINS];
        Arrays.setAll(sources, t -> (t + by) % BINS);
        ShiftNull own = ridge(Shift.CIRCULAR, prepared(activity, targets, Kind.CHRONOLOGICAL), BINS);
        ShiftNull shifted =
                ridge(Shift.CIRCULAR, prepared(activity, targets.selectRows(sources), Kind.CHRONOLOGICAL), BINS);
        assertThat(shifted.observed()).isBetween(own.low(), own.high());
        assertThat(own.values()).anyMatch(x -> Math.abs(x - shifted.observed()) < 1e-4);
        assertThat(Collections.max(shifted.values())).isEqualTo(own.observed(), within(1e-4));
    }

    /** Without a shift it is ridge as it stands beside every decoder. */
    @Test
    void theObservedFigureIsThatOfRidge() {
        Matrix activity = drifts(NEURONS, 4);
        for (Kind kind : List.of(Kind.CHRONOLOGICAL, Kind.KFOLD)) {
            List<Prepared> folds = prepared(activity, Recordings.targets(activity, 2, 5), kind);
            Outcome ridge = new Outcome(folds.stream()
                    .map(p -> new Outcome.Fold(p, Trial.ridge(p, KERNELS, Workers.NONE)))
                    .toList());
            assertThat(ridge(Shift.CIRCULAR, folds, 40).observed())
                    .isEqualTo(ridge.metrics().get(Part.TEST).r2(), within(1e-6));
        }
    }

    @Test
    void everyShiftIsLongerThanTheTargetResemblesItself() {
        Matrix targets = column(drifts(1, 6));
        for (Shift shift : Shift.values()) {
            Shifts shifts = Shifts.of(shift, targets, new History(4, 0), 50).orElseThrow();
            assertThat(shifts.min()).isGreaterThan(4);
            for (int by : shifts.by()) {
                int around = shift == Shift.CIRCULAR ? BINS - by : Math.abs(by);
                assertThat(Math.min(Math.abs(by), around)).isGreaterThanOrEqualTo(shifts.min());
            }
            assertThat(shifts.by()).hasSize(50).doesNotHaveDuplicates();
            // No linear shift comes round.
            for (int bin : shifts.usable(Draws.all(BINS))) {
                for (int i = 0; i < 50 && shift == Shift.LINEAR; i++) {
                    assertThat(shifts.source(i, bin)).isEqualTo(bin + shifts.by()[i]);
                }
            }
        }
    }

    @Test
    void aRecordingThatIsTooShortHasNone() {
        Matrix activity = Draws.activity(5, 60, 1);
        InputOptions inputs = new InputOptions(0, PcaSolver.AUTO, false, Scaling.EACH, true, History.NONE);
        Prepared few = Prepared.of(
                activity,
                Recordings.targets(activity, 1, 2),
                SplitOptions.chronological(0.7, 0).withGap(Gap.of(1)).folds(60).getFirst(),
                inputs,
                KERNELS,
                Workers.NONE,
                Progress.NONE);
        Optional<ShiftNull> linear = RidgeNull.of(Shift.LINEAR, List.of(few), 50, KERNELS, Workers.NONE);
        assertThat(linear).isEmpty();
    }

    /** 196 targets and 20 shifts of each are 4,116, more than are fitted at once; 195 are not. */
    @Test
    void soManyTargetsThatTwentyShiftsAreTooManyHaveNone() {
        Matrix activity = drifts(NEURONS, 1);
        List<Prepared> folds = prepared(activity, Draws.normal(BINS, 196, 2), Kind.CHRONOLOGICAL);
        assertThatThrownBy(() -> RidgeNull.of(Shift.CIRCULAR, folds, 100, KERNELS, Workers.NONE))
                .isInstanceOf(UnfitException.class)
                .hasMessageContaining("196 targets are too many, with 20 shifts at most 195");
        List<Prepared> most = prepared(activity, Draws.normal(BINS, 195, 2), Kind.CHRONOLOGICAL);
        assertThat(ridge(Shift.CIRCULAR, most, 100).values()).hasSize(20);
    }

    @Test
    void theNumberOfThreadsChangesNoBit() {
        Matrix activity = drifts(NEURONS, 1);
        List<Prepared> folds = prepared(activity, Recordings.targets(activity, 2, 3), Kind.KFOLD);
        try (Workers workers = Workers.of(3)) {
            assertThat(RidgeNull.of(Shift.LINEAR, folds, 40, KERNELS, workers))
                    .contains(ridge(Shift.LINEAR, folds, 40));
        }
    }

    @Test
    void aNetworksNullIsItsTrainingOnShiftedTargets() {
        Matrix activity = drifts(NEURONS, 1);
        List<Prepared> folds = prepared(activity, Recordings.targets(activity, 1, 3), Kind.CHRONOLOGICAL);
        Outcome observed = Outcome.of(folds.getFirst(), Trial.ridge(folds.getFirst(), KERNELS, Workers.NONE));
        // Ridge in the network's place: then it must be ridge's own null.
        try (Workers workers = Workers.of(2)) {
            ShiftNull network = NetworkNull.of(observed, 30, p -> Trial.ridge(p, KERNELS, Workers.NONE), workers)
                    .orElseThrow();
            ShiftNull ridge = ridge(Shift.CIRCULAR, folds, 30);
            assertThat(network.observed()).isEqualTo(ridge.observed(), within(1e-5));
            assertThat(network.values()).hasSameSizeAs(ridge.values());
            for (int i = 0; i < 30; i++) {
                assertThat(network.values().get(i)).isEqualTo(ridge.values().get(i), within(1e-3));
            }
        }
    }

    @Test
    void aTrainingThatFailsIsLeftOut() {
        Matrix activity = drifts(NEURONS, 1);
        List<Prepared> folds = prepared(activity, Recordings.targets(activity, 1, 3), Kind.CHRONOLOGICAL);
        Outcome observed = Outcome.of(folds.getFirst(), Trial.ridge(folds.getFirst(), KERNELS, Workers.NONE));
        int[] calls = new int[1];
        Optional<ShiftNull> some = NetworkNull.of(
                observed,
                20,
                p -> {
                    if (calls[0]++ % 2 == 0) {
                        throw new NumericException("diverged");
                    }
                    return Trial.trainMean(p, KERNELS);
                },
                Workers.NONE);
        assertThat(some.orElseThrow().values()).hasSize(10);
    }

    @Test
    void quantilesAreOfTheValuesAndTheCaveatSaysWhatTheyAreNot() {
        List<Double> values =
                DoubleStream.iterate(0, x -> x <= 40, x -> x + 1).boxed().toList();
        ShiftNull null_ = new ShiftNull(Shift.CIRCULAR, 50, values.reversed(), 7, 0);
        assertThat(null_.median()).isEqualTo(20);
        assertThat(null_.low()).isEqualTo(1);
        assertThat(null_.high()).isEqualTo(39);
        assertThat(null_.caveat()).contains("no independent draws", "slow drifts survive");
        assertThat(new ShiftNull(Shift.LINEAR, 50, values, 7, 60).caveat()).contains("60 bins at each end");
    }
}
