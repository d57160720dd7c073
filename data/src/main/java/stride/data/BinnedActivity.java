package stride.data;

import java.util.Arrays;
import stride.engine.RowBlocks;

/**
 * Activity averaged in time bins, as it is read. A bin without a finite sample is NaN.
 *
 * @param samples neurons x samples
 * @param bins    of each sample, -1 for none
 * @param counts  the samples of each bin, none of them 0
 * @param skip    whether samples that are not finite are left out of a mean, rather than making it NaN or infinite
 */
record BinnedActivity(RowBlocks samples, int[] bins, int[] counts, boolean skip) implements RowBlocks {
    /** Samples read at a time, unless a neuron has more. */
    private static final int BLOCK = 1 << 20;

    @Override
    public int rows() {
        return samples.rows();
    }

    @Override
    public int columns() {
        return counts.length;
    }

    @Override
    public void read(int first, int count, float[] target) {
        RowBlocks.check(this, first, count, target);
        int step = Math.clamp(BLOCK / samples.columns(), 1, Math.max(1, count));
        float[] block = new float[step * samples.columns()];
        double[] sums = new double[counts.length];
        int[] gaps = new int[counts.length];
        for (int done = 0; done < count; done += step) {
            int n = Math.min(step, count - done);
            samples.read(first + done, n, block);
            for (int i = 0; i < n; i++) {
                average(block, i * samples.columns(), sums, gaps, target, (done + i) * counts.length);
            }
        }
    }

    private void average(float[] block, int from, double[] sums, int[] gaps, float[] target, int at) {
        Arrays.fill(sums, 0);
        Arrays.fill(gaps, 0);
        for (int t = 0; t < bins.length; t++) {
            if (bins[t] >= 0 && skip && !Float.isFinite(block[from + t])) {
                gaps[bins[t]]++;
            } else if (bins[t] >= 0) {
                sums[bins[t]] += block[from + t];
            }
        }
        for (int b = 0; b < counts.length; b++) {
            target[at + b] = (float) (sums[b] / (counts[b] - gaps[b]));
        }
    }
}
