package stride.model.pca;

import java.util.Arrays;
import stride.engine.Matrix;
import stride.engine.Workers;

/** From eigenvalues and eigenvectors to components: which of them are real, and their variances. */
final class Spectrum {
    private final CenteredBlocks.Means means;
    private final int bins;
    private final int k;

    /** Of a fit of {@code k} components on so many bins. */
    Spectrum(CenteredBlocks.Means means, int bins, int k) {
        this.means = means;
        this.bins = bins;
        this.k = k;
    }

    /**
     * The leading eigenvalues, at most k, that float32 activity can tell from none. Rounding moves a value by up to 2^-24
     * of itself, so all values together, levels included, by no more than (2^-24)^2 of their sum of squares; four times
     * that leaves room for the rounding of the products.
     */
    double[] varying(SmallEigen eigen) {
        double squares = means.sumOfSquares();
        for (float level : means.mean()) {
            squares += (double) bins * level * level;
        }
        int rank = 0;
        while (rank < Math.min(k, eigen.size()) && eigen.value(rank) > 0x1p-46 * squares) {
            rank++;
        }
        double[] values = new double[rank];
        Arrays.setAll(values, eigen::value);
        return values;
    }

    /** The components of these directions (neurons, rank), filled up to k with some of no variance. */
    Pca pca(Matrix leading, double[] values, Workers workers) {
        double[] variance = new double[k];
        Arrays.setAll(variance, c -> c < values.length ? values[c] / (bins - 1) : 0);
        return new Pca(means.mean(), Components.of(leading, k, workers), variance, means.sumOfSquares() / (bins - 1));
    }
}
