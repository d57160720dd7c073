package stride.data;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Which arrays of a source make the recording; what is not chosen is taken from a known layout.
 *
 * @param activity the name of the activity array
 * @param target   the target, as {@code [FILE#]NAME[:COLUMNS]}; see {@link TargetChoice#parse}
 * @param layout   which way the activity lies
 * @param binSeconds the width of the time bins into which activity and target are averaged, in s; empty to take their
 *                   samples as they are
 * @param missing  what becomes of missing values
 */
public record ArrayChoice(
        Optional<String> activity, Optional<String> target, Layout layout, OptionalDouble binSeconds, Missing missing) {
    /** Nothing chosen: the arrays of a known layout. */
    public static final ArrayChoice AUTO =
            new ArrayChoice(Optional.empty(), Optional.empty(), Layout.AUTO, OptionalDouble.empty(), Missing.REJECT);

    /**
     * Checks how the target is written.
     *
     * @throws IllegalArgumentException if its columns are out of order or too many, or a bin has no width
     */
    public ArrayChoice {
        target.ifPresent(TargetChoice::parse);
        if (binSeconds.isPresent() && !(binSeconds.getAsDouble() > 0 && Double.isFinite(binSeconds.getAsDouble()))) {
            throw new IllegalArgumentException("a bin of %s s".formatted(binSeconds.getAsDouble()));
        }
    }

    /** The same choice with another activity array. */
    public ArrayChoice withActivity(String name) {
        return new ArrayChoice(Optional.of(name), target, layout, binSeconds, missing);
    }

    /** The same choice with another target. */
    public ArrayChoice withTarget(String text) {
        return new ArrayChoice(activity, Optional.of(text), layout, binSeconds, missing);
    }

    /** The same choice with the activity lying that way. */
    public ArrayChoice withLayout(Layout other) {
        return new ArrayChoice(activity, target, other, binSeconds, missing);
    }

    /** The same choice in time bins of that width. */
    public ArrayChoice withBins(double seconds) {
        return new ArrayChoice(activity, target, layout, OptionalDouble.of(seconds), missing);
    }

    /** The same choice with that way with missing values. */
    public ArrayChoice withMissing(Missing other) {
        return new ArrayChoice(activity, target, layout, binSeconds, other);
    }
}
