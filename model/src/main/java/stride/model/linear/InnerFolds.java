package stride.model.linear;

import java.util.Arrays;
import stride.model.network.Samples;

/**
 * The five contiguous folds of the train bins over which a penalty or a rank is chosen: each is held out once, and the
 * bins next to it, which are too like its own, are left out as well.
 *
 * @param train in the order of time
 * @param gap   train bins left out on either side of a fold; half a fold at most, so that a short recording keeps three
 *              fifths of its bins to fit on
 */
record InnerFolds(Samples train, int gap) {
    static final int COUNT = 5;

    InnerFolds {
        gap = Math.min(gap, train.count() / (2 * COUNT));
    }

    /** What is held out. */
    Samples held(int fold) {
        return rows(start(fold), start(fold + 1));
    }

    /** What is not fitted on: what is held out, and the gaps beside it. */
    Samples unseen(int fold) {
        return rows(Math.max(0, start(fold) - gap), Math.min(train.count(), start(fold + 1) + gap));
    }

    private int start(int fold) {
        return (int) ((long) train.count() * fold / COUNT);
    }

    private Samples rows(int from, int to) {
        int[] rows = new int[to - from];
        Arrays.setAll(rows, i -> from + i);
        return new Samples(train.x().selectRows(rows), train.y().selectRows(rows));
    }
}
