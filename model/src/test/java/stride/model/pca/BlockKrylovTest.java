package stride.model.pca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.Draws;
import stride.model.Progress;

/** The space that the activity is multiplied into, and the same made smaller. */
class BlockKrylovTest {
    private static final Kernels KERNELS = Kernels.choose();

    private static Subspace space(Matrix activity, KrylovShape shape) {
        CenteredBlocks blocks = new CenteredBlocks(activity, Draws.all(activity.columns()), KERNELS, Workers.NONE);
        BlockKrylov krylov = new BlockKrylov(blocks, shape, KERNELS, Workers.NONE);
        float[] mean = krylov.begin(1, Progress.NONE).mean();
        return krylov.space(mean, Progress.NONE);
    }

    /** More neurons than a block of a lane; fewer blocks than make the space whole; a last block that is narrower. */
    @ParameterizedTest
    @CsvSource({"600, 200, 128, 32", "600, 90, 90, 32", "70, 300, 70, 32", "5, 9, 5, 5", "600, 40, 33, 32"})
    void theBasisIsOrthonormalAndTheProjectionIsThatOfTheActivity(int neurons, int bins, int columns, int width) {
        Matrix activity = Draws.activity(neurons, bins, 1);
        Subspace space = space(activity, new KrylovShape(columns, width));
        assertThat(Orthonormality.errorOfColumns(space.basis())).isLessThan(2e-6);
        float[] mean = new CenteredBlocks(activity, Draws.all(bins), KERNELS, Workers.NONE)
                .means(Progress.NONE)
                .mean();
        for (int n = 0; n < neurons; n += 7) {
            for (int c = 0; c < columns; c++) {
                double along = 0;
                double magnitude = 0;
                for (int t = 0; t < bins; t++) {
                    double term = (double) (activity.at(n, t) - mean[n])
                            * space.basis().at(t, c);
                    along += term;
                    magnitude += Math.abs(term);
                }
                assertThat((double) space.projected().at(n, c))
                        .isEqualTo(along, within((bins + 1) * 0x1p-24 * magnitude));
            }
        }
    }

    @Test
    void theSpaceOfFewDirectionsIsFilledUpWithOrthonormalOnes() {
        // Rank two to the bit, and zero mean: after the first product nothing is left but rounding.
        int bins = 120;
        Matrix activity = Matrix.zeros(300, bins);
        for (int n = 0; n < 300; n++) {
            for (int t = 0; t < bins; t++) {
                activity.data()[n * bins + t] = (t % 2 == 0 ? 1 : -1) * (n % 5 - 2) + (t % 4 < 2 ? 1 : -1) * (n % 3);
            }
        }
        Subspace space = space(activity, new KrylovShape(96, 32));
        assertThat(Orthonormality.errorOfColumns(space.basis())).isLessThan(2e-6);
    }

    @Test
    void eachProductIsAddedToTheSpace() {
        Matrix activity = Draws.activity(300, 200, 2);
        double[] exact = eigenvalues(space(activity, new KrylovShape(200, 200)));
        double before = 0;
        for (int blocks = 1; blocks <= 4; blocks++) {
            double[] found = eigenvalues(space(activity, new KrylovShape(blocks * 16, 16)));
            double captured = 0;
            for (int c = 0; c < 12; c++) {
                // By Cauchy's interlacing none can be above the exact one.
                assertThat(found[c]).isLessThan(exact[c] * (1 + 1e-5));
                captured += found[c];
            }
            assertThat(captured).isGreaterThan(before);
            before = captured;
        }
        // The eight signals stand out, and are all there.
        double[] found = eigenvalues(space(activity, new KrylovShape(64, 16)));
        for (int c = 0; c < 8; c++) {
            assertThat(found[c]).isEqualTo(exact[c], within(1e-5 * exact[0]));
        }
    }

    private static double[] eigenvalues(Subspace space) {
        SmallEigen eigen = SmallEigen.symmetric(space.columns(), space.products());
        double[] values = new double[space.columns()];
        for (int c = 0; c < values.length; c++) {
            values[c] = eigen.value(c);
        }
        return values;
    }

    @Test
    void iterationMakesASpaceSmallerAndKeepsWhatLeads() {
        Matrix activity = Draws.activity(300, 200, 3);
        Subspace space = space(activity, new KrylovShape(160, 32));
        Matrix leading = new SubspaceIteration(space.covariance(), KERNELS, Workers.NONE, Progress.NONE).basis(40);
        assertThat(Orthonormality.errorOfColumns(leading)).isLessThan(2e-6);
        double[] all = eigenvalues(space);
        double[] kept = eigenvalues(space.combined(leading));
        double lost = 0;
        double whole = 0;
        for (int c = 0; c < 160; c++) {
            lost += c < 10 ? all[c] - kept[c] : 0;
            whole += all[c];
        }
        assertThat(lost).isEqualTo(0, within(1e-5 * whole));
    }
}
