package stride.model.pca;

import stride.model.UnfitException;

/**
 * How a fit will go, and what its stages cost. Costs are counted in operations at the speed of the float32 product, so
 * that the same recording is treated alike on every machine.
 */
final class PcaPlan {
    /** Neurons or bins, whichever are fewer: the eigenproblem of 4,000 takes a minute and a half, and 0.7 GB. */
    static final int LARGEST_EXACT = 4000;

    /** Up to this many of the fewer nothing is approximated: the eigenproblem of 600 takes 0.3 s. */
    private static final int ALWAYS_EXACT = 600;

    /** Above this many bins their covariance (400 MB) is not formed. */
    private static final int LARGEST_FORMED = 10_000;

    /** Products in double, by inner products, run at a fifth of the speed: 88 GFLOP in 4 s. */
    private static final double DOUBLE = 5;

    /** EJML's symmetric eigenproblem of n: 12 s for 2,000, times n^3, at 1e11 operations a second. */
    private static final double EIGEN = 150;

    /** EJML's SVD of n, likewise: 0.7 s for 600. Each round, and the projection, needs one. */
    private static final double SVD = 320;

    /** A value read and centred, at 1e9 a second. */
    private static final double READ = 100;

    private final double neurons;
    private final double bins;
    private final double k;
    private final double columns;

    PcaPlan(int neurons, int bins, int k) {
        this.neurons = neurons;
        this.bins = bins;
        this.k = k;
        this.columns = Math.min(k + SubspaceIteration.OVERSAMPLING, Math.min(neurons, bins));
    }

    static boolean exactIsCheaper(int neurons, int bins, int k) {
        int fewer = Math.min(neurons, bins);
        PcaPlan plan = new PcaPlan(neurons, bins, k);
        return fewer <= ALWAYS_EXACT || (fewer <= LARGEST_EXACT && plan.exact() < plan.randomized());
    }

    static void requireExactFits(int neurons, int bins) {
        if (Math.min(neurons, bins) > LARGEST_EXACT) {
            throw new UnfitException(
                    "--pca-solver exact takes up to %d neurons or %d bins, but there are %d neurons x %d bins to fit on; use --pca-solver randomized, or auto"
                            .formatted(LARGEST_EXACT, LARGEST_EXACT, neurons, bins));
        }
    }

    /** The width of the basis that is iterated. */
    int columns() {
        return (int) columns;
    }

    /** Whether the bins' covariance is formed once, (bins^2 neurons), rather than streamed for each product. */
    boolean formed() {
        return bins <= LARGEST_FORMED && forming() + iterating(true) < iterating(false);
    }

    double forming() {
        return pass() + bins * bins * neurons;
    }

    double iterating(boolean formed) {
        double product = formed ? 2 * bins * bins * columns : pass() + 4 * bins * neurons * columns;
        return SubspaceIteration.PRODUCTS * product + 2 * SVD * columns * columns * columns;
    }

    double projecting() {
        return pass() + 2 * bins * neurons * columns + SVD * columns * columns * columns;
    }

    double scoring() {
        return pass() + 2 * bins * neurons * k;
    }

    double pass() {
        return READ * bins * neurons;
    }

    /** Of a whole exact fit, but for the means. */
    double exact() {
        return exactProducts() + eigen() + (neurons <= bins ? 0 : pass());
    }

    double exactProducts() {
        return pass() + DOUBLE * Math.min(bins, neurons) * bins * neurons;
    }

    double eigen() {
        return EIGEN * Math.pow(Math.min(bins, neurons), 3);
    }

    int exactPasses() {
        return neurons <= bins ? CenteredActivity.strips((int) neurons, (int) bins) : 2;
    }

    /** Of a whole randomised fit, but for the means. */
    double randomized() {
        return (formed() ? forming() + iterating(true) : iterating(false)) + projecting();
    }

    int randomizedPasses() {
        return (formed() ? 1 : SubspaceIteration.PRODUCTS) + 1;
    }
}
