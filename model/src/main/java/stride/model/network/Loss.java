package stride.model.network;

import java.util.Locale;

/**
 * What training minimises, with its gradient. Predictions p and targets y are (rows, outputs), of {@code n} values.
 */
public enum Loss {
    /** The mean of {@code (p - y)^2}. */
    MSE {
        @Override
        public double value(int n, float[] p, float[] y, int yOffset) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                double error = (double) p[i] - y[yOffset + i];
                sum += error * error;
            }
            return sum / n;
        }

        @Override
        void gradient(int n, float[] p, float[] y, int yOffset, float[] dP) {
            for (int i = 0; i < n; i++) {
                dP[i] = 2f / n * (p[i] - y[yOffset + i]);
            }
        }
    },

    /**
     * The mean of {@code (p_i - y_j)^2} over all pairs i, j: what PyTorch computes for a prediction of shape (n, 1) and
     * a target of shape (n). It equals var(p) + var(y) + (mean(p) - mean(y))^2, which a constant minimises.
     */
    BROADCAST {
        @Override
        public double value(int n, float[] p, float[] y, int yOffset) {
            double meanP = mean(n, p, 0);
            double meanY = mean(n, y, yOffset);
            double squares = 0;
            for (int i = 0; i < n; i++) {
                double deviationP = p[i] - meanP;
                double deviationY = y[yOffset + i] - meanY;
                squares += deviationP * deviationP + deviationY * deviationY;
            }
            return squares / n + (meanP - meanY) * (meanP - meanY);
        }

        @Override
        void gradient(int n, float[] p, float[] y, int yOffset, float[] dP) {
            float meanY = (float) mean(n, y, yOffset);
            for (int i = 0; i < n; i++) {
                dP[i] = 2f / n * (p[i] - meanY);
            }
        }
    };

    /** The loss of {@code n} predictions, the first of {@code p}, for the targets from {@code yOffset} on. */
    public abstract double value(int n, float[] p, float[] y, int yOffset);

    /** Sets {@code dP} to the gradient by each prediction. */
    abstract void gradient(int n, float[] p, float[] y, int yOffset, float[] dP);

    /** The name in files and on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static double mean(int n, float[] x, int offset) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += x[offset + i];
        }
        return sum / n;
    }
}
