package stride.data;

/**
 * A recording that can be decoded, and what was done for that.
 *
 * @param recording finite; its neurons vary, unless it was to be complete
 * @param screening what was left out or filled
 */
public record Screened(Recording recording, Screening screening) implements AutoCloseable {
    @Override
    public void close() {
        recording.close();
    }
}
