package stride.model.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * How long the blocks of a bootstrap are.
 *
 * @param bins     in a block
 * @param tooShort whether the bins are too few for blocks as long as their autocorrelation asks for
 */
record BlockLength(int bins, boolean tooShort) {
    /** So many blocks are the fewest to tell anything by. */
    static final int FEWEST_BLOCKS = 8;

    /** More would take longer and tell no more. */
    private static final int MOST_BLOCKS = 200;

    /**
     * Blocks of so many times the lag at which the autocorrelation is gone; see the docs' decisions for coverage. Further
     * than that nobody has looked whether it comes back.
     */
    private static final int LAGS = Autocorrelation.AHEAD;

    /**
     * As long as the slowest of what figures depend on asks for: targets, errors, the squares of both, and between two
     * predictions the difference of their squared errors. Squares may be slow where what is squared is not: a target that
     * swings within a slow envelope is gone in a quarter of its period, its square as late as the envelope.
     *
     * @param contributions of at least sixteen bins and one prediction or several, (bins, predictions x outputs x
     *                      {@link Contributions#WIDTH})
     */
    static BlockLength of(double[] contributions, int bins, int outputs) {
        int width = contributions.length / bins;
        int own = outputs * Contributions.WIDTH;
        int limit = bins / FEWEST_BLOCKS;
        int lag = 0;
        for (int at = 0; at < width && lag < limit; at += Contributions.WIDTH) {
            int one = at;
            List<IntToDoubleFunction> signals = new ArrayList<>();
            if (one < own) { // every prediction has the same targets
                signals.add(i -> contributions[i + one + Contributions.ACTUAL]);
                signals.add(i -> contributions[i + one + Contributions.ACTUAL_SQUARE]);
            }
            signals.add(i ->
                    contributions[i + one + Contributions.ACTUAL] - contributions[i + one + Contributions.PREDICTED]);
            signals.add(i -> contributions[i + one + Contributions.SQUARED_ERROR]);
            for (int other = at % own; other < at; other += own) {
                int two = other;
                signals.add(i -> contributions[i + one + Contributions.SQUARED_ERROR]
                        - contributions[i + two + Contributions.SQUARED_ERROR]);
            }
            for (IntToDoubleFunction signal : signals) {
                double[] values = new double[bins];
                Arrays.setAll(values, t -> signal.applyAsDouble(t * width));
                lag = Math.max(lag, Autocorrelation.goneAfter(values, limit));
            }
        }
        int asked = LAGS * lag;
        int block = Math.clamp(asked, Math.ceilDiv(bins, MOST_BLOCKS), limit);
        return new BlockLength(block, asked > block);
    }
}
