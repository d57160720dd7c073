package stride.model.decoder;

import java.util.Optional;
import java.util.stream.IntStream;
import stride.engine.Matrix;
import stride.model.decoder.ShiftNull.Shift;
import stride.model.evaluation.Autocorrelation;
import stride.model.split.History;

/**
 * The shifts of a null, evenly spread over all that are longer than the target resembles itself and a window reaches.
 *
 * @param bins    of the recording
 * @param min     the smallest, in bins
 * @param leftOut bins at each end that are given up
 * @param by      how many bins later each bin's target is taken from
 */
record Shifts(Shift shift, int bins, int min, int leftOut, int[] by) {
    /** With fewer, 95 % of them say nothing. */
    static final int FEWEST = 20;

    /** The share of the bins that linear shifts give up at each end: more would leave too little to judge by. */
    private static final int END = 10;

    /** A target is not waited for longer than this share of the bins: a slow drift never ends to resemble itself. */
    private static final int LONGEST = 20;

    /** The shifts of a recording; empty where it is too short for twenty. */
    static Optional<Shifts> of(Shift shift, Matrix targets, History history, int wanted) {
        int bins = targets.rows();
        int min = Math.max(1, Autocorrelation.goneForGood(targets, bins / LONGEST) + history.length() - 1);
        int leftOut = shift == Shift.LINEAR ? bins / END : 0;
        int[] by = switch (shift) {
            case CIRCULAR -> spread(min, bins - min, wanted);
            case LINEAR ->
                IntStream.concat(
                                IntStream.of(spread(min, leftOut, wanted / 2)).map(s -> -s),
                                IntStream.of(spread(min, leftOut, wanted - wanted / 2)))
                        .toArray();
        };
        return by.length < FEWEST ? Optional.empty() : Optional.of(new Shifts(shift, bins, min, leftOut, by));
    }

    private static int[] spread(int from, int to, int wanted) {
        int count = Math.min(wanted, to - from + 1);
        return count < 2
                ? new int[0]
                : IntStream.range(0, count)
                        .map(i -> from + (int) ((long) i * (to - from) / (count - 1)))
                        .toArray();
    }

    /** Those of these bins that every shift has a target for. */
    int[] usable(int[] of) {
        return IntStream.of(of).filter(t -> t >= leftOut && t < bins - leftOut).toArray();
    }

    /** The bin whose target the i-th shift gives to this one. */
    int source(int i, int bin) {
        return Math.floorMod(bin + by[i], bins);
    }

    /** Only so many of them. */
    Shifts atMost(int count) {
        if (count >= by.length) {
            return this;
        }
        int[] fewer = IntStream.range(0, count)
                .map(i -> by[(int) ((long) i * by.length / count)])
                .toArray();
        return new Shifts(shift, bins, min, leftOut, fewer);
    }
}
