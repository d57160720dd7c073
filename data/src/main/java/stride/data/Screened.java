package stride.data;

/**
 * A recording that can be decoded, and what was done for that.
 *
 * @param recording finite, and without silent or constant neurons
 * @param screening what was left out or filled
 */
public record Screened(Recording recording, Screening screening) implements AutoCloseable {
    @Override
    public void close() {
        recording.close();
    }
}
