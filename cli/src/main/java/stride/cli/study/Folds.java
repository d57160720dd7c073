package stride.cli.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import stride.model.decoder.Outcome;

/**
 * What came of the folds of one trial, which end in any order, each on any thread. With the last of them, or with a
 * failure, it is let go of: the list of all jobs lasts as long as the sweep, and the networks and predictions of
 * thousands of trials would not fit in memory.
 */
final class Folds {
    private List<Outcome.Fold> done;
    private int left;
    private boolean failed;

    /** Waits for so many. */
    Folds(int count) {
        done = new ArrayList<>(Collections.nCopies(count, null));
        left = count;
    }

    /** Takes what came of one; gives the trial's outcome with the last, unless one failed. */
    synchronized Optional<Outcome> succeeded(int number, Outcome.Fold fold) {
        if (failed) {
            return Optional.empty();
        }
        done.set(number, fold);
        left--;
        if (left > 0) {
            return Optional.empty();
        }
        Outcome outcome = new Outcome(done);
        done = List.of();
        return Optional.of(outcome);
    }

    /** Takes it that one failed; gives whether it is the first of its trial to do so. */
    synchronized boolean failed() {
        boolean first = !failed;
        failed = true;
        done = List.of();
        return first;
    }
}
