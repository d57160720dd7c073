package stride.model.network;

import java.util.Optional;
import java.util.function.Supplier;

/** Keeps trainings that may be interrupted. Called from the thread that trains. */
public interface Checkpoints {
    /** Keeps nothing. */
    Checkpoints NONE = new Checkpoints() {
        @Override
        public Optional<Checkpoint> last(int member) {
            return Optional.empty();
        }

        @Override
        public void offer(int member, Supplier<Checkpoint> now) {}
    };

    /**
     * Where to go on from; empty to begin.
     *
     * @param member the number of the network in its ensemble, from 0 on
     */
    Optional<Checkpoint> last(int member);

    /** After each epoch: {@code now} copies the state, and need not be asked. */
    void offer(int member, Supplier<Checkpoint> now);
}
