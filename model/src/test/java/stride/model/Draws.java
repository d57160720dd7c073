package stride.model;

import java.util.Random;
import java.util.stream.IntStream;
import stride.engine.Matrix;

/** Matrices to feed the model with, each drawn from a seed. */
public final class Draws {
    private Draws() {}

    /** Independent standard normal values. */
    public static Matrix normal(int rows, int columns, long seed) {
        Random random = new Random(seed);
        Matrix matrix = Matrix.zeros(rows, columns);
        for (int i = 0; i < matrix.data().length; i++) {
            matrix.data()[i] = (float) random.nextGaussian();
        }
        return matrix;
    }

    /** Whole numbers from -4 to 4: sums of their products are exact, so a wrong index can't hide. */
    public static Matrix integers(int rows, int columns, long seed) {
        Random random = new Random(seed);
        Matrix matrix = Matrix.zeros(rows, columns);
        for (int i = 0; i < matrix.data().length; i++) {
            matrix.data()[i] = random.nextInt(9) - 4;
        }
        return matrix;
    }

    /**
     * Activity (neurons, bins) as recordings have it: a few signals that all neurons share, each half as strong as the
     * one before, and a tenth of the first one's strength in private noise, on a level of each neuron's own.
     */
    public static Matrix activity(int neurons, int bins, long seed) {
        int signals = 8;
        Matrix loads = normal(neurons, signals, seed);
        Matrix courses = normal(signals, bins, seed + 1);
        Matrix activity = normal(neurons, bins, seed + 2);
        for (int n = 0; n < neurons; n++) {
            for (int t = 0; t < bins; t++) {
                double sum = 3 + n % 5 + 0.1 * activity.at(n, t);
                for (int s = 0; s < signals; s++) {
                    sum += Math.scalb(1.0, -s) * loads.at(n, s) * courses.at(s, t);
                }
                activity.data()[n * bins + t] = (float) sum;
            }
        }
        return activity;
    }

    /** The numbers 0 .. {@code n} - 1. */
    public static int[] all(int n) {
        return IntStream.range(0, n).toArray();
    }
}
