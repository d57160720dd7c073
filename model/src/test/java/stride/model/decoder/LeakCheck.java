package stride.model.decoder;

import java.util.Random;
import java.util.Set;
import stride.engine.Matrix;
import stride.model.Draws;
import stride.model.split.Part;
import stride.model.split.Split;

/**
 * Finds out which parts of a recording a fit has seen: it gives the fit the recording, and again with other activity and
 * other targets in all other bins. A fit that sees only what it may gives the same numbers, to the bit.
 */
final class LeakCheck {
    static final int NEURONS = 25;
    static final int BINS = 240;

    /** Fits something, somehow, to a recording: (neurons, bins) and (bins, outputs). */
    @FunctionalInterface
    interface Fit {
        Fitted of(Matrix activity, Matrix targets, Split split);
    }

    private final Matrix activity = withSilentNeurons(Draws.activity(NEURONS, BINS, 1));
    private final Matrix targets = Recordings.targets(activity, 2, 2);
    private final long seed;

    LeakCheck(long seed) {
        this.seed = seed;
    }

    /** One neuron without any activity and one that never changes: other bins must not choose them either. */
    private static Matrix withSilentNeurons(Matrix activity) {
        for (int t = 0; t < BINS; t++) {
            activity.data()[11 * BINS + t] = 0;
            activity.data()[17 * BINS + t] = 4;
        }
        return activity;
    }

    /** Whether a fit changes when all bins but those of the allowed parts do. */
    boolean seesMoreThan(Set<Part> allowed, Split split, Fit fit) {
        Matrix otherActivity = new Matrix(NEURONS, BINS, activity.data().clone());
        Matrix otherTargets = new Matrix(BINS, 2, targets.data().clone());
        Random random = new Random(seed);
        for (int t = 0; t < BINS; t++) {
            if (!allowed.contains(split.part(t))) {
                for (int n = 0; n < NEURONS; n++) {
                    otherActivity.data()[n * BINS + t] = (float) (100 * random.nextGaussian());
                }
                otherTargets.data()[2 * t] = (float) (100 * random.nextGaussian());
                otherTargets.data()[2 * t + 1] = (float) (100 * random.nextGaussian());
            }
        }
        return !fit.of(activity, targets, split).same(fit.of(otherActivity, otherTargets, split));
    }
}
