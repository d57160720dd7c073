package stride.model;

import java.util.stream.LongStream;

/** The progress of several equal tasks, each on its own thread, as one. */
public final class SharedProgress {
    private final Progress progress;
    private final long[] done;

    /** Tells {@code progress} of all {@code tasks} together. */
    public SharedProgress(Progress progress, int tasks) {
        this.progress = progress;
        this.done = new long[tasks];
    }

    /** What task {@code i} tells of itself. */
    public Progress of(int i) {
        return (now, all) -> {
            synchronized (done) {
                done[i] = now;
                progress.at(LongStream.of(done).sum(), all * done.length);
            }
        };
    }
}
