package stride.model.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import stride.engine.Matrix;
import stride.model.network.Samples;

class InnerFoldsTest {
    /** Samples that hold their own numbers. */
    private static Samples numbered(int count) {
        Matrix numbers = Matrix.zeros(count, 1);
        for (int i = 0; i < count; i++) {
            numbers.data()[i] = i;
        }
        return new Samples(numbers, numbers);
    }

    private static void assertHolds(Samples samples, int from, int to) {
        Samples expected = numbered(to);
        int[] rows = IntStream.range(from, to).toArray();
        assertThat(samples.x()).isEqualTo(expected.x().selectRows(rows));
        assertThat(samples.y()).isEqualTo(expected.y().selectRows(rows));
    }

    @Test
    void everyBinIsHeldOutOnce() {
        InnerFolds folds = new InnerFolds(numbered(23), 1);
        int[] borders = {0, 4, 9, 13, 18, 23};
        for (int fold = 0; fold < 5; fold++) {
            assertHolds(folds.held(fold), borders[fold], borders[fold + 1]);
        }
    }

    @Test
    void aFoldsNeighboursAreNotFittedOnEither() {
        InnerFolds folds = new InnerFolds(numbered(100), 6);
        assertHolds(folds.unseen(0), 0, 26);
        assertHolds(folds.unseen(2), 34, 66);
        assertHolds(folds.unseen(4), 74, 100);
        assertHolds(new InnerFolds(numbered(100), 0).unseen(2), 40, 60);
    }

    @Test
    void aShortRecordingKeepsThreeFifthsToFitOn() {
        assertHolds(new InnerFolds(numbered(100), 500).unseen(2), 30, 70);
        assertHolds(new InnerFolds(numbered(9), 3).unseen(2), 3, 5);
    }
}
