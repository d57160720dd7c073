package stride.model.pca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.Draws;
import stride.model.Progress;

/** Both ways of knowing the covariance of the bins, and a basis found through each. */
class BinCovarianceTest {
    private static final Kernels KERNELS = Kernels.choose();

    private static BinCovariance formed(Matrix activity, int[] bins) {
        CenteredBlocks blocks = new CenteredBlocks(activity, bins, Workers.NONE);
        float[] mean = blocks.means(Progress.NONE).mean();
        return BinCovariance.Formed.of(blocks, mean, KERNELS, Workers.NONE, Progress.NONE);
    }

    private static BinCovariance streamed(Matrix activity, int[] bins) {
        CenteredBlocks blocks = new CenteredBlocks(activity, bins, Workers.NONE);
        float[] mean = blocks.means(Progress.NONE).mean();
        return new BinCovariance.Streamed(blocks, mean, KERNELS, Workers.NONE, Progress.NONE);
    }

    @Test
    void bothMultiplyExactlyOnWholeNumbers() {
        // More bins than a panel of the formed matrix; each neuron's mean over the chosen bins is zero.
        int bins = 1030;
        Matrix half = Draws.integers(9, bins / 2, 1);
        Matrix activity = Matrix.zeros(9, bins + 1);
        for (int n = 0; n < 9; n++) {
            for (int t = 0; t < bins / 2; t++) {
                activity.data()[n * (bins + 1) + 2 * t] = half.at(n, t);
                activity.data()[n * (bins + 1) + 2 * t + 1] = -half.at(n, t);
            }
            activity.data()[n * (bins + 1) + bins] = 1000;
        }
        Matrix v = Draws.integers(bins, 3, 2);
        Matrix expected = Matrix.zeros(bins, 3);
        for (int c = 0; c < 3; c++) {
            for (int n = 0; n < 9; n++) {
                float along = 0;
                for (int t = 0; t < bins; t++) {
                    along += activity.at(n, t) * v.at(t, c);
                }
                for (int t = 0; t < bins; t++) {
                    expected.data()[t * 3 + c] += activity.at(n, t) * along;
                }
            }
        }
        BinCovariance formed = formed(activity, Draws.all(bins));
        BinCovariance streamed = streamed(activity, Draws.all(bins));
        assertThat(formed.bins()).isEqualTo(bins);
        assertThat(streamed.bins()).isEqualTo(bins);
        assertThat(formed.times(v).data()).containsExactly(expected.data());
        assertThat(streamed.times(v).data()).containsExactly(expected.data());
    }

    @Test
    void subspaceIterationFindsTheSameDirectionsThroughEither() {
        Matrix activity = Draws.activity(120, 150, 3);
        int l = 70;
        int[] bins = Draws.all(150);
        Matrix throughFormed = basis(formed(activity, bins), l);
        Matrix throughStreamed = basis(streamed(activity, bins), l);
        assertThat(Orthonormality.errorOfColumns(throughFormed)).isLessThan(5e-6);
        assertThat(Orthonormality.errorOfColumns(throughStreamed)).isLessThan(5e-6);
        // The eight signals' courses lie in either basis, but for rounding.
        SvdComponents reference = SvdComponents.of(activity, bins);
        for (int c = 0; c < 8; c++) {
            double[] course = course(activity, reference.components()[c]);
            assertThat(share(course, throughFormed)).isEqualTo(1, within(1e-5));
            assertThat(share(course, throughStreamed)).isEqualTo(1, within(1e-5));
        }
    }

    private static Matrix basis(BinCovariance covariance, int l) {
        return new SubspaceIteration(covariance, KERNELS, Workers.NONE, Progress.NONE).basis(l, 1);
    }

    /** The unit course in time of a component. */
    private static double[] course(Matrix activity, double[] component) {
        int bins = activity.columns();
        double[] course = new double[bins];
        double mean = 0;
        for (int t = 0; t < bins; t++) {
            for (int n = 0; n < component.length; n++) {
                course[t] += component[n] * activity.at(n, t);
            }
            mean += course[t] / bins;
        }
        double squares = 0;
        for (int t = 0; t < bins; t++) {
            course[t] -= mean;
            squares += course[t] * course[t];
        }
        for (int t = 0; t < bins; t++) {
            course[t] /= Math.sqrt(squares);
        }
        return course;
    }

    /** The squared length of a unit vector's shadow in the span of orthonormal columns. */
    private static double share(double[] unit, Matrix basis) {
        double share = 0;
        for (int c = 0; c < basis.columns(); c++) {
            double along = 0;
            for (int t = 0; t < unit.length; t++) {
                along += unit[t] * basis.at(t, c);
            }
            share += along * along;
        }
        return share;
    }
}
