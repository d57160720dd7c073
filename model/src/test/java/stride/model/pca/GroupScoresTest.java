package stride.model.pca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.Draws;
import stride.model.Progress;

class GroupScoresTest {
    private static final Kernels KERNELS = Kernels.choose();
    private static final int[] BINS =
            IntStream.range(0, 50).filter(t -> t % 7 != 2).toArray();

    private static GroupScores of(Pca pca, Matrix activity) {
        return GroupScores.of(pca, activity, BINS, KERNELS, Workers.NONE, Progress.NONE);
    }

    /** Each component is one neuron alone, so that its scores tell the neuron's group; all sums are whole numbers. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 16, 43})
    void eachNeuronIsInOneGroup(int neurons) {
        Matrix activity = Draws.integers(neurons, 50, 1);
        for (int n = 0; n < neurons; n++) { // whole numbers about a mean of zero over the bins
            double sum = 0;
            for (int t : BINS) {
                sum += activity.at(n, t);
            }
            activity.data()[n * 50] -= (float) sum;
        }
        Matrix identity = Matrix.zeros(neurons, neurons);
        double[] variances = new double[neurons];
        for (int n = 0; n < neurons; n++) {
            identity.data()[n * neurons + n] = 1;
            variances[n] = 1;
        }
        GroupScores scores = of(new Pca(new float[neurons], identity, variances, neurons), activity);
        int[] sizes = new int[scores.groups().size()];
        for (int n = 0; n < neurons; n++) {
            int in = 0;
            for (int g = 0; g < sizes.length; g++) {
                float[] own = column(scores.groups().get(g), n);
                if (Arrays.equals(own, new float[BINS.length])) {
                    continue;
                }
                in++;
                sizes[g]++;
                for (int i = 0; i < BINS.length; i++) {
                    assertThat(own[i]).isEqualTo(activity.at(n, BINS[i]));
                }
            }
            assertThat(in).as("groups of neuron %d", n).isEqualTo(1);
        }
        assertThat(sizes).hasSize(Math.min(16, neurons));
        assertThat(Arrays.stream(sizes).max().orElseThrow()
                        - Arrays.stream(sizes).min().orElseThrow())
                .isLessThanOrEqualTo(1);
    }

    private static float[] column(Matrix matrix, int c) {
        float[] column = new float[matrix.rows()];
        for (int r = 0; r < column.length; r++) {
            column[r] = matrix.at(r, c);
        }
        return column;
    }

    @Test
    void togetherTheyAreTheScoresAboutTheirMeanAndOtherBinsPlayNoPart() {
        Matrix activity = Draws.activity(70, 50, 3);
        Pca pca = Pca.fit(activity, BINS, 6, PcaSolver.AUTO, KERNELS, Workers.NONE, Progress.NONE);
        GroupScores scores = of(pca, activity);
        Matrix whole = pca.scores(activity, KERNELS, Workers.NONE, Progress.NONE);
        for (int i = 0; i < BINS.length; i++) {
            for (int c = 0; c < 6; c++) { // fitted on these bins, so their mean is zero but for rounding
                double sum = 0;
                for (Matrix group : scores.groups()) {
                    sum += group.at(i, c);
                }
                // 70 products and 16 sums of values up to 20, each rounded to 2^-24 of itself
                assertThat(sum).isEqualTo(whole.at(BINS[i], c), within(90 * 20 * 0x1p-24 * 10));
            }
        }
        for (int t = 2; t < 50; t += 7) {
            for (int n = 0; n < 70; n++) {
                activity.data()[n * 50 + t] = 1e6f;
            }
        }
        assertThat(of(pca, activity)).isEqualTo(scores);
        assertThat(scores.leading(2).groups().getLast())
                .isEqualTo(scores.groups().getLast().leadingColumns(2));
    }

    @Test
    void anyNumberOfThreadsGivesTheSame() {
        Matrix activity = Draws.activity(300, 50, 3);
        Pca pca = Pca.fit(activity, BINS, 20, PcaSolver.AUTO, KERNELS, Workers.NONE, Progress.NONE);
        try (Workers three = Workers.of(3)) {
            assertThat(GroupScores.of(pca, activity, BINS, KERNELS, three, Progress.NONE))
                    .isEqualTo(of(pca, activity));
        }
    }
}
