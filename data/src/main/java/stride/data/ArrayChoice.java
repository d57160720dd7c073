package stride.data;

import java.util.Optional;

/**
 * Which arrays of a source make the recording; what is not chosen is taken from a known layout.
 *
 * @param activity the name of the activity array
 * @param target   the target, as {@code [FILE#]NAME[:COLUMNS]}; see {@link TargetChoice#parse}
 * @param layout   which way the activity lies
 */
public record ArrayChoice(Optional<String> activity, Optional<String> target, Layout layout) {
    /** Nothing chosen: the arrays of a known layout. */
    public static final ArrayChoice AUTO = new ArrayChoice(Optional.empty(), Optional.empty(), Layout.AUTO);

    /**
     * Checks how the target is written.
     *
     * @throws IllegalArgumentException if its columns are out of order or too many
     */
    public ArrayChoice {
        target.ifPresent(TargetChoice::parse);
    }

    /** The same choice with another activity array. */
    public ArrayChoice withActivity(String name) {
        return new ArrayChoice(Optional.of(name), target, layout);
    }

    /** The same choice with another target. */
    public ArrayChoice withTarget(String text) {
        return new ArrayChoice(activity, Optional.of(text), layout);
    }

    /** The same choice with the activity lying that way. */
    public ArrayChoice withLayout(Layout other) {
        return new ArrayChoice(activity, target, other);
    }
}
