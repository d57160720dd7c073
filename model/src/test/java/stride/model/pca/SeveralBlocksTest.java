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
}
