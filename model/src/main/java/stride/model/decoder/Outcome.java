package stride.model.decoder;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import stride.engine.Matrix;
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
            metrics.put(part, pooled(part));
        }
        return metrics;
    }

    private Metrics pooled(Part part) {
        int count = folds.stream().mapToInt(f -> f.prepared.bins(part).length).sum();
        int outputs = first().prepared.targets().columns();
        Matrix actual = Matrix.zeros(count, outputs);
        Matrix predicted = Matrix.zeros(count, outputs);
        double[][] trainMeans = new double[count][];
        int row = 0;
        for (Fold fold : folds) {
            double[] trainMean = fold.prepared.trainMean();
            for (int t : fold.prepared.bins(part)) {
                System.arraycopy(fold.prepared.targets().data(), t * outputs, actual.data(), row * outputs, outputs);
                System.arraycopy(
                        fold.trial.predictions().data(), t * outputs, predicted.data(), row * outputs, outputs);
                trainMeans[row] = trainMean;
                row++;
            }
        }
        int[] all = new int[count];
        Arrays.setAll(all, i -> i);
        return Metrics.of(actual, predicted, all, (r, o) -> trainMeans[r][o]);
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
