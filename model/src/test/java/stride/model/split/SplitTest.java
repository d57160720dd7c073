package stride.model.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import stride.model.UnfitException;

class SplitTest {
    @Test
    void thePublishedSplitIsTheStudys() {
        Split split = Split.chronological(7018, 0.7, 0, 0);
        assertThat(split.bins(Part.TRAIN))
                .containsExactly(IntStream.range(0, 4912).toArray());
        assertThat(split.bins(Part.TEST))
                .containsExactly(IntStream.range(4912, 7018).toArray());
        assertThat(split.count(Part.TEST)).isEqualTo(2106);
        assertThat(split.count(Part.VALID)).isZero();
        assertThat(split.count(Part.GAP)).isZero();
    }

    @Test
    void everyPartButTheFirstGivesUpItsFirstBinsToAGap() {
        Split split = Split.chronological(20, 0.6, 0.5, 2);
        assertThat(split.bins(Part.TRAIN)).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(split.bins(Part.VALID)).containsExactly(8, 9, 10, 11);
        assertThat(split.bins(Part.TEST)).containsExactly(14, 15, 16, 17, 18, 19);
        assertThat(split.bins(Part.GAP)).containsExactly(6, 7, 12, 13);
    }

    @Test
    void withoutASplitEveryBinTrains() {
        Split split = Split.none(5);
        assertThat(split.bins()).isEqualTo(5);
        assertThat(split.bins(Part.TRAIN)).containsExactly(0, 1, 2, 3, 4);
    }

    @Property(tries = 500)
    void thePartsAreDisjointCompleteAndInTheOrderOfTime(
            @ForAll @IntRange(min = 200, max = 400) int bins,
            @ForAll @DoubleRange(min = 0.3, max = 0.9) double trainFraction,
            @ForAll @DoubleRange(min = 0.2, max = 0.5) double validFraction,
            @ForAll boolean validates,
            @ForAll @IntRange(max = 10) int gap) {
        Split split = Split.chronological(bins, trainFraction, validates ? validFraction : 0, gap);
        int counted = 0;
        for (Part part : Part.values()) {
            counted += split.count(part);
            for (int bin : split.bins(part)) {
                assertThat(split.part(bin)).isEqualTo(part);
            }
        }
        assertThat(counted).isEqualTo(bins);
        int lastTrain = last(split, Part.TRAIN);
        assertThat(lastTrain).isEqualTo(split.count(Part.TRAIN) - 1);
        assertThat(last(split, Part.TEST)).isEqualTo(bins - 1);
        assertThat(split.count(Part.VALID) > 0).isEqualTo(validates);
        if (validates) {
            assertThat(split.bins(Part.VALID)[0] - lastTrain).isEqualTo(gap + 1);
            assertThat(split.bins(Part.TEST)[0] - last(split, Part.VALID)).isEqualTo(gap + 1);
        } else {
            assertThat(split.bins(Part.TEST)[0] - lastTrain).isEqualTo(gap + 1);
        }
    }

    private static int last(Split split, Part part) {
        int[] bins = split.bins(part);
        return bins[bins.length - 1];
    }

    @Test
    void aPartThatKeepsNoBinIsRefusedWithTheNumbers() {
        assertThatThrownBy(() -> Split.chronological(10, 0.7, 0, 3))
                .isInstanceOf(UnfitException.class)
                .hasMessageContainingAll("10 bins", "0.7", "gaps of 3 bins", "--gap");
        assertThatThrownBy(() -> Split.chronological(10, 0.05, 0, 0)).isInstanceOf(UnfitException.class);
        assertThatThrownBy(() -> Split.chronological(10, 0.7, 0.1, 0)).isInstanceOf(UnfitException.class);
        assertThatThrownBy(() -> Split.chronological(0, 0.7, 0, 0)).isInstanceOf(UnfitException.class);
    }

    @Test
    void aGapLongerThanAnyRecordingIsRefusedAsAnyOther() {
        assertThatThrownBy(() -> Split.chronological(100, 0.7, 0.1, Integer.MAX_VALUE))
                .isInstanceOf(UnfitException.class)
                .hasMessageContaining("gaps of 2147483647 bins");
    }
}
