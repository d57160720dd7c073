package stride.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RandomStreamTest {
    @Property(tries = 200)
    void itGivesTheNumbersOfTheJdksGenerator(@ForAll long seed, @ForAll @IntRange(min = 1) int bound) {
        RandomStream stream = new RandomStream(seed);
        SplittableRandom expected = new SplittableRandom(seed);
        assertSame(stream, expected, bound);
        assertSame(stream.split(), expected.split(), bound);
        assertSame(stream, expected, bound);
    }

    private static void assertSame(RandomStream stream, SplittableRandom expected, int bound) {
        for (int i = 0; i < 20; i++) {
            assertThat(stream.nextLong()).isEqualTo(expected.nextLong());
            assertThat(stream.nextInt()).isEqualTo(expected.nextInt());
            assertThat(stream.nextInt(bound)).isEqualTo(expected.nextInt(bound));
            assertThat(stream.nextDouble()).isEqualTo(expected.nextDouble());
            assertThat(stream.nextGaussian()).isEqualTo(expected.nextGaussian());
        }
    }

    @Property(tries = 50)
    void itGoesOnFromAStateThatWasKept(@ForAll long seed, @ForAll @IntRange(max = 50) int before) {
        RandomStream first = new RandomStream(seed).split();
        for (int i = 0; i < before; i++) {
            first.nextLong();
        }
        RandomStream second = new RandomStream(seed).split();
        second.goOnFrom(first.state());
        for (int i = 0; i < 20; i++) {
            assertThat(second.nextLong()).isEqualTo(first.nextLong());
        }
    }
}
