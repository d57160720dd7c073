package stride.model.overview;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import stride.engine.Matrix;
import stride.engine.RowBlocks;
import stride.model.decoder.Prepared;
import stride.model.pca.Pca;
import stride.model.split.Part;

/**
 * A recording at a glance, as a decoder's inputs were made of it.
 *
 * @param raster   the activity, neurons sorted by their weight in the first component, the largest first; in the
 *                 recording's own order where there are no components
 * @param variance how much of the variance each component holds; empty where there are no components
 */
public record Overview(Raster raster, Optional<Variance> variance) {
    /** Neurons read at once. */
    private static final int BLOCK = 64;

    /**
     * Shares of the variance along each component, (k).
     *
     * @param fitted on the bins that the components were fitted on
     * @param test   on the test bins; empty where there are fewer than two
     */
    public record Variance(double[] fitted, double[] test) {}

    /**
     * Reads all activity once.
     *
     * @param activity neurons x bins
     * @param prepared what was made of it
     */
    public static Overview of(RowBlocks activity, Prepared prepared) {
        int[] test = prepared.split().bins(Part.TEST);
        Raster.Gathering raster = new Raster.Gathering(activity, order(activity.rows(), prepared.pca()));
        int bins = activity.columns();
        double total = 0;
        float[] buffer = new float[Math.multiplyExact(Math.min(BLOCK, activity.rows()), bins)];
        for (int first = 0; first < activity.rows(); first += BLOCK) {
            int count = Math.min(BLOCK, activity.rows() - first);
            activity.read(first, count, buffer);
            for (int i = 0; i < count; i++) {
                raster.add(first + i, buffer, i * bins);
                total += variance(buffer, i * bins, 1, test);
            }
        }
        double whole = total;
        return new Overview(raster.done(), prepared.pca().map(pca -> variance(pca, prepared, test, whole)));
    }

    private static int[] order(int neurons, Optional<Pca> pca) {
        IntStream all = IntStream.range(0, neurons);
        return pca.map(Pca::components)
                .map(components -> all.boxed()
                        .sorted(Comparator.comparingDouble((Integer i) -> -components.at(0, i)))
                        .mapToInt(Integer::intValue)
                        .toArray())
                .orElseGet(all::toArray);
    }

    private static Variance variance(Pca pca, Prepared prepared, int[] test, double total) {
        Matrix x = prepared.x();
        Matrix scores = prepared.inputScaler().map(s -> s.invert(x)).orElse(x);
        double[] shares = test.length < 2 || total == 0
                ? new double[0]
                : IntStream.range(0, pca.k())
                        .mapToDouble(c -> variance(scores.data(), c, scores.columns(), test) / total)
                        .toArray();
        return new Variance(pca.explainedVarianceRatio(), shares);
    }

    /** The variance, with n - 1, of some of the values {@code offset + stride * t}; 0 for fewer than two. */
    private static double variance(float[] values, int offset, int stride, int[] bins) {
        double sum = 0;
        for (int t : bins) {
            sum += values[offset + stride * t];
        }
        double mean = sum / bins.length;
        double squares = 0;
        for (int t : bins) {
            double deviation = values[offset + stride * t] - mean;
            squares += deviation * deviation;
        }
        return bins.length < 2 ? 0 : squares / (bins.length - 1);
    }
}
