package stride.data;

import java.util.List;
import java.util.Optional;
import stride.engine.Kernels;
import stride.engine.RowBlocks;

/** Joins activity and target that were sampled at different times, in bins that both cover. */
final class BinnedRecording {
    private BinnedRecording() {}

    /**
     * Averages activity and target in common bins.
     *
     * @param source   with the activity, time in its first dimension
     * @param width    of a bin in s
     * @throws DataException if the times of either are not told, or some bin has no sample
     */
    static Recording assemble(
            Source source, StoredArray activity, TargetChoice target, double width, Missing missing, Kernels kernels) {
        if (target.file().isEmpty()) {
            return assemble(source, activity, source, target, width, missing, kernels);
        }
        try (Source other = Source.open(target.file().get())) {
            return assemble(source, activity, other, target, width, missing, kernels);
        }
    }

    private static Recording assemble(
            Source source,
            StoredArray activity,
            Source behaviour,
            TargetChoice choice,
            double width,
            Missing missing,
            Kernels kernels) {
        String file = source.path().toString();
        String targetFile = behaviour.path().toString();
        StoredArray target = Recordings.targetArray(behaviour, choice);
        double[] activityTimes = SampleTimes.of(source, activity);
        double[] targetTimes = SampleTimes.of(behaviour, target);
        TimeBins bins = bins(file, width, List.of(activityTimes, targetTimes));
        Targets averaged = Targets.read(behaviour, target, choice.columns(), missing)
                .averaged(bins, binsOf(bins, targetTimes, targetFile, target), missing);
        int[] samples = binsOf(bins, activityTimes, file, activity);
        RowBlocks rows = new BinnedActivity(
                activity.transposed(kernels), samples, bins.counts(samples), missing != Missing.REJECT);
        String layout = "%s and %s, time by neurons, in %d bins of %s s"
                .formatted(activity.info().name(), target.info().name(), bins.count(), width);
        return Recording.of(source, layout, activity.info().name(), rows, averaged, Optional.empty(), missing);
    }

    private static TimeBins bins(String file, double width, List<double[]> times) {
        try {
            return TimeBins.within(width, times);
        } catch (IllegalArgumentException e) {
            throw new DataException(file, "%s; choose another --bin".formatted(e.getMessage()), e);
        }
    }

    private static int[] binsOf(TimeBins bins, double[] times, String file, StoredArray array) {
        try {
            return bins.of(times);
        } catch (IllegalArgumentException e) {
            throw new DataException(
                    file, "%s: %s with --bin".formatted(array.info().summary(), e.getMessage()), e);
        }
    }
}
