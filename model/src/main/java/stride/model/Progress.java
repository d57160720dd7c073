package stride.model;

/** Is told how far a long computation has come; called often, from the thread that computes. */
@FunctionalInterface
public interface Progress {
    /** Tells nobody. */
    Progress NONE = (done, of) -> {};

    /** {@code done} of {@code of} equal parts are finished. */
    void at(long done, long of);

    /** Names what is under way, as in {@code pass 2 of 4}; called before {@link #at}. */
    default void stage(String name) {}
}
