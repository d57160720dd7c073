package stride.data;

import java.util.stream.IntStream;
import stride.engine.RowBlocks;

/**
 * What one reading of an activity tells of its neurons and bins.
 *
 * @param neurons   what each neuron does over the bins that are looked at
 * @param gaps      the missing values of each neuron in those bins
 * @param blank     of those bins, the ones in which all neurons that vary are missing, ascending
 * @param missing   missing values in all bins
 * @param firstNeuron the neuron of the first missing value; -1 if there is none
 * @param firstBin  its bin
 * @param firstValue the value there
 */
record ActivityScan(
        Course[] neurons, int[] gaps, int[] blank, long missing, int firstNeuron, int firstBin, float firstValue) {
    /** Values read at a time, unless a neuron has more. */
    private static final int BLOCK = 1 << 22;

    /** The course of a neuron's finite values. */
    enum Course {
        VARIES,
        CONSTANT,
        SILENT,
        /** No value is finite. */
        EMPTY
    }

    /**
     * Reads all activity, a block at a time.
     *
     * @param judged   the bins to look at
     * @param progress is told the neurons that have been read
     */
    static ActivityScan of(RowBlocks activity, boolean[] judged, ReadProgress progress) {
        Reading reading = new Reading(activity.rows(), judged);
        int bins = judged.length;
        int step = Math.clamp(BLOCK / Math.max(1, bins), 1, Math.max(1, activity.rows()));
        float[] block = new float[Math.multiplyExact(step, bins)];
        for (int first = 0; first < activity.rows(); first += step) {
            int count = Math.min(step, activity.rows() - first);
            activity.read(first, count, block);
            for (int i = 0; i < count; i++) {
                reading.neuron(first + i, block, i * bins);
            }
            progress.at(first + count, activity.rows());
        }
        return reading.scan();
    }

    /** The number of neurons with missing values. */
    long gappyNeurons() {
        return IntStream.of(gaps).filter(n -> n > 0).count();
    }

    private static final class Reading {
        private final boolean[] judged;
        private final Course[] neurons;
        private final int[] gaps;
        private final int[] missingInBin;
        private int varying;
        private long missing;
        private int firstNeuron = -1;
        private int firstBin;
        private float firstValue;

        Reading(int neurons, boolean[] judged) {
            this.judged = judged;
            this.neurons = new Course[neurons];
            this.gaps = new int[neurons];
            this.missingInBin = new int[judged.length];
        }

        void neuron(int neuron, float[] block, int from) {
            boolean finite = FiniteActivity.allFinite(block, from, from + judged.length);
            float level = Float.NaN;
            boolean varies = false;
            // A neuron without gaps is left as soon as it varies: mostly after a few bins.
            for (int t = 0; t < judged.length && !(finite && varies); t++) {
                float value = block[from + t];
                boolean gap = !Float.isFinite(value);
                if (gap) {
                    count(neuron, t, value);
                }
                if (judged[t] && gap) {
                    gaps[neuron]++;
                } else if (judged[t]) {
                    varies |= value != level && !Float.isNaN(level);
                    level = value;
                }
            }
            neurons[neuron] = varies
                    ? Course.VARIES
                    : Float.isNaN(level) ? Course.EMPTY : level == 0 ? Course.SILENT : Course.CONSTANT;
            if (varies) {
                varying++;
                vote(neuron, block, from);
            }
        }

        private void count(int neuron, int bin, float value) {
            if (missing++ == 0) {
                firstNeuron = neuron;
                firstBin = bin;
                firstValue = value;
            }
        }

        private void vote(int neuron, float[] block, int from) {
            for (int t = 0; t < judged.length && gaps[neuron] > 0; t++) {
                missingInBin[t] += judged[t] && !Float.isFinite(block[from + t]) ? 1 : 0;
            }
        }

        ActivityScan scan() {
            int[] blank = IntStream.range(0, judged.length)
                    .filter(t -> varying > 0 && missingInBin[t] == varying)
                    .toArray();
            return new ActivityScan(neurons, gaps, blank, missing, firstNeuron, firstBin, firstValue);
        }
    }
}
