package stride.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A straight line is filled exactly wherever it has gaps, and what has none is not touched. */
class InterpolationTest {
    private static final int MARGIN = 3;

    @Property(tries = 500)
    void aLineOfWholeNumbersIsMetExactly(
            @ForAll @IntRange(min = 2, max = 200) int bins,
            @ForAll @IntRange(min = -1000, max = 1000) int slope,
            @ForAll @IntRange(min = -10000, max = 10000) int start,
            @ForAll long seed) {
        float[] line = new float[bins + 2 * MARGIN];
        for (int i = 0; i < line.length; i++) {
            line[i] = start + slope * i;
        }
        float[] gaps = line.clone();
        Random random = new Random(seed);
        float[] kinds = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
        for (int t = 1; t < bins - 1; t++) {
            if (random.nextInt(3) > 0) {
                gaps[MARGIN + t] = kinds[random.nextInt(3)];
            }
        }
        assertThat(Interpolation.fill(gaps, MARGIN, MARGIN + bins)).isTrue();
        assertThat(gaps).isEqualTo(line);
    }

    @Property(tries = 200)
    void theEndsAreHeldAndTheRestStays(@ForAll @IntRange(min = 1, max = 50) int bins, @ForAll long seed) {
        Random random = new Random(seed);
        float[] x = new float[bins];
        for (int t = 0; t < bins; t++) {
            x[t] = random.nextFloat();
        }
        float[] same = x.clone();
        Interpolation.fill(same, 0, bins);
        assertThat(same).isEqualTo(x);

        int first = random.nextInt(bins);
        int last = first + random.nextInt(bins - first);
        for (int t = 0; t < bins; t++) {
            same[t] = t < first || t > last ? Float.NaN : x[t];
        }
        Interpolation.fill(same, 0, bins);
        for (int t = 0; t < bins; t++) {
            assertThat(same[t]).isEqualTo(x[Math.clamp(t, first, last)]);
        }
    }

    @Property(tries = 20)
    void withoutAnyValueNothingIsFilled(@ForAll @IntRange(min = 0, max = 50) int bins) {
        float[] x = new float[bins];
        Arrays.fill(x, Float.NaN);
        assertThat(Interpolation.fill(x, 0, bins)).isFalse();
        for (float value : x) {
            assertThat(value).isNaN();
        }
    }
}
