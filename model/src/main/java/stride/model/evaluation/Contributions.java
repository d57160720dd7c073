package stride.model.evaluation;

import stride.engine.Matrix;

/**
 * What each bin adds to the sums that all figures are made of. For each output: squared error, absolute error, actual
 * value, its square, predicted value, its square, and their product, both values about the mean of the actual ones, so
 * that no digits are lost to a level; and the square of the actual value about the mean of the train bins.
 */
final class Contributions {
    /** Numbers for each output. */
    static final int WIDTH = 8;

    /** Where among them some lie. */
    static final int SQUARED_ERROR = 0;

    static final int ACTUAL = 2;
    static final int ACTUAL_SQUARE = 3;
    static final int PREDICTED = 4;

    private Contributions() {}

    /**
     * The contributions of some bins, (bins, outputs x WIDTH).
     *
     * @param trainMean of each bin; NaN where it is not known
     */
    static double[] of(Matrix actual, Matrix predicted, int[] bins, Metrics.TrainMean trainMean) {
        int outputs = actual.columns();
        double[] all = new double[Math.multiplyExact(bins.length, outputs * WIDTH)];
        for (int o = 0; o < outputs; o++) {
            double mean = 0;
            for (int t : bins) {
                mean += actual.at(t, o);
            }
            mean /= bins.length;
            for (int i = 0; i < bins.length; i++) {
                double y = actual.at(bins[i], o) - mean;
                double p = predicted.at(bins[i], o) - mean;
                int at = (i * outputs + o) * WIDTH;
                all[at + SQUARED_ERROR] = (y - p) * (y - p);
                all[at + 1] = Math.abs(y - p);
                all[at + ACTUAL] = y;
                all[at + ACTUAL_SQUARE] = y * y;
                all[at + PREDICTED] = p;
                all[at + 5] = p * p;
                all[at + 6] = y * p;
                double aboutTrainMean = actual.at(bins[i], o) - trainMean.at(bins[i], o);
                all[at + 7] = aboutTrainMean * aboutTrainMean;
            }
        }
        return all;
    }

    /** The variance of the actual values, from the means of an output's contributions. */
    static double actualVariance(double[] means, int at) {
        return means[at + 3] - means[at + 2] * means[at + 2];
    }

    /** The correlation of actual and predicted values, likewise. */
    static double correlation(double[] means, int at) {
        double predicted = means[at + 5] - means[at + 4] * means[at + 4];
        double product = means[at + 6] - means[at + 2] * means[at + 4];
        return product / Math.sqrt(actualVariance(means, at) * predicted);
    }
}
