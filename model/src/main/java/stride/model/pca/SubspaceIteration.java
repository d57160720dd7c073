package stride.model.pca;

import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.Progress;

/**
 * An orthonormal basis that holds the leading eigenvectors of a covariance: randomised subspace iteration, each round
 * after the first sharpened by a Chebyshev polynomial that damps what lies below the smallest Ritz value.
 *
 * @see <a href="https://arxiv.org/abs/0909.4061">Halko, Martinsson and Tropp 2011</a>
 * @see <a href="https://doi.org/10.1137/S0895479898341384">Zhou and Saad 2007, Chebyshev filters</a>
 */
final class SubspaceIteration {
    /** Columns beyond those asked for; their Ritz values are where the filter cuts. */
    static final int OVERSAMPLING = 60;

    /** Filtered rounds, and the products by the covariance in each: a higher degree on the first, rough Ritz values
     * diverges. */
    private static final int ROUNDS = 2;

    private static final int DEGREE = 3;

    /** Products by the covariance in all. */
    static final int PRODUCTS = 1 + ROUNDS * DEGREE;

    private final BinCovariance covariance;
    private final Kernels kernels;
    private final Workers workers;
    private final Progress progress;
    private int products;

    SubspaceIteration(BinCovariance covariance, Kernels kernels, Workers workers, Progress progress) {
        this.covariance = covariance;
        this.kernels = kernels;
        this.workers = workers;
        this.progress = progress;
    }

    /** An orthonormal basis (bins, l). */
    Matrix basis(int l, long seed) {
        Matrix basis = orthonormal(times(Basis.random(covariance.bins(), l, seed)));
        for (int round = 0; round < ROUNDS; round++) {
            basis = orthonormal(filtered(basis));
        }
        return basis;
    }

    /** {@code T_3((2 S - cut I) / cut) v} by the three-term recursion, in Ritz vectors v, cut their smallest value. */
    private Matrix filtered(Matrix basis) {
        int l = basis.columns();
        Matrix image = times(basis);
        Matrix projected = Matrix.zeros(l, l);
        kernels.gemm(
                workers,
                true,
                false,
                l,
                l,
                basis.rows(),
                1,
                basis.data(),
                0,
                l,
                image.data(),
                0,
                l,
                0,
                projected.data(),
                0,
                l);
        SmallEigen ritz = SmallEigen.of(l, symmetric(projected));
        double cut = ritz.value(l - 1);
        if (cut <= ritz.value(0) * 0x1p-20) {
            return image; // The basis already reaches into the null space: nothing is left to damp.
        }
        Matrix rotation = ritz.leading(l, false);
        Matrix before = Basis.times(basis, rotation, kernels, workers);
        Matrix now = Basis.times(image, rotation, kernels, workers);
        // T_3 of a Ritz value 2^20 times the cut is 3e19: float32 holds it without scaling.
        combine(now, 2 / cut, before, -1, null);
        for (int degree = 2; degree <= DEGREE; degree++) {
            Matrix next = times(now);
            combine(next, 4 / cut, now, -2, before);
            before = now;
            now = next;
        }
        return now;
    }

    /** Sets {@code target = a target + b now - before}, element by element. */
    private static void combine(Matrix target, double a, Matrix now, double b, Matrix before) {
        float[] t = target.data();
        for (int i = 0; i < t.length; i++) {
            float value = (float) a * t[i] + (float) b * now.data()[i];
            t[i] = before == null ? value : value - before.data()[i];
        }
    }

    private Matrix times(Matrix v) {
        Matrix product = covariance.times(v);
        progress.at(++products, PRODUCTS);
        return product;
    }

    private Matrix orthonormal(Matrix tall) {
        return Basis.orthonormal(tall, kernels, workers);
    }

    private static double[] symmetric(Matrix square) {
        int n = square.rows();
        double[] symmetric = new double[n * n];
        for (int r = 0; r < n; r++) {
            for (int c = 0; c < n; c++) {
                symmetric[r * n + c] = 0.5 * ((double) square.at(r, c) + square.at(c, r));
            }
        }
        return symmetric;
    }
}
