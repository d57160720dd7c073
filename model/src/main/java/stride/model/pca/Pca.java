package stride.model.pca;

import java.util.Arrays;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.RowBlocks;
import stride.engine.Workers;
import stride.model.Progress;

/**
 * Principal components of activity, as scikit-learn's PCA: centred, unit rows by descending variance, explained
 * variance with n - 1, the entry of largest magnitude in each component positive.
 */
public final class Pca {
    private final float[] mean;
    private final Matrix components;
    private final double[] explainedVariance;
    private final double totalVariance;

    /**
     * Takes what was fitted before.
     *
     * @param mean              (neurons)
     * @param components        (k, neurons), orthonormal rows
     * @param explainedVariance (k), descending
     * @param totalVariance     the variance of all neurons together
     */
    public Pca(float[] mean, Matrix components, double[] explainedVariance, double totalVariance) {
        if (components.columns() != mean.length || components.rows() != explainedVariance.length) {
            throw new IllegalArgumentException("components of %s with %d means and %d variances"
                    .formatted(components, mean.length, explainedVariance.length));
        }
        this.mean = mean.clone();
        this.components = components;
        this.explainedVariance = explainedVariance.clone();
        this.totalVariance = totalVariance;
    }

    /**
     * Fits the leading principal components. Where the activity has fewer directions than {@code k}, the rows that are
     * left are orthonormal to the others and of variance 0: what float32 rounding of the activity alone could make counts
     * as no direction.
     *
     * @param activity neurons x bins, read in blocks; not modified
     * @param bins     the bins to fit on, ascending; at least 2
     * @param k        1 .. min(neurons, bins)
     * @throws stride.model.UnfitException   if the data do not allow k components, or are too large for the solver
     * @throws stride.model.NumericException if a decomposition does not converge
     * @see Projection#of for components together with their scores, and the figure of how well they were found
     */
    public static Pca fit(
            RowBlocks activity,
            int[] bins,
            int k,
            PcaSolver solver,
            Kernels kernels,
            Workers workers,
            Progress progress) {
        PcaFit fit = new PcaFit(activity, bins, k, solver, kernels, workers);
        return fit.fit(fit.stages(progress, false)).pca();
    }

    /**
     * The scores of every bin, (bins, k): centred activity times the components. Along a component of no variance the
     * scores are zero, not the rounding of a product: a z-score would blow that up to unit variance.
     */
    public Matrix scores(RowBlocks activity, Kernels kernels, Workers workers, Progress progress) {
        if (activity.rows() != mean.length) {
            throw new IllegalArgumentException(
                    "activity of %d neurons for components of %d".formatted(activity.rows(), mean.length));
        }
        int neurons = mean.length;
        int k = k();
        int varying = varying();
        int[] everyBin = new int[activity.columns()];
        Arrays.setAll(everyBin, t -> t);
        CenteredBlocks blocks = new CenteredBlocks(activity, everyBin, kernels, workers);
        Matrix scores = Matrix.zeros(activity.columns(), k);
        int n = blocks.bins();
        blocks.forEach(
                mean,
                progress,
                (first, rows, values) -> kernels.gemm(
                        workers,
                        true,
                        true,
                        n,
                        varying,
                        rows,
                        1,
                        values,
                        0,
                        n,
                        components.data(),
                        first,
                        neurons,
                        1,
                        scores.data(),
                        0,
                        k));
        return scores;
    }

    /** The first {@code k} of these components alone. */
    public Pca leading(int k) {
        if (k > k()) {
            throw new IllegalArgumentException("the first %d of %d components".formatted(k, k()));
        }
        float[] kept = Arrays.copyOf(components.data(), k * components.columns());
        return new Pca(
                mean, new Matrix(k, components.columns(), kept), Arrays.copyOf(explainedVariance, k), totalVariance);
    }

    /** The number of components. */
    public int k() {
        return components.rows();
    }

    /** The number of components along which the activity varies; they come first. */
    int varying() {
        return (int) Arrays.stream(explainedVariance).takeWhile(v -> v > 0).count();
    }

    /** A copy of the neurons' means over the bins that were fitted on, (neurons). */
    public float[] mean() {
        return mean.clone();
    }

    /** The components, (k, neurons); shared, not to be written to. */
    public Matrix components() {
        return components;
    }

    /** A copy of the variance along each component, (k). */
    public double[] explainedVariance() {
        return explainedVariance.clone();
    }

    /** The share of the whole variance that lies along each component, (k). */
    public double[] explainedVarianceRatio() {
        return Arrays.stream(explainedVariance).map(v -> v / totalVariance).toArray();
    }

    /** The share of the whole variance that all components hold together. */
    public double explained() {
        return Arrays.stream(explainedVariance).sum() / totalVariance;
    }
}
