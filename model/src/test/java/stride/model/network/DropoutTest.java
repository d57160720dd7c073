package stride.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {
    private static final int BATCH = 1001; // odd, as the masks are drawn in pairs
    private static final List<Integer> HIDDEN = List.of(300, 7);

    private static Dropout dropout(double p, long seed) {
        return new Dropout(p, HIDDEN, BATCH, new SplittableRandom(seed));
    }

    private static float[] ones(int n) {
        float[] values = new float[n];
        Arrays.fill(values, 1);
        return values;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.1, 0.5, 0.75, 0.999})
    void keepsTheExpectedValue(double p) {
        int n = BATCH * HIDDEN.getFirst();
        float[] kept = dropout(p, 3).forward(0, n, ones(n));
        double mean = 0;
        for (float value : kept) {
            assertThat(value).isIn(0f, (float) (1 / (1 - p)));
            mean += value / n;
        }
        // Five standard deviations of a mean of n values that are 1 / (1 - p) with probability 1 - p.
        assertThat(mean).isEqualTo(1, within(5 * Math.sqrt(p / (1 - p) / n)));
    }

    @Test
    void theGradientGoesThroughWhatWasKept() {
        Dropout dropout = dropout(0.4, 3);
        int n = 5 * HIDDEN.get(1);
        float[] kept = dropout.forward(1, n, ones(n)).clone();
        float[] dY = ones(n);
        dropout.backward(1, n, dY);
        assertThat(dY).isEqualTo(Arrays.copyOf(kept, n));
        assertThat(dY).contains(0f).contains((float) (1 / 0.6));
    }

    @Test
    void theLayersOutputsStayForTheActivationsGradient() {
        float[] y = ones(70);
        float[] kept = dropout(0.5, 3).forward(0, 70, y);
        assertThat(kept).isNotSameAs(y);
        assertThat(y).containsOnly(1f);
    }

    @Test
    void everyStepAndLayerHasItsOwnMask() {
        Dropout dropout = dropout(0.5, 3);
        float[] first = dropout.forward(0, 70, ones(70)).clone();
        assertThat(dropout.forward(1, 70, ones(70))).isNotEqualTo(Arrays.copyOf(first, BATCH * 7));
        assertThat(dropout.forward(0, 70, ones(70))).isNotEqualTo(first);
        assertThat(dropout(0.5, 3).forward(0, 70, ones(70))).isEqualTo(first);
        assertThat(dropout(0.5, 4).forward(0, 70, ones(70))).isNotEqualTo(first);
    }

    @Test
    void withoutDropoutNothingIsDrawnOrCopied() {
        SplittableRandom random = new SplittableRandom(3);
        Dropout none = new Dropout(0, HIDDEN, BATCH, random);
        float[] y = ones(70);
        assertThat(none.forward(0, 70, y)).isSameAs(y);
        none.backward(0, 70, y);
        assertThat(y).containsOnly(1f);
        assertThat(random.nextLong()).isEqualTo(new SplittableRandom(3).nextLong());
    }
}
