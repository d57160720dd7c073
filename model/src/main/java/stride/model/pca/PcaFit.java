package stride.model.pca;

import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.RowBlocks;
import stride.engine.Workers;
import stride.model.Progress;
import stride.model.UnfitException;
import stride.model.algebra.Gram;

/**
 * One fit of principal components: a basis V (bins, l) of the leading directions in time, the activity's projection
 * A V (neurons, l), and from its small Gram matrix the components themselves.
 */
final class PcaFit {
    /** Up to this many bins or neurons nothing is approximated: EJML's SVD of 600 x 600 takes 0.7 s. */
    private static final int ALL_DIRECTIONS = 600;

    /** Above this many bins their covariance (400 MB) is not formed. */
    private static final int LARGEST_FORMED = 10_000;

    /** Percent of the time, by count of operations at full size, that forming the covariance and iterating take. */
    private static final int FORMING = 50;

    private static final int ITERATING = 40;

    /** The basis is random to begin with, but the same in every run: the seed of a trial is not to change its inputs. */
    private static final long BASIS_SEED = 20160405;

    private final CenteredBlocks blocks;
    private final int k;
    private final Kernels kernels;
    private final Workers workers;
    private final Progress progress;

    PcaFit(RowBlocks activity, int[] bins, int k, Kernels kernels, Workers workers, Progress progress) {
        int most = Math.min(activity.rows(), bins.length);
        if (k < 1 || k > most || bins.length < 2) {
            throw new UnfitException(
                    "%d principal components were asked for, but %d neurons x %d bins to fit on allow 1 to %d; change --pca"
                            .formatted(k, activity.rows(), bins.length, most));
        }
        this.blocks = new CenteredBlocks(activity, bins);
        this.k = k;
        this.kernels = kernels;
        this.workers = workers;
        this.progress = progress;
    }

    Pca fit() {
        CenteredBlocks.Means means = blocks.means(Progress.NONE);
        if (means.sumOfSquares() == 0) {
            throw new UnfitException("every neuron is constant over the %d bins to fit on; there are no components"
                    .formatted(blocks.bins()));
        }
        double total = means.sumOfSquares() / (blocks.bins() - 1);
        return blocks.neurons() <= ALL_DIRECTIONS ? fewNeurons(means.mean(), total) : project(means.mean(), total);
    }

    /** The covariance of few neurons is small itself: its eigenvectors are the components. */
    private Pca fewNeurons(float[] mean, double total) {
        int n = blocks.bins();
        Matrix centred = Matrix.zeros(blocks.neurons(), n);
        blocks.forEach(
                mean,
                progress,
                (first, rows, values) -> System.arraycopy(values, 0, centred.data(), first * n, rows * n));
        SmallEigen eigen = SmallEigen.of(blocks.neurons(), Gram.ofRows(centred, kernels, workers));
        return pca(mean, eigen, eigen.leading(rank(eigen, total), false), total);
    }

    private Pca project(float[] mean, double total) {
        Matrix projected = timesActivity(mean, basis(mean));
        SmallEigen eigen = SmallEigen.of(projected.columns(), Gram.ofColumns(projected, kernels, workers));
        Matrix rotation = eigen.leading(rank(eigen, total), true);
        Matrix leading = Basis.times(projected, rotation, kernels, workers);
        // Of single bins a weak component is a sum of large terms that nearly cancel: what rounding leaves of the
        // strong ones is taken out. From an iterated basis, weak components come as columns of their own.
        Matrix clean = blocks.bins() <= ALL_DIRECTIONS ? Basis.orthonormal(leading, kernels, workers) : leading;
        return pca(mean, eigen, clean, total);
    }

    private Pca pca(float[] mean, SmallEigen eigen, Matrix leading, double total) {
        double[] variance = new double[k];
        for (int c = 0; c < leading.columns(); c++) {
            variance[c] = eigen.value(c) / (blocks.bins() - 1);
        }
        return new Pca(mean, Components.of(leading, k), variance, total);
    }

    /** The number of components, at most k, that float32 values can tell from none: above (2^-23)^2 of the whole. */
    private int rank(SmallEigen eigen, double total) {
        double smallest = 0x1p-46 * total * (blocks.bins() - 1);
        int rank = 0;
        while (rank < Math.min(k, eigen.size()) && eigen.value(rank) > smallest) {
            rank++;
        }
        return rank;
    }

    /** An orthonormal basis (bins, l) of the leading directions in time; every direction where the bins are few. */
    private Matrix basis(float[] mean) {
        int bins = blocks.bins();
        if (bins <= ALL_DIRECTIONS) {
            return identity(bins);
        }
        int l = Math.min(k + SubspaceIteration.OVERSAMPLING, Math.min(bins, blocks.neurons()));
        BinCovariance covariance = covariance(mean, l);
        return new SubspaceIteration(covariance, kernels, workers, share(FORMING, ITERATING)).basis(l, BASIS_SEED);
    }

    /** The cheaper one by count of operations: (bins^2 neurons) once and then little, or 4 bins neurons l each time. */
    private BinCovariance covariance(float[] mean, int l) {
        double bins = blocks.bins();
        double neurons = blocks.neurons();
        double formed = bins * bins * neurons + 2 * bins * bins * l * SubspaceIteration.PRODUCTS;
        double streamed = 4 * bins * neurons * l * SubspaceIteration.PRODUCTS;
        return bins <= LARGEST_FORMED && formed < streamed
                ? BinCovariance.Formed.of(blocks, mean, kernels, workers, share(0, FORMING))
                : new BinCovariance.Streamed(blocks, mean, kernels, workers, Progress.NONE);
    }

    /** Tells of a stage that goes from {@code from} percent of the whole on, for {@code percent}. */
    private Progress share(int from, int percent) {
        return (done, of) -> progress.at(from * of + percent * done, 100 * of);
    }

    /** {@code A V}, (neurons, l). */
    private Matrix timesActivity(float[] mean, Matrix basis) {
        int n = blocks.bins();
        int l = basis.columns();
        Matrix projected = Matrix.zeros(blocks.neurons(), l);
        blocks.forEach(
                mean,
                share(FORMING + ITERATING, 100 - FORMING - ITERATING),
                (first, rows, values) -> kernels.gemm(
                        workers,
                        false,
                        false,
                        rows,
                        l,
                        n,
                        1,
                        values,
                        0,
                        n,
                        basis.data(),
                        0,
                        l,
                        0,
                        projected.data(),
                        first * l,
                        l));
        return projected;
    }

    private static Matrix identity(int n) {
        Matrix identity = Matrix.zeros(n, n);
        for (int i = 0; i < n; i++) {
            identity.data()[i * n + i] = 1;
        }
        return identity;
    }
}
