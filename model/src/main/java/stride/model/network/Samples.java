package stride.model.network;

import stride.engine.Matrix;

/**
 * Inputs and targets of the same bins.
 *
 * @param x bins x inputs
 * @param y bins x outputs
 */
public record Samples(Matrix x, Matrix y) {
    public Samples {
        if (x.rows() != y.rows()) {
            throw new IllegalArgumentException("inputs %s for targets %s".formatted(x, y));
        }
    }

    /** The number of bins. */
    public int count() {
        return x.rows();
    }
}
