package stride.model.kalman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.Draws;
import stride.model.NumericException;

/** A linear-Gaussian system of known matrices, and a filter written out as in the textbook, in double. */
class KalmanFilterTest {
    private static final Kernels KERNELS = Kernels.choose();
    private static final int INPUTS = 6;
    private static final double[] A = {0.95, 0.1, -0.1, 0.9};
    private static final double[] W = {0.2, 0.05, 0.05, 0.1};
    private static final double[] C = {1, 0, 0, 1, 0.5, -0.5, 1, 1, -1, 0.3, 0.2, 0.8};

    /** States (bins, 2) about 3 and inputs (bins, 6) about 1; the inputs' noise has a deviation of its own for each. */
    private record Simulated(Matrix x, Matrix y) {
        static Simulated of(int bins, long seed) {
            Random random = new Random(seed);
            Matrix x = Matrix.zeros(bins, INPUTS);
            Matrix y = Matrix.zeros(bins, 2);
            double[] s = new double[2];
            for (int t = -200; t < bins; t++) {
                double first = Math.sqrt(W[0]) * random.nextGaussian();
                double second = W[1] / W[0] * first + Math.sqrt(W[3] - W[1] * W[1] / W[0]) * random.nextGaussian();
                s = new double[] {A[0] * s[0] + A[1] * s[1] + first, A[2] * s[0] + A[3] * s[1] + second};
                for (int i = 0; i < INPUTS && t >= 0; i++) {
                    x.data()[t * INPUTS + i] =
                            (float) (1 + C[2 * i] * s[0] + C[2 * i + 1] * s[1] + deviation(i) * random.nextGaussian());
                }
                for (int a = 0; a < 2 && t >= 0; a++) {
                    y.data()[t * 2 + a] = (float) (3 + s[a]);
                }
            }
            return new Simulated(x, y);
        }
    }

    private static double deviation(int input) {
        return 0.5 + 0.25 * input;
    }

    private static KalmanFilter fit(Simulated train) {
        return KalmanFilter.fit(train.x(), train.y(), t -> true, KERNELS, Workers.NONE);
    }

    @Test
    void aKnownSystemIsRecovered() {
        KalmanFilter filter = fit(Simulated.of(40_000, 1));
        // Standard errors of 40,000 bins are near 0.005; five of them.
        assertThat(filter.transition()).containsExactly(A, within(0.025));
        assertThat(filter.transitionNoise()).containsExactly(W, within(0.025));
        assertThat(filter.observation()).containsExactly(C, within(0.025));
        for (int i = 0; i < INPUTS; i++) {
            for (int j = 0; j < INPUTS; j++) {
                double expected = i == j ? deviation(i) * deviation(i) : 0;
                assertThat(filter.observationNoise()[i * INPUTS + j]).isEqualTo(expected, within(0.1));
            }
        }
    }

    @Test
    void itsEstimatesAreThoseOfTheTextbook() {
        Simulated train = Simulated.of(2000, 2);
        Simulated test = Simulated.of(300, 3);
        KalmanFilter filter = fit(train);
        Matrix estimated = filter.filter(test.x(), t -> t != 150);
        double[] stateMean = Dense.columnMeans(train.y());
        double[] inputMean = Dense.columnMeans(train.x());
        DMatrixRMaj a = matrix(2, 2, filter.transition());
        DMatrixRMaj w = matrix(2, 2, filter.transitionNoise());
        DMatrixRMaj c = matrix(INPUTS, 2, filter.observation());
        DMatrixRMaj q = matrix(INPUTS, INPUTS, filter.observationNoise());
        DMatrixRMaj own = new DMatrixRMaj(2, 2);
        for (int t = 0; t < 2000; t++) {
            double[] s = {train.y().at(t, 0) - stateMean[0], train.y().at(t, 1) - stateMean[1]};
            for (int i = 0; i < 4; i++) {
                own.data[i] += s[i / 2] * s[i % 2] / 2000;
            }
        }
        DMatrixRMaj state = new DMatrixRMaj(2, 1);
        DMatrixRMaj covariance = own;
        for (int t = 0; t < 300; t++) {
            boolean begins = t == 0 || t == 150;
            DMatrixRMaj expected = begins ? new DMatrixRMaj(2, 1) : times(a, state);
            DMatrixRMaj before = begins ? own : sum(times(times(a, covariance), transposed(a)), 1, w);
            DMatrixRMaj left = times(before, transposed(c));
            DMatrixRMaj gain = times(left, inverse(sum(times(c, left), 1, q)));
            double[] seen = new double[INPUTS];
            for (int i = 0; i < INPUTS; i++) {
                seen[i] = test.x().at(t, i) - inputMean[i];
            }
            DMatrixRMaj surprise = sum(matrix(INPUTS, 1, seen), -1, times(c, expected));
            state = sum(expected, 1, times(gain, surprise));
            covariance = sum(before, -1, times(times(gain, c), before));
            for (int s = 0; s < 2; s++) {
                assertThat((double) estimated.at(t, s)).isEqualTo(state.get(s, 0) + stateMean[s], within(1e-5));
            }
        }
    }

    private static DMatrixRMaj matrix(int rows, int columns, double[] values) {
        return new DMatrixRMaj(rows, columns, true, values);
    }

    private static DMatrixRMaj times(DMatrixRMaj a, DMatrixRMaj b) {
        DMatrixRMaj product = new DMatrixRMaj(a.numRows, b.numCols);
        CommonOps_DDRM.mult(a, b, product);
        return product;
    }

    private static DMatrixRMaj transposed(DMatrixRMaj a) {
        return CommonOps_DDRM.transpose(a, null);
    }

    /** {@code a + factor b}. */
    private static DMatrixRMaj sum(DMatrixRMaj a, double factor, DMatrixRMaj b) {
        DMatrixRMaj sum = a.copy();
        CommonOps_DDRM.addEquals(sum, factor, b);
        return sum;
    }

    private static DMatrixRMaj inverse(DMatrixRMaj a) {
        DMatrixRMaj inverse = a.copy();
        assertThat(CommonOps_DDRM.invert(inverse)).isTrue();
        return inverse;
    }

    /** What it knows of the bins before makes it better than the same inputs one bin at a time. */
    @Test
    void thePastHelps() {
        Simulated test = Simulated.of(3000, 5);
        KalmanFilter filter = fit(Simulated.of(3000, 4));
        assertThat(error(filter.filter(test.x(), t -> true), test.y()))
                .isLessThan(0.8 * error(filter.filter(test.x(), t -> false), test.y()));
    }

    private static double error(Matrix estimated, Matrix y) {
        return KERNELS.squaredDistance(y.data().length, estimated.data(), 0, y.data(), 0);
    }

    /** With 150 bins for 120 inputs that say nothing, the plain covariance of what is left would be all but singular. */
    @Test
    void inputsThatSayNothingDoLittleHarm() {
        Simulated train = withNoise(Simulated.of(150, 6), 120, 10);
        Simulated test = withNoise(Simulated.of(400, 7), 120, 11);
        double error = error(fit(train).filter(test.x(), t -> true), test.y());
        double constant = 0;
        double[] mean = Dense.columnMeans(train.y());
        for (int i = 0; i < test.y().data().length; i++) {
            constant += Math.pow(test.y().data()[i] - mean[i % 2], 2);
        }
        assertThat(error).isLessThan(0.5 * constant);
    }

    private static Simulated withNoise(Simulated s, int more, long seed) {
        Random random = new Random(seed);
        int bins = s.x().rows();
        Matrix x = Matrix.zeros(bins, INPUTS + more);
        for (int t = 0; t < bins; t++) {
            for (int i = 0; i < INPUTS + more; i++) {
                x.data()[t * (INPUTS + more) + i] = i < INPUTS ? s.x().at(t, i) : (float) random.nextGaussian();
            }
        }
        return new Simulated(x, s.y());
    }

    @Test
    void aTargetThatIsAnothersCopyIsRefused() {
        Simulated train = Simulated.of(500, 7);
        for (int t = 0; t < 500; t++) {
            train.y().data()[2 * t + 1] = train.y().at(t, 0);
        }
        assertThatThrownBy(() -> fit(train))
                .isInstanceOf(NumericException.class)
                .hasMessageContaining("singular");
    }

    @Test
    void theNumberOfThreadsChangesNoBit() {
        Simulated train = new Simulated(Draws.normal(3000, INPUTS, 8), Draws.normal(3000, 2, 9));
        try (Workers workers = Workers.of(3)) {
            KalmanFilter together = KalmanFilter.fit(train.x(), train.y(), t -> true, KERNELS, workers);
            assertThat(together.filter(train.x(), t -> true))
                    .isEqualTo(fit(train).filter(train.x(), t -> true));
        }
    }
}
