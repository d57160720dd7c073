package stride.model.decoder;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stride.engine.Matrix;
import stride.model.evaluation.Difference;
import stride.model.evaluation.Figure;
import stride.model.evaluation.Intervals;
import stride.model.evaluation.Metrics;
import stride.model.split.Part;
import stride.model.split.Split;

/**
 * What came of one decoder: a fit of its own on every fold of the split, and one alone where the split has no folds.
 *
 * @param folds at least one
 */
public record Outcome(List<Fold> folds) {
    /** One fold: what was fitted on, and what came of it. */
    public record Fold(Prepared prepared, Trial trial) {}

    public Outcome {
        folds = List.copyOf(folds);
        if (folds.isEmpty()) {
            throw new IllegalArgumentException("an outcome without folds");
        }
    }

    /** What came of the only fold there is. */
    public static Outcome of(Prepared prepared, Trial trial) {
        return new Outcome(List.of(new Fold(prepared, trial)));
    }

    /** Whether there are several folds. */
    public boolean folded() {
        return folds.size() > 1;
    }

    /** The first fold, which is all there is where the split has no folds. */
    public Fold first() {
        return folds.getFirst();
    }

    /**
     * The metrics of each part over all folds together. A test bin is judged once, by the fold that did not see it; a
     * train or validation bin once for each fold that it was one in.
     */
    public Map<Part, Metrics> metrics() {
        if (!folded()) {
            return first().trial.metrics();
        }
        Map<Part, Metrics> metrics = new EnumMap<>(Part.class);
        for (Part part : first().trial.metrics().keySet()) {
            metrics.put(part, PooledBins.of(this, part).metrics());
        }
        return metrics;
    }

    /**
     * The intervals of the metrics of what a decoder is chosen and judged by; of train bins none. A bin that several folds
     * validate on is one bin.
     */
    public Map<Part, Intervals> intervals() {
        Map<Part, Intervals> intervals = new EnumMap<>(Part.class);
        for (Part part : first().trial.metrics().keySet()) {
            if (part != Part.TRAIN) {
                intervals.put(part, PooledBins.of(this, part).intervals());
            }
        }
        return intervals;
    }

    /**
     * A figure on the test bins minus that of another decoder on the same ones, with an interval from resamples that both
     * share; empty where there are no test bins.
     *
     * @param other with as many folds, of the same splits and windows
     */
    public Optional<Difference> difference(Figure figure, Outcome other) {
        if (!first().trial.metrics().containsKey(Part.TEST)) {
            return Optional.empty();
        }
        PooledBins own = PooledBins.of(this, Part.TEST);
        return Optional.of(own.difference(figure, PooledBins.of(other, Part.TEST)));
    }

    /**
     * The prediction for every bin (bins, outputs): that of the fold which tests it. Of a split without folds, those of
     * its trial. NaN where there is none.
     */
    public Matrix predictions() {
        if (!folded()) {
            return first().trial.predictions();
        }
        Matrix targets = first().prepared.targets();
        Matrix predictions = Matrix.zeros(targets.rows(), targets.columns());
        Arrays.fill(predictions.data(), Float.NaN);
        for (Fold fold : folds) {
            for (int t : fold.prepared.bins(Part.TEST)) {
                System.arraycopy(
                        fold.trial.predictions().data(),
                        t * targets.columns(),
                        predictions.data(),
                        t * targets.columns(),
                        targets.columns());
            }
        }
        return predictions;
    }

    /** The number of the fold that tests a bin, from 0 on; 0 for every bin where there are no folds. */
    public int testedBy(int bin) {
        for (int f = 0; f < folds.size(); f++) {
            Split split = folds.get(f).prepared.split();
            if (split.part(bin) == Part.TEST) {
                return f;
            }
        }
        return 0;
    }
}
