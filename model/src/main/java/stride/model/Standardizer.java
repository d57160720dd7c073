package stride.model;

import java.util.Arrays;
import stride.engine.Matrix;
import stride.model.split.TrainRows;

/**
 * The z-score of each column: minus its mean, over its standard deviation (that of the population, n), as
 * scikit-learn's StandardScaler. A column that is constant gets scale 1. Or the same with one scale for all columns.
 */
public final class Standardizer {
    private final float[] mean;
    private final float[] scale;

    /** Takes what was fitted before; one mean and one scale for each column. */
    public Standardizer(float[] mean, float[] scale) {
        if (mean.length != scale.length) {
            throw new IllegalArgumentException(mean.length + " means and " + scale.length + " scales");
        }
        this.mean = mean.clone();
        this.scale = scale.clone();
    }

    /** Fits a mean and a scale to each column; at least one row. */
    public static Standardizer fit(TrainRows bins) {
        Matrix train = bins.rows();
        float[] mean = new float[train.columns()];
        float[] scale = new float[train.columns()];
        for (int c = 0; c < train.columns(); c++) {
            Spread spread = Spread.of(train, c);
            mean[c] = (float) spread.mean;
            scale[c] = spread.deviation == 0 ? 1 : (float) spread.deviation;
        }
        return new Standardizer(mean, scale);
    }

    /**
     * Fits a mean to each column and one scale to all, the root mean square of their standard deviations. It is 1 where
     * every column is constant.
     */
    public static Standardizer fitTogether(TrainRows bins) {
        Matrix train = bins.rows();
        float[] mean = new float[train.columns()];
        double squares = 0;
        for (int c = 0; c < train.columns(); c++) {
            Spread spread = Spread.of(train, c);
            mean[c] = (float) spread.mean;
            squares += spread.deviation * spread.deviation;
        }
        float[] scale = new float[train.columns()];
        Arrays.fill(scale, squares == 0 ? 1 : (float) Math.sqrt(squares / train.columns()));
        return new Standardizer(mean, scale);
    }

    /** A column's mean and standard deviation, in double. */
    private record Spread(double mean, double deviation) {
        static Spread of(Matrix rows, int c) {
            int n = rows.rows();
            double sum = 0;
            for (int r = 0; r < n; r++) {
                sum += rows.at(r, c);
            }
            double mean = sum / n;
            double squares = 0;
            for (int r = 0; r < n; r++) {
                double deviation = rows.at(r, c) - mean;
                squares += deviation * deviation;
            }
            double deviation = Math.sqrt(squares / n);
            // A deviation that is rounding of the mean is none.
            return new Spread(mean, deviation <= Math.abs(mean) * 0x1p-23 ? 0 : deviation);
        }
    }

    /** The z-scores of all rows; a new matrix. */
    public Matrix apply(Matrix rows) {
        return map(rows, (x, c) -> (x - mean[c]) / scale[c]);
    }

    /** Takes z-scores back to the original units; a new matrix. */
    public Matrix invert(Matrix scores) {
        return map(scores, (z, c) -> z * scale[c] + mean[c]);
    }

    /** The same for the first {@code count} columns alone. */
    public Standardizer leadingColumns(int count) {
        if (count > mean.length) {
            throw new IllegalArgumentException("the first %d of %d columns".formatted(count, mean.length));
        }
        return new Standardizer(Arrays.copyOf(mean, count), Arrays.copyOf(scale, count));
    }

    /** A copy of the means. */
    public float[] mean() {
        return mean.clone();
    }

    /** A copy of the scales. */
    public float[] scale() {
        return scale.clone();
    }

    @FunctionalInterface
    private interface ColumnFunction {
        float apply(float value, int column);
    }

    private Matrix map(Matrix from, ColumnFunction f) {
        if (from.columns() != mean.length) {
            throw new IllegalArgumentException(
                    "%d columns given to a standardizer of %d".formatted(from.columns(), mean.length));
        }
        Matrix to = Matrix.zeros(from.rows(), from.columns());
        for (int i = 0; i < to.data().length; i++) {
            to.data()[i] = f.apply(from.data()[i], i % mean.length);
        }
        return to;
    }
}
