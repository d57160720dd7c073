package stride.model.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stride.model.OptionsException;
import stride.model.split.SplitOptions.Kind;

class SplitOptionsTest {
    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY})
    void aTrainFractionOutsideZeroToOneIsRefused(double fraction) {
        assertThatThrownBy(() -> new SplitOptions(Kind.CHRONOLOGICAL, fraction, 0, OptionalInt.empty()))
                .isInstanceOf(OptionsException.class)
                .hasMessage("--train-fraction " + fraction + " is not between 0 and 1");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, -0.1, Double.NaN})
    void aValidationFractionThatLeavesNothingToTrainIsRefused(double fraction) {
        assertThatThrownBy(() -> new SplitOptions(Kind.CHRONOLOGICAL, 0.7, fraction, OptionalInt.empty()))
                .isInstanceOf(OptionsException.class)
                .hasMessageContaining("--valid-fraction " + fraction);
    }

    @Test
    void aNegativeGapIsRefused() {
        assertThatThrownBy(() -> new SplitOptions(Kind.CHRONOLOGICAL, 0.7, 0, OptionalInt.of(-1)))
                .isInstanceOf(OptionsException.class)
                .hasMessage("--gap -1 is negative");
    }

    @Test
    void theSuggestedGapCountsOnlyWhereTheOptionsLeaveItOpen() {
        SplitOptions open = new SplitOptions(Kind.CHRONOLOGICAL, 0.5, 0, OptionalInt.empty());
        SplitOptions fixed = new SplitOptions(Kind.CHRONOLOGICAL, 0.5, 0, OptionalInt.of(1));
        assertThat(open.split(20, 4).count(Part.GAP)).isEqualTo(4);
        assertThat(fixed.split(20, 4).count(Part.GAP)).isEqualTo(1);
    }

    @Test
    void noneTrainsOnEverything() {
        SplitOptions options = new SplitOptions(Kind.NONE, 0.5, 0.5, OptionalInt.of(3));
        assertThat(options.split(20, 4).count(Part.TRAIN)).isEqualTo(20);
    }
}
