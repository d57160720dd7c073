package stride.model.evaluation;

import stride.engine.Matrix;

/**
 * How well predictions fit, in the target's own units. With several outputs, each figure is the mean over the outputs
 * ({@code rmse} is the root of the mean {@code mse}).
 *
 * @param mse           mean squared error
 * @param rmse          its square root
 * @param mae           mean absolute error
 * @param r2            1 - (sum of squared errors) / (sum of squares about the part's own mean); NaN for a constant target
 * @param r2VsTrainMean the same about the mean of the train bins: above 0 means better than that constant
 * @param pearson       correlation, blind to scale and offset; NaN where either side is constant
 * @param n             the number of bins
 */
public record Metrics(double mse, double rmse, double mae, double r2, double r2VsTrainMean, double pearson, int n) {
    /**
     * Judges predictions on some bins.
     *
     * @param actual    bins x outputs
     * @param predicted bins x outputs
     * @param bins      the bins to judge on; at least one
     * @param trainMean each output's mean over the train bins
     */
    public static Metrics of(Matrix actual, Matrix predicted, int[] bins, double[] trainMean) {
        return of(actual, predicted, bins, (bin, output) -> trainMean[output]);
    }

    /** What a decoder that knows nothing says of a bin: the mean of the train bins of whatever was fitted for it. */
    @FunctionalInterface
    public interface TrainMean {
        /** For this bin and output. */
        double at(int bin, int output);
    }

    /** The same where not all bins were predicted from the same train bins, as over the folds of a split. */
    public static Metrics of(Matrix actual, Matrix predicted, int[] bins, TrainMean trainMean) {
        int outputs = actual.columns();
        double mse = 0;
        double mae = 0;
        double r2 = 0;
        double r2VsTrainMean = 0;
        double pearson = 0;
        for (int o = 0; o < outputs; o++) {
            Moments moments = Moments.of(actual, predicted, bins, o, trainMean);
            mse += moments.squaredError / bins.length / outputs;
            mae += moments.absoluteError / bins.length / outputs;
            r2 += (1 - moments.squaredError / moments.actualSquares) / outputs;
            r2VsTrainMean += (1 - moments.squaredError / moments.squaresAboutTrainMean) / outputs;
            pearson += moments.products / Math.sqrt(moments.actualSquares * moments.predictedSquares) / outputs;
        }
        return new Metrics(mse, Math.sqrt(mse), mae, finite(r2), finite(r2VsTrainMean), finite(pearson), bins.length);
    }

    /** A ratio to a sum of squares that is zero says nothing. */
    private static double finite(double x) {
        return Double.isFinite(x) ? x : Double.NaN;
    }

    /** Sums over the bins of one output; squares and products are about the means of these bins. */
    private record Moments(
            double squaredError,
            double absoluteError,
            double actualSquares,
            double predictedSquares,
            double products,
            double squaresAboutTrainMean) {
        static Moments of(Matrix actual, Matrix predicted, int[] bins, int output, TrainMean trainMean) {
            double actualMean = 0;
            double predictedMean = 0;
            for (int t : bins) {
                actualMean += actual.at(t, output);
                predictedMean += predicted.at(t, output);
            }
            actualMean /= bins.length;
            predictedMean /= bins.length;
            double squaredError = 0;
            double absoluteError = 0;
            double actualSquares = 0;
            double predictedSquares = 0;
            double products = 0;
            double squaresAboutTrainMean = 0;
            for (int t : bins) {
                double y = actual.at(t, output);
                double p = predicted.at(t, output);
                squaredError += (y - p) * (y - p);
                absoluteError += Math.abs(y - p);
                actualSquares += (y - actualMean) * (y - actualMean);
                predictedSquares += (p - predictedMean) * (p - predictedMean);
                products += (y - actualMean) * (p - predictedMean);
                double aboutTrainMean = y - trainMean.at(t, output);
                squaresAboutTrainMean += aboutTrainMean * aboutTrainMean;
            }
            return new Moments(
                    squaredError, absoluteError, actualSquares, predictedSquares, products, squaresAboutTrainMean);
        }
    }
}
