package stride.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import stride.engine.Matrix;
import stride.model.Draws;
import stride.model.RandomStream;

/** Inputs tell the number of their sample, and targets tell it as well, so that where a value came from can be read. */
class AugmenterTest {
    private static final int DRAWS = 2000;
    /** Three runs: of five samples, of one, and of four. */
    private static final int[] RUNS = {0, 0, 0, 0, 0, 5, 6, 6, 6, 6};

    private static final int INPUTS = 3;

    private final Matrix x = Matrix.zeros(RUNS.length, INPUTS);
    private final Matrix y = Matrix.zeros(RUNS.length, 1);
    private final float[] row = new float[2 * INPUTS];
    private final float[] target = new float[2];

    AugmenterTest() {
        for (int i = 0; i < RUNS.length; i++) {
            Arrays.fill(x.data(), i * INPUTS, (i + 1) * INPUTS, 16 * i);
            y.data()[i] = 16 * i;
        }
    }

    private Augmenter augmenter(Augmentation options, Optional<Neurons> neurons, RandomGenerator random) {
        return new Augmenter(options, new TrainSamples(new Samples(x, y), RUNS, neurons), random);
    }

    private Augmenter augmenter(Augmentation options) {
        return augmenter(options, Optional.empty(), new RandomStream(3));
    }

    @Test
    void aMovedWindowStaysInItsRunAndItsTargetStaysToo() {
        Augmenter augmenter = augmenter(new Augmentation(0, 0, 0, 2));
        for (int i = 0; i < RUNS.length; i++) {
            Set<Integer> seen = new TreeSet<>();
            for (int draw = 0; draw < DRAWS; draw++) {
                augmenter.put(i, 1, row, target);
                assertThat(row[3]).isEqualTo(row[4]).isEqualTo(row[5]);
                assertThat(target[1]).isEqualTo(16 * i);
                seen.add((int) row[3] / 16);
            }
            int sample = i;
            assertThat(seen)
                    .containsExactlyElementsOf(IntStream.rangeClosed(i - 2, i + 2)
                            .filter(j -> j >= 0 && j < RUNS.length && RUNS[j] == RUNS[sample])
                            .boxed()
                            .toList());
        }
    }

    @Test
    void aMixIsOfNeighboursOfOneRunAndOfTheirTargetsAlike() {
        Augmenter augmenter = augmenter(new Augmentation(0, 0, 0.25, 0));
        for (int i = 0; i < RUNS.length; i++) {
            boolean before = i > 0 && RUNS[i - 1] == RUNS[i];
            boolean after = i + 1 < RUNS.length && RUNS[i + 1] == RUNS[i];
            float least = Float.POSITIVE_INFINITY;
            float most = Float.NEGATIVE_INFINITY;
            for (int draw = 0; draw < DRAWS; draw++) {
                augmenter.put(i, 0, row, target);
                assertThat(row[0]).isEqualTo(row[2]).isEqualTo(target[0]);
                least = Math.min(least, row[0]);
                most = Math.max(most, row[0]);
            }
            // At most a quarter of a step of 16; of so many draws the largest comes within a hundredth of that.
            assertThat(least).isBetween(16 * i - (before ? 4f : 0), 16 * i - (before ? 3.96f : 0));
            assertThat(most).isBetween(16 * i + (after ? 3.96f : 0), 16 * i + (after ? 4f : 0));
        }
    }

    @Test
    void movedAndMixedTogetherNothingLeavesItsRun() {
        Augmenter augmenter = augmenter(new Augmentation(0, 0, 0.5, 3));
        for (int i = 0; i < RUNS.length; i++) {
            int first = RUNS[i];
            int last = first == 0 ? 4 : first == 5 ? 5 : 9;
            for (int draw = 0; draw < DRAWS; draw++) {
                augmenter.put(i, 0, row, target);
                assertThat(row[0]).isBetween(16f * first, 16f * last);
                assertThat(target[0]).isBetween(16f * Math.max(first, i - 1), 16f * Math.min(last, i + 1));
            }
        }
    }

    @Test
    void noiseHasTheDeviationAskedForInUnitsOfTheInputs() {
        int n = 4000;
        Matrix wide = Draws.normal(200, 20, 1);
        for (int i = 0; i < wide.data().length; i++) {
            wide.data()[i] = 1000 + 7 * wide.data()[i];
        }
        Samples samples = new Samples(wide, Matrix.zeros(200, 1));
        Augmenter augmenter =
                new Augmenter(new Augmentation(0.5, 0, 0, 0), TrainSamples.of(samples), new RandomStream(1));
        float[] noisy = new float[20];
        double sum = 0;
        double squares = 0;
        for (int draw = 0; draw < n; draw++) {
            augmenter.put(17, 0, noisy, target);
            for (int c = 0; c < 20; c++) {
                double noise = noisy[c] - wide.at(17, c);
                sum += noise;
                squares += noise * noise;
            }
        }
        int count = 20 * n;
        double deviation = 3.5;
        // Five standard errors, and for the deviation those of the 4,000 values that it is measured on as well.
        assertThat(sum / count).isCloseTo(0, within(5 * deviation / Math.sqrt(count)));
        assertThat(Math.sqrt(squares / count))
                .isCloseTo(
                        deviation,
                        within(5 * deviation / Math.sqrt(2.0 * 4000) + 5 * deviation / Math.sqrt(2.0 * count)));
    }

    @Test
    void anInputThatNeverChangesStaysAsItIs() {
        for (int i = 0; i < RUNS.length; i++) {
            x.data()[i * INPUTS + 1] = 5;
        }
        Augmenter augmenter = augmenter(new Augmentation(0.5, 0, 0, 0));
        augmenter.put(4, 0, row, target);
        assertThat(row[1]).isEqualTo(5);
        assertThat(row[0]).isNotEqualTo(64);
    }

    /** A neuron for each input, that tells by a negative number that it was left out. */
    private record Marked(int count) implements Neurons {
        @Override
        public void leaveOut(boolean[] left, int sample, float[] x, int offset) {
            for (int i = 0; i < count; i++) {
                x[offset + i] = left[i] ? -1 : x[offset + i];
            }
        }
    }

    @Test
    void neuronsAreLeftOutAsOftenAsAskedForButNeverAll() {
        Augmenter augmenter =
                augmenter(new Augmentation(0, 0.5, 0, 0), Optional.of(new Marked(3)), new RandomStream(2));
        int[] left = new int[4];
        for (int draw = 0; draw < DRAWS; draw++) {
            augmenter.put(4, 0, row, target);
            int out = 0;
            for (int c = 0; c < INPUTS; c++) {
                assertThat(row[c]).isIn(-1f, 64f);
                out += row[c] == -1 ? 1 : 0;
            }
            left[out]++;
        }
        // Of seven equally likely sets one leaves out none, three one, three two.
        double[] expected = {DRAWS / 7.0, 3 * DRAWS / 7.0, 3 * DRAWS / 7.0, 0};
        for (int out = 0; out < 4; out++) {
            assertThat((double) left[out]).isCloseTo(expected[out], within(5 * Math.sqrt(expected[out])));
        }
    }

    @Test
    void withoutAnyNothingIsDrawn() {
        RandomGenerator never = () -> {
            throw new AssertionError("drawn");
        };
        Augmenter augmenter = augmenter(Augmentation.NONE, Optional.empty(), never);
        assertThat(augmenter.varies()).isFalse();
        augmenter.put(2, 0, row, target);
        assertThat(row).startsWith(32, 32, 32);
    }

    @Test
    void samplesThemselvesStayAsTheyAre() {
        Matrix kept = new Matrix(x.rows(), x.columns(), x.data().clone());
        Augmenter augmenter =
                augmenter(new Augmentation(1, 0.5, 0.5, 1), Optional.of(new Marked(3)), new RandomStream(2));
        for (int i = 0; i < RUNS.length; i++) {
            augmenter.put(i, 1, row, target);
        }
        assertThat(x).isEqualTo(kept);
    }

    @Test
    void neuronsThatAreNotKnownCannotBeLeftOut() {
        assertThatThrownBy(() -> augmenter(new Augmentation(0, 0.5, 0, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("what they bring to the inputs is not known");
    }
}
