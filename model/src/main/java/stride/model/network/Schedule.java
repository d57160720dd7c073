package stride.model.network;

import java.util.List;
import java.util.Locale;

/** How the learning rate changes from epoch to epoch. It follows from the epochs so far, so it has no state to keep. */
public enum Schedule {
    /** Not at all. */
    CONSTANT {
        @Override
        double factor(List<Epoch> history, int epochs, Selection select) {
            return 1;
        }
    },

    /**
     * Half a cosine, from the whole rate in the first epoch to almost none in the last.
     *
     * @see <a href="https://arxiv.org/abs/1608.03983">Loshchilov and Hutter 2017</a>
     */
    COSINE {
        @Override
        double factor(List<Epoch> history, int epochs, Selection select) {
            return 0.5 * (1 + Math.cos(Math.PI * history.size() / epochs));
        }
    },

    /** Halved whenever three epochs in a row brought no better loss on the part that selects. */
    PLATEAU {
        @Override
        double factor(List<Epoch> history, int epochs, Selection select) {
            double factor = 1;
            double best = Double.POSITIVE_INFINITY;
            int worse = 0;
            for (Epoch epoch : history) {
                worse = epoch.by(select) < best ? 0 : worse + 1;
                best = Math.min(best, epoch.by(select));
                if (worse == PATIENCE) {
                    factor /= 2;
                    worse = 0;
                }
            }
            return factor;
        }
    };

    private static final int PATIENCE = 3;

    /**
     * What the learning rate is multiplied by in the next epoch.
     *
     * @param history the epochs so far
     * @param epochs  how many there are at most
     * @param select  the part whose loss tells whether an epoch is better
     */
    abstract double factor(List<Epoch> history, int epochs, Selection select);

    /** The name in files and on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
