package stride.model.network;

import java.util.Optional;

/**
 * The samples that a network trains on, with what there is to know of them for varying them.
 *
 * @param samples in the order of time
 * @param runs    for each the number of the first sample of its run: the samples of a run are of bins that follow each
 *                other without a break
 * @param neurons what neurons bring to the inputs; empty where that is not known
 */
public record TrainSamples(Samples samples, int[] runs, Optional<Neurons> neurons) {
    public TrainSamples {
        if (runs.length != samples.count()) {
            throw new IllegalArgumentException(runs.length + " places in runs for " + samples.count() + " samples");
        }
    }

    /** Samples that all follow each other. */
    public static TrainSamples of(Samples samples) {
        return new TrainSamples(samples, new int[samples.count()], Optional.empty());
    }

    /** Whether two samples are of one run. */
    boolean together(int i, int j) {
        return j >= 0 && j < runs.length && runs[i] == runs[j];
    }
}
