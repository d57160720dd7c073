package stride.data;

import java.util.Arrays;
import java.util.List;
import stride.engine.Matrix;

/**
 * Time cut into bins of equal width, into which samples of any rate are averaged: a bin's value is the mean of the samples
 * whose time lies in it, its start included and its end not.
 *
 * @param start of the first bin, in s
 * @param width of a bin, in s
 * @param count of bins
 */
public record TimeBins(double start, double width, int count) {
    private static final int MOST = 1 << 27;

    /** The part of a bin by which a quotient may fall short of a whole number and still be it: 0.3 / 0.1 is less than 3. */
    private static final double ROUNDING = 1e-6;

    /**
     * The bins that lie wholly within the time of all of several recordings.
     *
     * @param times the samples' times in s, ascending, at least one of each recording
     * @throws IllegalArgumentException if fewer than two bins do, or too many
     */
    public static TimeBins within(double width, List<double[]> times) {
        double start = Double.NEGATIVE_INFINITY;
        double end = Double.POSITIVE_INFINITY;
        for (double[] each : times) {
            start = Math.max(start, each[0]);
            end = Math.min(end, each[each.length - 1]);
        }
        double bins = Math.floor((end - start) / width + ROUNDING);
        if (!(bins >= 2) || bins > MOST) {
            throw new IllegalArgumentException(
                    "bins of %s s: %s lie between %s s, where the last begins, and %s s, where the first ends"
                            .formatted(width, bins > MOST ? "too many" : "fewer than two", start, end));
        }
        return new TimeBins(start, width, (int) bins);
    }

    /**
     * The bin of each sample, -1 for those before and after all bins.
     *
     * @throws IllegalArgumentException if a bin has none
     */
    public int[] of(double[] times) {
        int[] bins = new int[times.length];
        int next = 0;
        for (int i = 0; i < times.length; i++) {
            double bin = Math.floor((times[i] - start) / width + ROUNDING);
            bins[i] = bin >= 0 && bin < count ? (int) bin : -1;
            if (bins[i] > next) {
                throw empty(next);
            }
            next = Math.max(next, bins[i] + 1);
        }
        if (next < count) {
            throw empty(next);
        }
        return bins;
    }

    private IllegalArgumentException empty(int bin) {
        return new IllegalArgumentException("no sample between %.6g and %.6g s; choose wider bins"
                .formatted(start + bin * width, start + (bin + 1) * width));
    }

    /** The means of a matrix's rows, samples x columns, in the bins of the samples; NaN where none of them is finite. */
    Matrix average(Matrix samples, int[] bins) {
        int columns = samples.columns();
        double[] sums = new double[count * columns];
        int[] counts = new int[count * columns];
        for (int i = 0; i < bins.length; i++) {
            for (int j = 0; j < columns && bins[i] >= 0; j++) {
                float sample = samples.data()[i * columns + j];
                if (Float.isFinite(sample)) {
                    counts[bins[i] * columns + j]++;
                    sums[bins[i] * columns + j] += sample;
                }
            }
        }
        Matrix means = Matrix.zeros(count, columns);
        for (int i = 0; i < sums.length; i++) {
            means.data()[i] = (float) (sums[i] / counts[i]);
        }
        return means;
    }

    /** How many samples each bin has. */
    int[] counts(int[] bins) {
        int[] counts = new int[count];
        Arrays.stream(bins).filter(bin -> bin >= 0).forEach(bin -> counts[bin]++);
        return counts;
    }
}
