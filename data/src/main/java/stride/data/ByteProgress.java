package stride.data;

/** Is told how much of something has been read. */
@FunctionalInterface
public interface ByteProgress {
    /** Asks for nothing to be told. */
    ByteProgress NONE = (done, of) -> {};

    /** So many bytes of all have been read. */
    void at(long done, long of);
}
