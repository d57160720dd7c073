package stride.model.decoder;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.NumericException;
import stride.model.UnfitException;
import stride.model.decoder.ShiftNull.Shift;
import stride.model.split.Part;

/** The null of a network: it is trained anew on targets that are shifted in a circle. */
public final class NetworkNull {
    private NetworkNull() {}

    /**
     * Trains on shifted targets, one shift on each thread. A training that fails, as on a target that is constant there,
     * is left out.
     *
     * @param observed what came of it without a shift
     * @param wanted   how many shifts; there may be fewer
     * @param training trains on one fold, on no further threads
     * @return empty where the recording is too short, or nothing is tested
     */
    public static Optional<ShiftNull> of(
            Outcome observed, int wanted, Function<Prepared, Trial> training, Workers workers) {
        Prepared first = observed.first().prepared();
        if (!observed.metrics().containsKey(Part.TEST)) {
            return Optional.empty();
        }
        Optional<Shifts> found = Shifts.of(Shift.CIRCULAR, first.targets(), first.history(), wanted);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Shifts shifts = found.get();
        double[] r2 = new double[shifts.by().length];
        workers.run(r2.length, i -> r2[i] = r2(observed, shifted(first.targets(), shifts, i), training));
        List<Double> values = Arrays.stream(r2).filter(Double::isFinite).boxed().toList();
        double own = observed.metrics().get(Part.TEST).r2();
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(new ShiftNull(Shift.CIRCULAR, own, values, shifts.min(), 0));
    }

    private static double r2(Outcome observed, Matrix targets, Function<Prepared, Trial> training) {
        try {
            return new Outcome(observed.folds().stream()
                            .map(fold -> fold.prepared().withTargets(targets))
                            .map(prepared -> new Outcome.Fold(prepared, training.apply(prepared)))
                            .toList())
                    .metrics()
                    .get(Part.TEST)
                    .r2();
        } catch (NumericException | UnfitException e) {
            return Double.NaN;
        }
    }

    private static Matrix shifted(Matrix targets, Shifts shifts, int i) {
        int[] sources = new int[targets.rows()];
        Arrays.setAll(sources, t -> shifts.source(i, t));
        return targets.selectRows(sources);
    }
}
