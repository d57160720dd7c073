package stride.model.pca;

import java.util.Arrays;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.RowBlocks;
import stride.engine.Workers;
import stride.model.Progress;
import stride.model.algebra.Gram;

/** The activity A (neurons, bins) over the bins to fit on, each neuron's mean over them taken away, and its products. */
record CenteredActivity(
        RowBlocks activity, int[] bins, float[] mean, CenteredBlocks blocks, Kernels kernels, Workers workers) {
    /** Values held at once of a strip of bins, all neurons of it: 64 MB. */
    private static final int STRIP_VALUES = 1 << 24;

    int neurons() {
        return activity.rows();
    }

    /** {@code A V}, (neurons, l), of V (bins, l). */
    Matrix times(Matrix v, Progress progress) {
        int n = bins.length;
        int l = v.columns();
        Matrix projected = Matrix.zeros(neurons(), l);
        blocks.forEach(
                mean,
                progress,
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
                        v.data(),
                        0,
                        l,
                        0,
                        projected.data(),
                        first * l,
                        l));
        return projected;
    }

    /** {@code A^T A} (bins, bins), in double. */
    double[] productsOfBins(Progress progress) {
        int n = bins.length;
        double[] products = new double[n * n];
        blocks.forEach(
                mean, progress, (first, rows, values) -> Gram.addColumns(values, rows, n, products, kernels, workers));
        Gram.mirror(n, products);
        return products;
    }

    /** How many passes {@link #productsOfNeurons} takes. */
    static int strips(int neurons, int bins) {
        return Math.ceilDiv(bins, stripWidth(neurons));
    }

    private static int stripWidth(int neurons) {
        return Math.max(1, STRIP_VALUES / neurons);
    }

    /** {@code A A^T} (neurons, neurons), in double: a strip of bins at a time, for every neuron meets every other. */
    double[] productsOfNeurons(Progress progress) {
        int n = neurons();
        double[] products = new double[n * n];
        int width = stripWidth(n);
        for (int from = 0; from < bins.length; from += width) {
            int[] strip = Arrays.copyOfRange(bins, from, Math.min(bins.length, from + width));
            float[] values = new float[n * strip.length];
            new CenteredBlocks(activity, strip, kernels, workers)
                    .forEach(
                            mean,
                            progress,
                            (first, rows, block) ->
                                    System.arraycopy(block, 0, values, first * strip.length, rows * strip.length));
            Gram.addRows(values, n, strip.length, products, kernels, workers);
        }
        Gram.mirror(n, products);
        return products;
    }
}
