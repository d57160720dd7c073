package stride.model.pca;

import java.util.SplittableRandom;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.Progress;

/**
 * The block Krylov space of the bins' covariance {@code S = A^T A}, from random neurons Z: the span of
 * {@code X, S X, S^2 X, ...} with {@code X = A^T Z}. It holds the leading directions in time far sooner than a subspace of k
 * columns that is multiplied again and again, since no product is forgotten.
 *
 * <p>S is never formed. A block of neurons that is in cache serves both halves of a product, {@code Y = A Q} and its part of
 * {@code A^T Y}, so that each takes one pass over the activity. The last needs only the first half; the very first, X, is
 * made in the pass that finds the means.
 *
 * @see <a href="https://arxiv.org/abs/1504.05477">Musco and Musco 2015, block Krylov iteration</a>
 */
final class BlockKrylov {
    /** Most lanes of a pass, and so most threads: each has a sum of (width, bins) of its own. */
    private static final int LANES = 16;

    /** Values in the sums of all lanes together, 128 MB. */
    private static final int SUM_VALUES = 1 << 25;

    /** Rounds of keeping a block apart, where the activity has no more directions and random ones take their place. */
    private static final int MOST_ROUNDS = 4;

    /** Rows of a sum that one task adds up. */
    private static final int SUM_ROWS = 64;

    /** So little of orthonormal columns can be taken away without making them short or dependent. */
    private static final double LITTLE = 0.01;

    private final CenteredBlocks blocks;
    private final KrylovShape shape;
    private final Kernels kernels;
    private final Workers workers;
    private final Matrix basis;
    private final Matrix projected;
    private final float[][] sums;

    BlockKrylov(CenteredBlocks blocks, KrylovShape shape, Kernels kernels, Workers workers) {
        this.blocks = blocks;
        this.shape = shape;
        this.kernels = kernels;
        this.workers = workers;
        this.basis = Matrix.zeros(blocks.bins(), shape.columns());
        this.projected = Matrix.zeros(blocks.neurons(), shape.columns());
        int sum = blocks.bins() * shape.width();
        this.sums = new float[blocks.lanes(Math.min(LANES, Math.max(1, SUM_VALUES / sum)))][sum];
    }

    /** The pass that finds the means, and the first block. */
    CenteredBlocks.Means begin(long seed, Progress pass) {
        // Where the first projection will be, there is room for the random neurons until then.
        workers.run(projected.rows(), n -> {
            SplittableRandom random = new SplittableRandom(seed + n);
            for (int c = 0; c < shape.width(0); c++) {
                projected.data()[n * projected.columns() + c] = (float) random.nextGaussian();
            }
        });
        boolean[] begun = new boolean[sums.length];
        CenteredBlocks.Means means = blocks.means(
                sums.length,
                pass,
                (lane, first, rows, values) -> addProduct(lane, begun, first, rows, values, 0, shape.width(0)));
        Matrix first = Basis.orthonormal(addedUp(shape.width(0)), kernels, workers);
        keep(first, 0);
        return means;
    }

    /** The space, in a pass for each block. */
    Subspace space(float[] mean, Progress passes) {
        for (int block = 0; block < shape.blocks() - 1; block++) {
            keep(apart(multiply(mean, block, passes), block + 1), block + 1);
        }
        int last = shape.blocks() - 1;
        // As many lanes as there may be: nothing is summed.
        blocks.forEachInLanes(
                blocks.lanes(Integer.MAX_VALUE),
                mean,
                passes,
                (lane, first, rows, values) -> project(last, first, rows, values));
        return new Subspace(basis, projected, kernels, workers);
    }

    /** The first columns of the covariance times a block, as many as the next block has. */
    private Matrix multiply(float[] mean, int block, Progress pass) {
        int width = shape.width(block + 1);
        boolean[] begun = new boolean[sums.length];
        blocks.forEachInLanes(sums.length, mean, pass, (lane, first, rows, values) -> {
            project(block, first, rows, values);
            addProduct(lane, begun, first, rows, values, shape.start(block), width);
        });
        return addedUp(width);
    }

    /** Sets the projection of some neurons onto a block. */
    private void project(int block, int first, int rows, float[] values) {
        int bins = basis.rows();
        int d = basis.columns();
        kernels.gemm(
                Workers.NONE,
                false,
                false,
                rows,
                shape.width(block),
                bins,
                1,
                values,
                0,
                bins,
                basis.data(),
                shape.start(block),
                d,
                0,
                projected.data(),
                first * d + shape.start(block),
                d);
    }

    /**
     * Adds these neurons' part of {@code Y^T A} to the sum of a lane, Y being {@code width} columns of the projection. This
     * way round it takes two thirds of the time of {@code A^T Y}: the long side of the sum lies along the vectors.
     */
    private void addProduct(int lane, boolean[] begun, int first, int rows, float[] values, int start, int width) {
        int bins = basis.rows();
        int d = basis.columns();
        kernels.gemm(
                Workers.NONE,
                true,
                false,
                width,
                bins,
                rows,
                1,
                projected.data(),
                first * d + start,
                d,
                values,
                0,
                bins,
                begun[lane] ? 1 : 0,
                sums[lane],
                0,
                bins);
        begun[lane] = true;
    }

    /** The sum of all lanes, in their order, turned to (bins, width). */
    private Matrix addedUp(int width) {
        int bins = basis.rows();
        Matrix total = Matrix.zeros(bins, width);
        workers.run(Math.ceilDiv(bins, SUM_ROWS), strip -> {
            int end = Math.min(bins, (strip + 1) * SUM_ROWS);
            for (float[] sum : sums) {
                for (int c = 0; c < width; c++) {
                    for (int t = strip * SUM_ROWS; t < end; t++) {
                        total.data()[t * width + c] += sum[c * bins + t];
                    }
                }
            }
        });
        return total;
    }

    private void keep(Matrix block, int index) {
        int l = block.columns();
        for (int t = 0; t < block.rows(); t++) {
            System.arraycopy(block.data(), t * l, basis.data(), t * basis.columns() + shape.start(index), l);
        }
    }

    /** Orthonormal columns of {@code image}, orthogonal to the blocks so far. */
    private Matrix apart(Matrix image, int block) {
        // First what is large: in exact arithmetic the image leans on the last two blocks alone.
        takeAway(shape.start(Math.max(0, block - 2)), shape.start(block), image);
        Matrix unit = Basis.orthonormal(image, kernels, workers);
        // Then all of it: once where columns are new directions, again where they are rounding of old ones.
        for (int round = 0; round < MOST_ROUNDS; round++) {
            if (takeAway(0, shape.start(block), unit) < LITTLE) {
                return Basis.polished(unit, kernels, workers);
            }
            unit = Basis.orthonormal(unit, kernels, workers);
        }
        return unit;
    }

    /** Takes away from {@code image} what lies along the columns {@code from .. to - 1} of the basis; gives the most of it. */
    private double takeAway(int from, int to, Matrix image) {
        int bins = basis.rows();
        int d = basis.columns();
        int l = image.columns();
        int n = to - from;
        float[] along = new float[n * l];
        kernels.gemm(workers, true, false, n, l, bins, 1, basis.data(), from, d, image.data(), 0, l, 0, along, 0, l);
        kernels.gemm(workers, false, false, bins, l, n, -1, basis.data(), from, d, along, 0, l, 1, image.data(), 0, l);
        float most = 0;
        for (float value : along) {
            most = Math.max(most, Math.abs(value));
        }
        return most;
    }
}
