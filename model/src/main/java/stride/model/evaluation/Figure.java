package stride.model.evaluation;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * A metric as a function of means over bins, with the scale on which its errors are nearly symmetric: what is drawn from
 * it, intervals say, is computed there.
 */
public enum Figure {
    /** The coefficient of determination; on the scale of {@code log(1 - R2)}. */
    R2(2) {
        @Override
        double of(double[] means, int offset, int outputs) {
            double sum = 0;
            for (int o = 0; o < outputs; o++) {
                int at = offset + o * Contributions.WIDTH;
                sum += 1 - means[at] / Contributions.actualVariance(means, at);
            }
            return sum / outputs;
        }

        @Override
        double toScale(double r2) {
            return Math.log(1 - r2);
        }

        @Override
        double fromScale(double x) {
            return 1 - Math.exp(x);
        }
    },

    /** The same about the mean of the train bins; on the same scale. None where that mean is not known. */
    R2_VS_TRAIN_MEAN(2) {
        @Override
        double of(double[] means, int offset, int outputs) {
            double sum = 0;
            for (int o = 0; o < outputs; o++) {
                int at = offset + o * Contributions.WIDTH;
                sum += 1 - means[at] / means[at + 7];
            }
            return sum / outputs;
        }

        @Override
        double toScale(double r2) {
            return R2.toScale(r2);
        }

        @Override
        double fromScale(double x) {
            return R2.fromScale(x);
        }
    },

    /** The mean squared error; on the scale of its logarithm. */
    MSE(2) {
        @Override
        double of(double[] means, int offset, int outputs) {
            double sum = 0;
            for (int o = 0; o < outputs; o++) {
                sum += means[offset + o * Contributions.WIDTH];
            }
            return sum / outputs;
        }

        @Override
        double toScale(double error) {
            return Math.log(error);
        }

        @Override
        double fromScale(double x) {
            return Math.exp(x);
        }
    },

    /** The root of the mean squared error; on the scale of its logarithm. */
    RMSE(1) {
        @Override
        double of(double[] means, int offset, int outputs) {
            return Math.sqrt(MSE.of(means, offset, outputs));
        }

        @Override
        double toScale(double error) {
            return Math.log(error);
        }

        @Override
        double fromScale(double x) {
            return Math.exp(x);
        }
    },

    /** The mean absolute error; on the scale of its logarithm. */
    MAE(1) {
        @Override
        double of(double[] means, int offset, int outputs) {
            double sum = 0;
            for (int o = 0; o < outputs; o++) {
                sum += means[offset + o * Contributions.WIDTH + 1];
            }
            return sum / outputs;
        }

        @Override
        double toScale(double error) {
            return Math.log(error);
        }

        @Override
        double fromScale(double x) {
            return Math.exp(x);
        }
    },

    /** The correlation; on Fisher's scale. */
    PEARSON(1) {
        @Override
        double of(double[] means, int offset, int outputs) {
            double sum = 0;
            for (int o = 0; o < outputs; o++) {
                sum += Contributions.correlation(means, offset + o * Contributions.WIDTH);
            }
            return sum / outputs;
        }

        @Override
        double toScale(double r) {
            return 0.5 * Math.log((1 + r) / (1 - r));
        }

        @Override
        double fromScale(double x) {
            return Math.tanh(x);
        }
    };

    /** The logarithm of 10; for a correlation, from -0.98 to 0.98 about zero. */
    private static final double TEN_TIMES = Math.log(10);

    private final int power;

    /** Which power of an error the scale has the logarithm of. */
    Figure(int power) {
        this.power = power;
    }

    /**
     * The interval whose ends have these values on the scale; none where an error might be ten times as large as it is or a
     * tenth: that says only that there are too few bins, and hides the figure itself.
     */
    Interval interval(Interval scaled) {
        if (!(scaled.high() - scaled.low() <= 2 * power * TEN_TIMES)) {
            return Interval.NONE;
        }
        double a = fromScale(scaled.low());
        double b = fromScale(scaled.high());
        return new Interval(Math.min(a, b), Math.max(a, b));
    }

    /**
     * The figure of predictions whose contributions have these means, the mean over the outputs.
     *
     * @param offset where their means begin
     */
    abstract double of(double[] means, int offset, int outputs);

    /** This figure of the first of two predictions of the same bins, minus that of the second. */
    ToDoubleFunction<double[]> difference(int outputs) {
        return means -> of(means, 0, outputs) - of(means, outputs * Contributions.WIDTH, outputs);
    }

    abstract double toScale(double value);

    abstract double fromScale(double x);

    /** The name in files. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
