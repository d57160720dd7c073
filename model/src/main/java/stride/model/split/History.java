package stride.model.split;

import stride.engine.Matrix;
import stride.model.OptionsException;
import stride.model.UnfitException;

/**
 * How many neighbouring bins a decoder sees beside the present one. Its input is a window: the values of the bins from
 * {@code before} ahead of the present one to {@code after} behind it, the oldest first.
 *
 * @param before bins of the past
 * @param after  bins of the future; a decoder that sees any is acausal, and could not run while the animal behaves
 */
public record History(int before, int after) {
    /** The present bin alone. */
    public static final History NONE = new History(0, 0);

    /** Ten minutes of a fast recording; far more than any decoder can use. */
    private static final int MOST = 10_000;

    /** What a Java array may hold, on every machine. */
    private static final int MOST_VALUES = Integer.MAX_VALUE - 8;

    public History {
        if (before < 0 || after < 0 || before > MOST || after > MOST) {
            throw new OptionsException(
                    "--history %d,%d: bins before and after are from 0 to %d".formatted(before, after, MOST));
        }
    }

    /**
     * Reads {@code 8}, or {@code 4,2} for bins of the past and of the future.
     *
     * @throws OptionsException if it is neither
     */
    public static History parse(String text) {
        String[] bins = text.split(",", -1);
        try {
            if (bins.length <= 2) {
                return new History(
                        Integer.parseInt(bins[0].strip()), bins.length == 2 ? Integer.parseInt(bins[1].strip()) : 0);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new OptionsException("--history '" + text + "' is not a number of bins, or two as in 4,2");
    }

    /** Bins of a window, the present one included. */
    public int length() {
        return before + 1 + after;
    }

    /** Whether it looks into the future. */
    public boolean acausal() {
        return after > 0;
    }

    /** As the command line takes it: {@code 8}, or {@code 4,2}. */
    public String label() {
        return acausal() ? before + "," + after : String.valueOf(before);
    }

    /** Whether the window of a bin lies within a recording of this many bins. */
    public boolean fits(int bin, int bins) {
        return bin >= before && bin < bins - after;
    }

    /**
     * The windows of some bins, (count, k * length). Rows that follow each other in time lie next to each other in
     * memory, so that each window is one copy.
     *
     * @param x      (all bins, k), in the order of time
     * @param wanted bins whose windows lie within x
     * @throws UnfitException if so many values do not fit an array
     */
    public Matrix windows(Matrix x, int[] wanted) {
        int width = window(x.columns(), wanted.length);
        Matrix windows = Matrix.zeros(wanted.length, width);
        for (int i = 0; i < wanted.length; i++) {
            System.arraycopy(x.data(), (wanted[i] - before) * x.columns(), windows.data(), i * width, width);
        }
        return windows;
    }

    private int window(int inputs, int count) {
        long values = (long) inputs * length() * count;
        if (values > MOST_VALUES) {
            throw new UnfitException(
                    "%d windows of %d bins with %d inputs each are %d values, and an array holds %d; use fewer components (--pca) or a shorter --history"
                            .formatted(count, length(), inputs, values, MOST_VALUES));
        }
        return inputs * length();
    }
}
