package stride.model.network;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stride.model.OptionsException;

class TrainingOptionsTest {
    private static TrainingOptions options(int epochs, int batch, double rate, double decay, int earlyStop) {
        return new TrainingOptions(epochs, batch, rate, decay, 0, true, earlyStop, Selection.VALID, Loss.MSE, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1, 0, 0, --epochs 0: at least 1 is needed",
        "1, 0, 1, 0, 0, --batch 0: at least 1 is needed",
        "1, 1, 0, 0, 0, --lr 0.0 is not positive",
        "1, 1, NaN, 0, 0, --lr NaN is not positive",
        "1, 1, Infinity, 0, 0, --lr Infinity is not positive",
        "1, 1, 1, -1, 0, --weight-decay -1.0 is negative",
        "1, 1, 1, 0, -1, --early-stop -1 is negative"
    })
    void aValueOutOfRangeIsRefusedWithItsOption(
            int epochs, int batch, double rate, double decay, int earlyStop, String message) {
        assertThatThrownBy(() -> options(epochs, batch, rate, decay, earlyStop))
                .isInstanceOf(OptionsException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, 2, Double.NaN})
    void dropoutIsAProbabilityThatLeavesSomething(double p) {
        assertThatThrownBy(() -> new TrainingOptions(5, 5, 1, 0, p, true, 0, Selection.LAST, Loss.MSE, 1))
                .isInstanceOf(OptionsException.class)
                .hasMessage("--dropout " + p + " is not a probability from 0 to less than 1");
    }

    @Test
    void stoppingEarlyNeedsAPartThatTells() {
        assertThatThrownBy(() -> new TrainingOptions(5, 5, 1, 0, 0, true, 2, Selection.LAST, Loss.MSE, 1))
                .isInstanceOf(OptionsException.class)
                .hasMessageContaining("--early-stop 2 needs --select valid or test");
    }

    @Test
    void aPlateauNeedsAPartThatTells() {
        assertThatThrownBy(() -> new TrainingOptions(
                        5, 5, 1, 0, 0, true, 0, Selection.LAST, Loss.MSE, 1, Schedule.PLATEAU, 0, Augmentation.NONE))
                .isInstanceOf(OptionsException.class)
                .hasMessageContaining("--schedule plateau needs --select valid or test");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, Double.POSITIVE_INFINITY, Double.NaN})
    void aNormToClipToIsPositive(double clip) {
        assertThatThrownBy(() -> new TrainingOptions(
                        5,
                        5,
                        1,
                        0,
                        0,
                        true,
                        0,
                        Selection.LAST,
                        Loss.MSE,
                        1,
                        Schedule.CONSTANT,
                        clip,
                        Augmentation.NONE))
                .isInstanceOf(OptionsException.class)
                .hasMessageContaining("--clip " + clip);
    }
}
