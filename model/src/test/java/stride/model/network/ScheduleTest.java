package stride.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static List<Epoch> epochs(double... valid) {
        List<Epoch> epochs = new ArrayList<>();
        for (double loss : valid) {
            epochs.add(new Epoch(epochs.size() + 1, 1, 1, loss, 1, 0));
        }
        return epochs;
    }

    private static double factor(Schedule schedule, double... valid) {
        return schedule.factor(epochs(valid), 10, Selection.VALID);
    }

    @Test
    void aConstantRateStays() {
        assertThat(factor(Schedule.CONSTANT)).isEqualTo(1);
        assertThat(factor(Schedule.CONSTANT, 3, 4, 5, 6, 7)).isEqualTo(1);
    }

    @Test
    void aCosineFallsFromTheWholeRateTowardsNone() {
        assertThat(factor(Schedule.COSINE)).isEqualTo(1);
        assertThat(factor(Schedule.COSINE, 1, 1, 1, 1, 1)).isEqualTo(0.5, within(1e-15));
        // (1 + cos(0.9 pi)) / 2, what PyTorch's CosineAnnealingLR with T_max = 10 has in the tenth epoch
        assertThat(factor(Schedule.COSINE, 1, 1, 1, 1, 1, 1, 1, 1, 1)).isEqualTo(0.02447174185242318, within(1e-15));
    }

    @Test
    void aPlateauHalvesTheRateAfterThreeEpochsWithoutABetterLoss() {
        assertThat(factor(Schedule.PLATEAU)).isEqualTo(1);
        assertThat(factor(Schedule.PLATEAU, 5, 6, 7)).isEqualTo(1);
        assertThat(factor(Schedule.PLATEAU, 5, 6, 7, 5)).isEqualTo(0.5);
        assertThat(factor(Schedule.PLATEAU, 5, 6, 7, 4, 6, 6)).isEqualTo(1);
        assertThat(factor(Schedule.PLATEAU, 5, 6, 7, 8, 6, 6)).isEqualTo(0.5);
        assertThat(factor(Schedule.PLATEAU, 5, 6, 7, 8, 6, 6, 6)).isEqualTo(0.25);
        assertThat(factor(Schedule.PLATEAU, 5, 6, 7, 8, 4, 4, 4, 3)).isEqualTo(0.5);
    }
}
