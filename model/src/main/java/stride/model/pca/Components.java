package stride.model.pca;

import java.util.SplittableRandom;
import stride.engine.Matrix;
import stride.engine.Workers;

/** The last touches on components: unit rows, one sign, and a full set even where the data have fewer directions. */
final class Components {
    /** Neurons transposed at once: 64 of 500 values are 128 kB. */
    private static final int TILE = 64;

    private Components() {}

    /**
     * The columns of {@code leading} (neurons, rank) as rows, followed by further orthonormal rows up to {@code k}:
     * directions along which the data do not vary at all.
     */
    static Matrix of(Matrix leading, int k, Workers workers) {
        int neurons = leading.rows();
        int rank = leading.columns();
        Matrix components = Matrix.zeros(k, neurons);
        workers.run(Math.ceilDiv(neurons, TILE), tile -> {
            int end = Math.min(neurons, (tile + 1) * TILE);
            for (int c = 0; c < rank; c++) {
                for (int i = tile * TILE; i < end; i++) {
                    components.data()[c * neurons + i] = leading.data()[i * rank + c];
                }
            }
        });
        SplittableRandom random = new SplittableRandom(1);
        for (int c = rank; c < k; c++) {
            for (int i = 0; i < neurons; i++) {
                components.data()[c * neurons + i] = (float) random.nextGaussian();
            }
            // Twice is enough to be orthogonal to rounding (Kahan and Parlett).
            normalize(components, c);
            orthogonalize(components, c);
            normalize(components, c);
            orthogonalize(components, c);
        }
        workers.run(k, c -> {
            normalize(components, c);
            makeLargestPositive(components, c);
        });
        return components;
    }

    private static void orthogonalize(Matrix components, int row) {
        int neurons = components.columns();
        float[] x = components.data();
        for (int c = 0; c < row; c++) {
            double along = 0;
            for (int i = 0; i < neurons; i++) {
                along += (double) x[row * neurons + i] * x[c * neurons + i];
            }
            for (int i = 0; i < neurons; i++) {
                x[row * neurons + i] -= (float) (along * x[c * neurons + i]);
            }
        }
    }

    private static void normalize(Matrix components, int row) {
        int neurons = components.columns();
        double squares = 0;
        for (int i = 0; i < neurons; i++) {
            double value = components.at(row, i);
            squares += value * value;
        }
        double length = Math.sqrt(squares);
        for (int i = 0; i < neurons; i++) {
            components.data()[row * neurons + i] = (float) (components.at(row, i) / length);
        }
    }

    private static void makeLargestPositive(Matrix components, int row) {
        int neurons = components.columns();
        float largest = 0;
        for (int i = 0; i < neurons; i++) {
            float value = components.at(row, i);
            if (Math.abs(value) > Math.abs(largest)) {
                largest = value;
            }
        }
        if (largest < 0) {
            for (int i = 0; i < neurons; i++) {
                components.data()[row * neurons + i] *= -1;
            }
        }
    }
}
