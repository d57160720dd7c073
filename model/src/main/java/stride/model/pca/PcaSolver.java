package stride.model.pca;

import java.util.Locale;

/** How components are found. */
public enum PcaSolver {
    /** Whichever of the others costs less; always the exact one where that takes no more than half a second. */
    AUTO,

    /** Randomised subspace iteration: any size, the leading components alone, each with a residual to judge it by. */
    RANDOMIZED,

    /** Every eigenvector of the covariance of neurons or bins, whichever are fewer, in double: for small data. */
    EXACT;

    /** The name in files and on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What this comes to for a fit of {@code k} components on so many neurons and bins: one of the other two. */
    public PcaSolver chosen(int neurons, int bins, int k) {
        if (this != AUTO) {
            return this;
        }
        return PcaPlan.exactIsCheaper(neurons, bins, k) ? EXACT : RANDOMIZED;
    }
}
