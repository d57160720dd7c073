package stride.model.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stride.model.OptionsException;
import stride.model.split.SplitOptions.Kind;

class SplitOptionsTest {
    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY})
    void aTrainFractionOutsideZeroToOneIsRefused(double fraction) {
        assertThatThrownBy(() -> SplitOptions.chronological(fraction, 0))
                .isInstanceOf(OptionsException.class)
                .hasMessage("--train-fraction " + fraction + " is not between 0 and 1");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, -0.1, Double.NaN})
    void aValidationFractionThatLeavesNothingToTrainIsRefused(double fraction) {
        assertThatThrownBy(() -> SplitOptions.chronological(0.7, fraction))
                .isInstanceOf(OptionsException.class)
                .hasMessageContaining("--valid-fraction " + fraction);
    }

    @Test
    void aNegativeGapIsRefused() {
        assertThatThrownBy(() -> SplitOptions.chronological(0.7, 0).withGap(-1))
                .isInstanceOf(OptionsException.class)
                .hasMessage("--gap -1 is negative");
    }

    @Test
    void theSuggestedGapCountsOnlyWhereTheOptionsLeaveItOpen() {
        SplitOptions open = SplitOptions.chronological(0.5, 0);
        SplitOptions fixed = SplitOptions.chronological(0.5, 0).withGap(1);
        assertThat(open.folds(20, 4).getFirst().count(Part.GAP)).isEqualTo(4);
        assertThat(fixed.folds(20, 4).getFirst().count(Part.GAP)).isEqualTo(1);
    }

    @Test
    void noneTrainsOnEverything() {
        SplitOptions options = SplitOptions.chronological(0.5, 0.5).withKind(Kind.NONE);
        assertThat(options.folds(20, 4).getFirst().count(Part.TRAIN)).isEqualTo(20);
    }
}
