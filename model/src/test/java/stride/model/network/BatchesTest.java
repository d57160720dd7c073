package stride.model.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import stride.engine.Activation;
import stride.engine.Adam;
import stride.engine.Kernels;
import stride.engine.Matrix;

/**
 * Which rows an epoch runs is read from its loss: the targets are the powers of 2, the predictions 0, so that each row
 * adds its own power of 4, over its batch's size, and all sums are exact.
 */
class BatchesTest {
    private static final int ROWS = 18;
    private static final int BATCH = 4; // and a last one of 2

    private static Matrix powersOfTwo() {
        Matrix powers = Matrix.zeros(ROWS, 1);
        for (int r = 0; r < ROWS; r++) {
            powers.data()[r] = Math.scalb(1f, r);
        }
        return powers;
    }

    /** A step that multiplies by {@code weight} and learns nothing. */
    private static TrainStep idle(float weight) {
        Linear layer = new Linear(new Matrix(1, 1, new float[] {weight}), new float[1]);
        Mlp network = new Mlp(List.of(layer), Activation.IDENTITY);
        return new TrainStep(network, Loss.MSE, new Adam(1e-300, 0), BATCH, Kernels.choose());
    }

    private static Batches batches(boolean shuffle, long seed) {
        return new Batches(new Samples(powersOfTwo(), powersOfTwo()), BATCH, shuffle, new SplittableRandom(seed));
    }

    /** For each row, four times what it was weighed by: 1 in a batch of four, 2 in the last one. */
    private static int[] weights(double epochLoss) {
        long digits = (long) (4 * epochLoss);
        int[] weights = new int[ROWS];
        for (int r = 0; r < ROWS; r++) {
            weights[r] = (int) ((digits >> (2 * r)) & 3);
        }
        return weights;
    }

    @Test
    void inTheOrderOfTimeTheLastBatchHoldsTheLastRows() {
        Batches batches = batches(false, 1);
        assertThat(batches.perEpoch()).isEqualTo(5);
        for (int epoch = 0; epoch < 2; epoch++) {
            assertThat(weights(batches.runEpoch(idle(0))))
                    .containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2);
        }
    }

    @Test
    void everyShuffledEpochHoldsEachRowOnce() {
        Batches batches = batches(true, 1);
        for (int epoch = 0; epoch < 20; epoch++) {
            int[] weights = weights(batches.runEpoch(idle(0)));
            assertThat(weights).containsOnly(1, 2);
            assertThat(Arrays.stream(weights).filter(w -> w == 2).count()).isEqualTo(2);
        }
    }

    @Test
    void everyShuffledEpochHasItsOwnOrder() {
        Batches batches = batches(true, 1);
        double first = batches.runEpoch(idle(0));
        double second = batches.runEpoch(idle(0));
        double third = batches.runEpoch(idle(0));
        assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
    }

    @Test
    void theSeedDecidesTheOrder() {
        double epoch = batches(true, 1).runEpoch(idle(0));
        assertThat(batches(true, 1).runEpoch(idle(0))).isEqualTo(epoch);
        assertThat(batches(true, 2).runEpoch(idle(0))).isNotEqualTo(epoch);
    }

    @Test
    void shuffledInputsKeepTheirTargets() {
        assertThat(batches(true, 1).runEpoch(idle(1))).isZero();
    }

    @Test
    void shufflingLeavesTheSamplesInPlace() {
        Samples samples = new Samples(powersOfTwo(), powersOfTwo());
        new Batches(samples, BATCH, true, new SplittableRandom(1)).runEpoch(idle(0));
        assertThat(samples.x()).isEqualTo(powersOfTwo());
        assertThat(samples.y()).isEqualTo(powersOfTwo());
    }
}
