package stride.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The bytes of a result must not change while the JVM goes from interpreting a kernel to compiling it. */
class LaneSumsTest {
    /** More calls than the second compiler waits for. */
    private static final int CALLS = 30_000;

    private final Kernels kernels = Kernels.choose();
    private final float[] x = normal(3 * 64, 1);
    private final float[] w = normal(7 * 64, 2);
    private final float[] bias = normal(7, 3);

    @Test
    void aLayerGivesTheSameBytesInterpretedAndCompiled() {
        float[] first = new float[3 * 7];
        kernels.linear(3, 64, 7, x, 0, w, bias, Activation.IDENTITY, first);
        float[] now = new float[3 * 7];
        for (int i = 0; i < CALLS; i++) {
            kernels.linear(3, 64, 7, x, 0, w, bias, Activation.IDENTITY, now);
        }
        assertThat(now).containsExactly(first);
    }

    @Test
    void aSumInDoubleDoesToo() {
        double sum = kernels.sum(w.length, w, 0);
        double dot = kernels.dot(3 * 64, x, 0, w, 0);
        double distance = kernels.squaredDistance(3 * 64, x, 0, w, 0);
        for (int i = 0; i < CALLS; i++) {
            assertThat(kernels.sum(w.length, w, 0)).isEqualTo(sum);
            assertThat(kernels.dot(3 * 64, x, 0, w, 0)).isEqualTo(dot);
            assertThat(kernels.squaredDistance(3 * 64, x, 0, w, 0)).isEqualTo(distance);
        }
    }

    private static float[] normal(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
