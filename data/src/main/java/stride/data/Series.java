package stride.data;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a file says of an array whose first dimension is time.
 *
 * @param type       what the file calls it, as {@code RoiResponseSeries}
 * @param use        what a decoder could use it for
 * @param unit       of the values; empty where the file does not say it
 * @param start      the time of the first sample in s, where samples come at a fixed rate
 * @param rate       samples per second, where they come at a fixed rate
 * @param timestamps the array of the same source that has the samples' times in s, where there is one
 */
public record Series(
        String type, Use use, String unit, OptionalDouble start, OptionalDouble rate, Optional<String> timestamps) {
    /** What a decoder could use a series for. */
    public enum Use {
        /** The activity of neurons. */
        RESPONSE,
        /** Something that may be decoded. */
        BEHAVIOUR,
        /** Neither: images, say. */
        OTHER
    }

    /** Whether the file says when the samples were taken. */
    public boolean isTimed() {
        return timestamps.isPresent() || (rate.isPresent() && rate.getAsDouble() > 0);
    }
}
