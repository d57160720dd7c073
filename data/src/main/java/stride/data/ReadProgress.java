package stride.data;

/** Is told how much of something has been read, in bytes or neurons or whatever it is counted in. */
@FunctionalInterface
public interface ReadProgress {
    /** Asks for nothing to be told. */
    ReadProgress NONE = (done, of) -> {};

    /** So many of all have been read. Called from any thread. */
    void at(long done, long of);
}
