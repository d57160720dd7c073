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

    /** Above this many directions a subspace is made smaller before its eigenproblem is solved. */
    private static final int LARGEST_EIGEN = 200;

    /** Products in double, by inner products, run at a fifth of the speed: 88 GFLOP in 4 s. */
    private static final double DOUBLE = 5;

    /** EJML's symmetric eigenproblem of n: 12 s for 2,000, times n^3, at 1e11 operations a second. */
    private static final double EIGEN = 150;

    /** A value read and centred, at 1e9 a second. */
    private static final double READ = 100;

    private final double neurons;
    private final double bins;
    private final double k;
    private final KrylovShape shape;

    PcaPlan(int neurons, int bins, int k) {
        this.neurons = neurons;
        this.bins = bins;
        this.k = k;
        this.shape = KrylovShape.of(k, Math.min(neurons, bins));
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

    /** The size of the space that a randomised fit makes. */
    KrylovShape shape() {
        return shape;
    }

    /** Whether that space is made smaller before its eigenproblem is solved. */
    boolean reduces() {
        return reduced() < shape.columns();
    }

    /** How many directions of that space its eigenproblem is solved for. */
    int reduced() {
        int columns = shape.columns();
        return columns <= LARGEST_EIGEN ? columns : (int) Math.min(columns, k + SubspaceIteration.OVERSAMPLING);
    }

    /** Of the first block, made while the means are found. */
    double beginning() {
        return pass() + 2 * bins * neurons * shape.width();
    }

    /** Of all further blocks: two products in each pass but the last, and the blocks kept apart. */
    double multiplying() {
        double columns = shape.columns();
        double products = 2 * bins * neurons * (2 * columns - shape.width());
        return shape.blocks() * pass() + products + 4 * bins * columns * columns;
    }

    /** Of making the space smaller. */
    double reducing() {
        double columns = shape.columns();
        return columns * columns * (neurons + 2.0 * SubspaceIteration.PRODUCTS * reduced())
                + 2 * (bins + neurons) * columns * reduced();
    }

    /** Of the products of what is left, and its eigenproblem. */
    double solving() {
        return DOUBLE * neurons * Math.pow(reduced(), 2) + eigen(reduced());
    }

    /** Of a whole randomised fit. */
    double randomized() {
        return beginning() + multiplying() + (reduces() ? reducing() : 0) + solving();
    }

    double scoring() {
        return pass() + 2 * bins * neurons * k;
    }

    double pass() {
        return READ * bins * neurons;
    }

    /** Of a whole exact fit. */
    double exact() {
        return pass() + exactProducts() + eigen((int) Math.min(bins, neurons)) + (neurons <= bins ? 0 : pass());
    }

    double exactProducts() {
        return pass() + DOUBLE * Math.min(bins, neurons) * bins * neurons;
    }

    /** Of the eigenproblem of n. */
    static double eigen(int n) {
        return EIGEN * Math.pow(n, 3);
    }

    int exactPasses() {
        return neurons <= bins ? CenteredActivity.strips((int) neurons, (int) bins) : 2;
    }
}
