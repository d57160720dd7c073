package stride.data;

import java.util.Arrays;
import java.util.stream.IntStream;
import stride.engine.RowBlocks;

/**
 * What of a recording is used, and what was left out or filled.
 *
 * @param missing          the way with missing values
 * @param neuronsRead      neurons of the recording
 * @param neurons          those that are used, ascending
 * @param silent           neurons left out because they are 0 in every bin
 * @param constant         neurons left out because they have one other value in every bin
 * @param gappy            neurons left out for missing values
 * @param binsRead         bins of the recording
 * @param bins             those that are used, ascending
 * @param activityMissing  missing values of the activity as it was read
 * @param targetMissing    missing values of the targets as they were read
 * @param activityFilled   of those of the activity, how many were interpolated
 * @param targetFilled     of those of the targets, how many were interpolated
 */
public record Screening(
        Missing missing,
        int neuronsRead,
        int[] neurons,
        int silent,
        int constant,
        int gappy,
        int binsRead,
        int[] bins,
        long activityMissing,
        long targetMissing,
        long activityFilled,
        long targetFilled) {

    /** Neurons that are left out. */
    public int neuronsLeftOut() {
        return neuronsRead - neurons.length;
    }

    /** Bins that are left out. */
    public int binsLeftOut() {
        return binsRead - bins.length;
    }

    /** Bins that are left out between others, so that neighbours now were none in the recording. */
    public int binsLeftOutBetween() {
        return bins.length == 0 ? 0 : bins[bins.length - 1] - bins[0] + 1 - bins.length;
    }

    /**
     * Where bins of the recording are among those that are used; a bin that was left out has no place.
     *
     * @param numbers in the recording, ascending
     */
    public int[] places(int[] numbers) {
        return IntStream.of(numbers)
                .map(number -> Arrays.binarySearch(bins, number))
                .filter(place -> place >= 0)
                .toArray();
    }

    /** Whether everything is used. */
    boolean all() {
        return neuronsLeftOut() == 0 && binsLeftOut() == 0;
    }

    /** The bins whose neurons are looked at: with {@link Missing#DROP}, those that have a target. */
    static boolean[] judged(Missing missing, Targets targets) {
        boolean[] judged = new boolean[targets.values().rows()];
        for (int t = 0; t < judged.length; t++) {
            judged[t] = missing != Missing.DROP || targets.finiteAt(t);
        }
        return judged;
    }

    /**
     * Decides.
     *
     * @param keepConstant whether silent and constant neurons stay
     */
    static Screening of(Missing missing, ActivityScan scan, boolean[] judged, Targets targets, boolean keepConstant) {
        boolean drop = missing == Missing.DROP;
        boolean[] kept = judged.clone();
        if (drop) {
            IntStream.of(scan.blank()).forEach(t -> kept[t] = false);
        }
        int blank = drop ? scan.blank().length : 0;
        int neurons = scan.neurons().length;
        boolean[] used = new boolean[neurons];
        int silent = 0;
        int constant = 0;
        int gappy = 0;
        long filled = 0;
        for (int n = 0; n < neurons; n++) {
            ActivityScan.Course course = scan.neurons()[n];
            boolean varies = course == ActivityScan.Course.VARIES;
            // A neuron that varies is missing in every blank bin: those are not its own fault.
            boolean gaps = drop && scan.gaps()[n] > (varies ? blank : 0);
            used[n] = course != ActivityScan.Course.EMPTY && !gaps && (varies || keepConstant);
            if (used[n]) {
                filled += missing == Missing.INTERPOLATE ? scan.gaps()[n] : 0;
            } else if (course == ActivityScan.Course.SILENT && !keepConstant) {
                silent++;
            } else if (course == ActivityScan.Course.CONSTANT && !keepConstant) {
                constant++;
            } else {
                gappy++;
            }
        }
        return new Screening(
                missing,
                neurons,
                IntStream.range(0, neurons).filter(n -> used[n]).toArray(),
                silent,
                constant,
                gappy,
                kept.length,
                IntStream.range(0, kept.length).filter(t -> kept[t]).toArray(),
                scan.missing(),
                targets.missing(),
                filled,
                missing == Missing.INTERPOLATE ? targets.missing() : 0);
    }

    /** The same where the neurons are given: bins in which one of them is missing are what may be dropped. */
    static Screening ofChosen(
            Missing missing, int[] neurons, RowBlocks all, ActivityScan scan, boolean[] judged, Targets targets) {
        boolean[] kept = judged.clone();
        if (missing == Missing.DROP) {
            float[] row = new float[all.columns()];
            int[] gappy = IntStream.range(0, neurons.length)
                    .filter(i -> scan.gaps()[i] > 0)
                    .toArray();
            for (int i : gappy) {
                all.read(i, 1, row);
                for (int t = 0; t < row.length; t++) {
                    kept[t] &= Float.isFinite(row[t]);
                }
            }
        }
        boolean fill = missing == Missing.INTERPOLATE;
        return new Screening(
                missing,
                neurons.length,
                neurons,
                0,
                0,
                0,
                kept.length,
                IntStream.range(0, kept.length).filter(t -> kept[t]).toArray(),
                scan.missing(),
                targets.missing(),
                fill ? scan.missing() : 0,
                fill ? targets.missing() : 0);
    }
}
