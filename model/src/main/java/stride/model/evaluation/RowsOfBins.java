package stride.model.evaluation;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What the rows of each bin contribute together, so that a bootstrap draws every bin once, however often it was judged.
 *
 * @param bins that have rows
 * @param sums of the contributions of each bin's rows, and the number of rows, (bins, width + 1)
 */
record RowsOfBins(int bins, double[] sums) {
    /**
     * Joins the rows of each bin, in the order of the bins.
     *
     * @param contributions (rows, width)
     * @param binOfRow      any order
     */
    static RowsOfBins of(double[] contributions, int[] binOfRow) {
        int[] bins = IntStream.of(binOfRow).sorted().distinct().toArray();
        int width = contributions.length / binOfRow.length;
        double[] sums = new double[bins.length * (width + 1)];
        for (int row = 0; row < binOfRow.length; row++) {
            int at = Arrays.binarySearch(bins, binOfRow[row]) * (width + 1);
            for (int c = 0; c < width; c++) {
                sums[at + c] += contributions[row * width + c];
            }
            sums[at + width]++;
        }
        return new RowsOfBins(bins.length, sums);
    }

    /** The mean contributions of each bin's rows, (bins, width). */
    double[] means() {
        int width = sums.length / bins - 1;
        double[] means = new double[bins * width];
        for (int bin = 0; bin < bins; bin++) {
            for (int c = 0; c < width; c++) {
                means[bin * width + c] = sums[bin * (width + 1) + c] / sums[bin * (width + 1) + width];
            }
        }
        return means;
    }

    /** A function of means over rows, as one of the means of {@link #sums} over bins. */
    static ToDoubleFunction<double[]> perRow(ToDoubleFunction<double[]> statistic) {
        return means -> {
            double[] perRow = Arrays.copyOf(means, means.length - 1);
            for (int c = 0; c < perRow.length; c++) {
                perRow[c] /= means[perRow.length];
            }
            return statistic.applyAsDouble(perRow);
        };
    }
}
