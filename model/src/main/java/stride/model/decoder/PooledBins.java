package stride.model.decoder;

import stride.engine.Matrix;
import stride.model.evaluation.Difference;
import stride.model.evaluation.Figure;
import stride.model.evaluation.Intervals;
import stride.model.evaluation.Metrics;
import stride.model.split.Part;

/**
 * The bins of one part in every fold, one fold after the other.
 *
 * @param actual     bins x outputs
 * @param predicted  bins x outputs, each by the fold that the bin stands there for
 * @param bins       of each row, the number of its bin; the same in several rows where folds share their validation bins
 * @param trainMeans of each row, the mean of its fold's train bins for each output
 */
record PooledBins(Matrix actual, Matrix predicted, int[] bins, double[][] trainMeans) {
    static PooledBins of(Outcome outcome, Part part) {
        int count = outcome.folds().stream()
                .mapToInt(f -> f.prepared().bins(part).length)
                .sum();
        int outputs = outcome.first().prepared().targets().columns();
        Matrix actual = Matrix.zeros(count, outputs);
        Matrix predicted = Matrix.zeros(count, outputs);
        int[] bins = new int[count];
        double[][] trainMeans = new double[count][];
        int row = 0;
        for (Outcome.Fold fold : outcome.folds()) {
            float[] targets = fold.prepared().targets().data();
            float[] predictions = fold.trial().predictions().data();
            double[] trainMean = fold.prepared().trainMean();
            for (int t : fold.prepared().bins(part)) {
                System.arraycopy(targets, t * outputs, actual.data(), row * outputs, outputs);
                System.arraycopy(predictions, t * outputs, predicted.data(), row * outputs, outputs);
                bins[row] = t;
                trainMeans[row] = trainMean;
                row++;
            }
        }
        return new PooledBins(actual, predicted, bins, trainMeans);
    }

    Metrics metrics() {
        return Metrics.of(actual, predicted, all(), (row, output) -> trainMeans[row][output]);
    }

    Intervals intervals() {
        return Intervals.of(actual, predicted, bins, (row, output) -> trainMeans[row][output]);
    }

    /** A figure of these predictions minus that of others for the same bins. */
    Difference difference(Figure figure, PooledBins others) {
        if (!actual.equals(others.actual)) {
            throw new IllegalArgumentException("predictions of other bins: %s and %s".formatted(actual, others.actual));
        }
        return Intervals.difference(figure, actual, predicted, others.predicted, all());
    }

    private int[] all() {
        int[] all = new int[actual.rows()];
        for (int i = 0; i < all.length; i++) {
            all[i] = i;
        }
        return all;
    }
}
