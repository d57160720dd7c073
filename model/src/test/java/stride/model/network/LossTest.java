package stride.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import stride.model.Draws;

class LossTest {
    private static final int OFFSET = 3;

    /** The mean of squared differences: of each pair, or of those that belong together. */
    private static double plain(Loss loss, double[] p, float[] y) {
        double sum = 0;
        int terms = 0;
        for (int i = 0; i < p.length; i++) {
            for (int j = 0; j < p.length; j++) {
                if (loss == Loss.BROADCAST || i == j) {
                    sum += Math.pow(p[i] - y[OFFSET + j], 2);
                    terms++;
                }
            }
        }
        return sum / terms;
    }

    private static double[] widened(int n, float[] p) {
        double[] wide = new double[n];
        for (int i = 0; i < n; i++) {
            wide[i] = p[i];
        }
        return wide;
    }

    @Property(tries = 200)
    void theValueIsTheMeanByDefinition(
            @ForAll Loss loss, @ForAll @IntRange(min = 1, max = 40) int n, @ForAll long seed) {
        float[] p = Draws.normal(1, n + 2, seed).data();
        float[] y = Draws.normal(1, n + OFFSET + 1, seed + 1).data();
        double expected = plain(loss, widened(n, p), y);
        assertThat(loss.value(n, p, y, OFFSET)).isEqualTo(expected, within(1e-13 * (1 + expected)));
    }

    @Property(tries = 200)
    void theGradientIsTheSlopeOfTheValue(
            @ForAll Loss loss, @ForAll @IntRange(min = 1, max = 40) int n, @ForAll long seed) {
        float[] p = Draws.normal(1, n, seed).data();
        float[] y = Draws.normal(1, n + OFFSET, seed + 1).data();
        float[] dP = new float[n];
        loss.gradient(n, p, y, OFFSET, dP);
        double[] moved = widened(n, p);
        for (int i = 0; i < n; i++) {
            moved[i] = p[i] + 0x1p-12;
            double above = plain(loss, moved, y);
            moved[i] = p[i] - 0x1p-12;
            double below = plain(loss, moved, y);
            moved[i] = p[i];
            // A central difference is exact for a parabola; float32 rounds the factor, the difference and the product.
            double slope = (above - below) / 0x1p-11;
            assertThat((double) dP[i]).isEqualTo(slope, within(2.0 / n * 1e-6 + 1e-9));
        }
    }

    @Test
    void broadcastingAddsTheSpreadOfBothSidesToTheDistanceOfTheirMeans() {
        // var(p) = 1, var(y) = 4, means 2 and 5.
        float[] p = {1, 3};
        float[] y = {3, 7};
        assertThat(Loss.BROADCAST.value(2, p, y, 0)).isEqualTo(1 + 4 + 9);
        assertThat(Loss.MSE.value(2, p, y, 0)).isEqualTo((4 + 16) / 2.0);
    }

    @Test
    void aConstantMinimisesTheBroadcastLoss() {
        float[] y = {3, 7, 8};
        float[] dP = new float[3];
        Loss.BROADCAST.gradient(3, new float[] {6, 6, 6}, y, 0, dP);
        assertThat(dP).containsOnly(0);
        assertThat(Loss.BROADCAST.value(3, new float[] {6, 6, 6}, y, 0)).isLessThan(Loss.BROADCAST.value(3, y, y, 0));
    }
}
