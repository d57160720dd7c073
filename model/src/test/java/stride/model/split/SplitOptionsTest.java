package stride.model.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
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
        assertThatThrownBy(() -> SplitOptions.chronological(0.7, 0).withGap(Gap.of(-1)))
                .isInstanceOf(OptionsException.class)
                .hasMessage("--gap -1 is negative");
    }

    @Test
    void impossibleBlocksAndFoldsAreRefused() {
        assertThatThrownBy(() -> new SplitOptions(
                        Kind.BLOCKED, 0.7, 0, Optional.empty(), OptionalInt.of(0), SplitOptions.FOLDS, 1))
                .isInstanceOf(OptionsException.class)
                .hasMessageStartingWith("--block 0");
        assertThatThrownBy(() -> new SplitOptions(Kind.KFOLD, 0.7, 0, Optional.empty(), OptionalInt.empty(), 1, 1))
                .isInstanceOf(OptionsException.class)
                .hasMessageStartingWith("--folds 1");
    }

    @Test
    void aBlockIsAtLeastFourGapsWhereNoneIsAskedFor() {
        SplitOptions open = SplitOptions.chronological(0.7, 0);
        assertThat(open.block(3)).isEqualTo(60);
        assertThat(open.block(20)).isEqualTo(80);
        assertThat(open.block(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void withoutAGapNothingIsSplit() {
        assertThatThrownBy(() -> SplitOptions.chronological(0.7, 0).folds(20))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void noneTrainsOnEverything() {
        SplitOptions options =
                SplitOptions.chronological(0.5, 0.5).withKind(Kind.NONE).withGap(Gap.of(3));
        assertThat(options.folds(20).getFirst().count(Part.TRAIN)).isEqualTo(20);
    }
}
