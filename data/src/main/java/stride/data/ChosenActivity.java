package stride.data;

import stride.engine.RowBlocks;

/**
 * Some neurons and some bins of an activity.
 *
 * @param all     neurons x bins
 * @param neurons which to take, ascending
 * @param bins    which to take, ascending
 */
record ChosenActivity(RowBlocks all, int[] neurons, int[] bins) implements RowBlocks {
    /** Values read at a time, unless a neuron has more: 4 MB, which a second-level cache nearly holds. */
    private static final int BLOCK = 1 << 20;

    @Override
    public int rows() {
        return neurons.length;
    }

    @Override
    public int columns() {
        return bins.length;
    }

    /** Reads whole stretches of neurons, those between the chosen ones too: most formats are slow neuron by neuron. */
    @Override
    public void read(int first, int count, float[] target) {
        RowBlocks.check(this, first, count, target);
        if (count == 0) {
            return;
        }
        int width = all.columns();
        int span = neurons[first + count - 1] - neurons[first] + 1;
        int step = Math.clamp(BLOCK / Math.max(1, width), 1, span);
        float[] block = new float[Math.multiplyExact(step, width)];
        for (int i = first; i < first + count; ) {
            int start = neurons[i];
            int end = i + 1;
            while (end < first + count && neurons[end] - start < step) {
                end++;
            }
            all.read(start, neurons[end - 1] - start + 1, block);
            for (; i < end; i++) {
                copy(block, (neurons[i] - start) * width, target, (i - first) * bins.length);
            }
        }
    }

    private void copy(float[] block, int from, float[] target, int at) {
        if (bins.length == all.columns()) {
            System.arraycopy(block, from, target, at, bins.length);
            return;
        }
        for (int b = 0; b < bins.length; b++) {
            target[at + b] = block[from + bins[b]];
        }
    }
}
