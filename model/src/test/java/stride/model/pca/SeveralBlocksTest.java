package stride.model.pca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.RowBlocks;
import stride.engine.Workers;
import stride.model.Draws;
import stride.model.Progress;

/** Activity that does not fit one block: what each block adds is the same as in one piece, but for rounding. */
class SeveralBlocksTest {
    private static final Kernels KERNELS = Kernels.choose();
    /** So many bins that eight neurons fill a block. */
    private static final int BINS = 1 << 21;

    /** A short recording with nothing behind it. */
    private record Lengthened(Matrix start) implements RowBlocks {
        @Override
        public int rows() {
            return start.rows();
        }

        @Override
        public int columns() {
            return BINS;
        }

        @Override
        public void read(int first, int count, float[] target) {
            RowBlocks.check(this, first, count, target);
            for (int r = 0; r < count; r++) {
                System.arraycopy(start.data(), (first + r) * start.columns(), target, r * BINS, start.columns());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"19, 60", "610, 40", "610, 620"})
    void componentsAreThoseOfOneBlock(int neurons, int bins) {
        Matrix activity = Draws.activity(neurons, bins, 1);
        Pca whole = Pca.fit(activity, Draws.all(bins), 4, PcaSolver.AUTO, KERNELS, Workers.NONE, Progress.NONE);
        Pca parts = Pca.fit(
                new Lengthened(activity), Draws.all(bins), 4, PcaSolver.AUTO, KERNELS, Workers.NONE, Progress.NONE);
        assertThat(parts.mean()).isEqualTo(whole.mean());
        assertThat(parts.components().data()).containsExactly(whole.components().data(), within(1e-5f));
        double[] variance = whole.explainedVariance();
        assertThat(parts.explainedVariance()).containsExactly(variance, within(1e-5 * variance[0]));
    }

    @Test
    void scoresAreThoseOfOneBlock() {
        Matrix activity = Draws.activity(19, 60, 2);
        Pca pca = Pca.fit(activity, Draws.all(60), 2, PcaSolver.AUTO, KERNELS, Workers.NONE, Progress.NONE);
        Matrix expected = pca.scores(activity, KERNELS, Workers.NONE, Progress.NONE);
        Matrix scores = pca.scores(new Lengthened(activity), KERNELS, Workers.NONE, Progress.NONE);
        assertThat(scores.selectRows(Draws.all(60)).data()).containsExactly(expected.data(), within(1e-4f));
    }

    @Test
    void bothCovariancesAddUpTheirBlocksExactly() {
        // The second half of the bins mirrors the first, so that means are zero and all sums whole.
        int bins = 20;
        Matrix drawn = Draws.integers(19, bins, 3);
        for (int n = 0; n < 19; n++) {
            for (int t = 0; t < bins / 2; t++) {
                drawn.data()[n * bins + bins - 1 - t] = -drawn.at(n, t);
            }
        }
        Matrix v = Draws.integers(bins, 3, 4);
        float[] expected = product(drawn, v);
        CenteredBlocks blocks = new CenteredBlocks(new Lengthened(drawn), Draws.all(bins), Workers.NONE);
        float[] mean = blocks.means(Progress.NONE).mean();
        assertThat(BinCovariance.Formed.of(blocks, mean, KERNELS, Workers.NONE, Progress.NONE)
                        .times(v)
                        .data())
                .containsExactly(expected);
        assertThat(new BinCovariance.Streamed(blocks, mean, KERNELS, Workers.NONE, Progress.NONE)
                        .times(v)
                        .data())
                .containsExactly(expected);
    }

    /** A^T (A v). */
    private static float[] product(Matrix activity, Matrix v) {
        float[] product = new float[v.rows() * v.columns()];
        for (int c = 0; c < v.columns(); c++) {
            for (int n = 0; n < activity.rows(); n++) {
                float along = 0;
                for (int t = 0; t < v.rows(); t++) {
                    along += activity.at(n, t) * v.at(t, c);
                }
                for (int t = 0; t < v.rows(); t++) {
                    product[t * v.columns() + c] += activity.at(n, t) * along;
                }
            }
        }
        return product;
    }
}
