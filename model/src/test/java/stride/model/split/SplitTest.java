package stride.model.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import stride.model.UnfitException;
import stride.model.split.SplitOptions.Kind;

class SplitTest {
    private static Split chronological(int bins, double trainFraction, double validFraction, int gap) {
        return SplitOptions.chronological(trainFraction, validFraction)
                .withGap(Gap.of(gap))
                .folds(bins)
                .getFirst();
    }

    private static SplitOptions options(Kind kind, double valid, int gap, int block, int folds, long seed) {
        return new SplitOptions(kind, 0.7, valid, Optional.of(Gap.of(gap)), OptionalInt.of(block), folds, seed);
    }

    @Test
    void thePublishedSplitIsTheStudys() {
        Split split = chronological(7018, 0.7, 0, 0);
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
        Split split = chronological(20, 0.6, 0.5, 2);
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

    @Test
    void aFoldLosesNoTestBinToItsGaps() {
        List<Split> folds = options(Kind.KFOLD, 0, 2, 1, 3, 1).folds(12);
        assertThat(folds).hasSize(3);
        assertThat(letters(folds.get(0))).isEqualTo("eeee..tttttt");
        assertThat(letters(folds.get(1))).isEqualTo("tt..eeee..tt");
        assertThat(letters(folds.get(2))).isEqualTo("tttttt..eeee");
    }

    @Test
    void validationFollowsTheTestFoldOrComesBeforeTheLast() {
        List<Split> folds = options(Kind.KFOLD, 0.25, 1, 1, 3, 1).folds(18);
        assertThat(letters(folds.get(0))).isEqualTo("eeeeee.vv.tttttttt");
        assertThat(letters(folds.get(1))).isEqualTo("ttttt.eeeeee.vv.tt");
        assertThat(letters(folds.get(2))).isEqualTo("tttttttt.vv.eeeeee");
    }

    @Test
    void blocksAlternateAndGiveUpTheirFirstBinsWhereThePartChanges() {
        Split split = options(Kind.BLOCKED, 0.25, 1, 4, 5, 3).folds(40).getFirst();
        String letters = letters(split);
        assertThat(letters).matches("(tttt|vvvv|eeee|\\.ttt|\\.vvv|\\.eee){10}");
        // Three of ten blocks test, one in each third; two of the other seven validate.
        assertThat(letters.replaceAll("[^e]+", " ").strip().split(" ")).hasSizeBetween(2, 3);
        assertThat(count(letters, 'e')).isBetween(9L, 12L);
        assertThat(count(letters, 'v')).isBetween(6L, 8L);
    }

    private static long count(String letters, char part) {
        return letters.chars().filter(c -> c == part).count();
    }

    /** t, v and e for train, validation and test bins; a dot for the gap. */
    static String letters(Split split) {
        StringBuilder letters = new StringBuilder();
        for (int t = 0; t < split.bins(); t++) {
            letters.append(
                    switch (split.part(t)) {
                        case TRAIN -> 't';
                        case VALID -> 'v';
                        case TEST -> 'e';
                        case GAP -> '.';
                    });
        }
        return letters.toString();
    }

    @Property(tries = 500)
    void binsOfDifferentPartsLieMoreThanAGapApart(
            @ForAll Kind kind,
            @ForAll @IntRange(min = 200, max = 400) int bins,
            @ForAll boolean validates,
            @ForAll @IntRange(max = 10) int gap,
            @ForAll @IntRange(min = 15, max = 40) int block,
            @ForAll @IntRange(min = 2, max = 5) int folds,
            @ForAll long seed) {
        Assume.that(kind != Kind.NONE);
        // Of single bins at random, a gap leaves next to nothing.
        SplitOptions options = options(kind, validates ? 0.2 : 0, kind == Kind.RANDOM ? 0 : gap, block, folds, seed);
        List<Split> splits = options.folds(bins);
        for (Split split : splits) {
            assertThat(Arrays.stream(Part.values()).mapToInt(split::count).sum())
                    .isEqualTo(bins);
            assertThat(split.count(Part.VALID) > 0).isEqualTo(validates);
            int last = -1;
            for (int t = 0; t < bins; t++) {
                if (split.part(t) != Part.GAP) {
                    if (last >= 0 && split.part(last) != split.part(t)) {
                        assertThat(t - last)
                                .isGreaterThan(options.gap().orElseThrow().bins());
                    }
                    last = t;
                }
            }
        }
        assertThat(splits).hasSize(kind == Kind.KFOLD ? folds : 1);
        assertThat(splits.stream().map(SplitTest::letters))
                .isEqualTo(options.folds(bins).stream().map(SplitTest::letters).toList());
    }

    @Property(tries = 200)
    void ofFoldsEveryBinIsTestedOnce(
            @ForAll @IntRange(min = 100, max = 300) int bins,
            @ForAll @IntRange(min = 2, max = 6) int folds,
            @ForAll @DoubleRange(min = 0.2, max = 0.3) double validFraction,
            @ForAll @IntRange(max = 5) int gap) {
        int[] tested = new int[bins];
        for (Split split : options(Kind.KFOLD, validFraction, gap, 1, folds, 1).folds(bins)) {
            for (int t : split.bins(Part.TEST)) {
                tested[t]++;
            }
        }
        assertThat(tested).containsOnly(1);
    }

    @Property(tries = 200)
    void theSharesComeNearToWhatWasAskedFor(
            @ForAll @IntRange(min = 1000, max = 2000) int bins,
            @ForAll @DoubleRange(min = 0.5, max = 0.9) double trainFraction,
            @ForAll @DoubleRange(min = 0.1, max = 0.4) double validFraction,
            @ForAll long seed) {
        for (Kind kind : List.of(Kind.CHRONOLOGICAL, Kind.BLOCKED, Kind.RANDOM)) {
            Split split = new SplitOptions(
                            kind, trainFraction, validFraction, Optional.of(Gap.of(0)), OptionalInt.of(20), 5, seed)
                    .folds(bins)
                    .getFirst();
            // Half a block of the 20 bins up or down, and a bin from rounding.
            assertThat(Math.abs(split.count(Part.TEST) - (1 - trainFraction) * bins))
                    .isLessThan(0.5 * 22 + 25);
            assertThat(Math.abs(split.count(Part.VALID) - validFraction * trainFraction * bins))
                    .isLessThan(0.5 * 22 + 25);
        }
    }

    @Test
    void aRunEndsWhereItsPartOrTheRecordingIsBroken() {
        Part t = Part.TRAIN;
        Split split = Split.of(new Part[] {t, t, t, Part.TEST, t, t, t, t, t})
                .numbered(new int[] {0, 1, 2, 3, 4, 5, 9, 10, 11});
        assertThat(split.runs(Part.TRAIN, History.NONE)).containsExactly(0, 0, 0, 3, 3, 5, 5, 5);
        assertThat(split.bins(Part.TRAIN, new History(1, 0))).containsExactly(1, 2, 5, 7, 8);
        assertThat(split.runs(Part.TRAIN, new History(1, 0))).containsExactly(0, 0, 2, 3, 3);
        assertThat(split.runs(Part.VALID, History.NONE)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"CHRONOLOGICAL", "BLOCKED", "KFOLD"})
    void aSplitKnowsItsGap(Kind kind) {
        for (Split split : options(kind, 0.2, 4, 20, 3, 1).folds(400)) {
            assertThat(split.gap()).isEqualTo(4);
            assertThat(split.numbered(IntStream.range(5, 405).toArray()).gap()).isEqualTo(4);
        }
        assertThat(Split.none(400).gap()).isZero();
    }

    @Test
    void anotherSeedDrawsOtherBlocksAndBins() {
        for (Kind kind : List.of(Kind.BLOCKED, Kind.RANDOM)) {
            assertThat(letters(options(kind, 0.2, 0, 10, 5, 1).folds(400).getFirst()))
                    .isNotEqualTo(
                            letters(options(kind, 0.2, 0, 10, 5, 2).folds(400).getFirst()));
        }
    }

    @Test
    void aPartThatKeepsNoBinIsRefusedWithTheNumbers() {
        assertThatThrownBy(() -> chronological(10, 0.7, 0, 3))
                .isInstanceOf(UnfitException.class)
                .hasMessageContainingAll("10 bins", "0.7", "gaps of 3 bins", "--gap");
        assertThatThrownBy(() -> chronological(10, 0.05, 0, 0)).isInstanceOf(UnfitException.class);
        assertThatThrownBy(() -> chronological(10, 0.7, 0.1, 0)).isInstanceOf(UnfitException.class);
        assertThatThrownBy(() -> chronological(0, 0.7, 0, 0)).isInstanceOf(UnfitException.class);
        assertThatThrownBy(() -> options(Kind.BLOCKED, 0.1, 30, 30, 5, 1).folds(300))
                .isInstanceOf(UnfitException.class)
                .hasMessageContainingAll("300 bins", "blocks of 30 bins", "gaps of 30 bins", "--block");
        assertThatThrownBy(() -> options(Kind.KFOLD, 0, 30, 1, 5, 1).folds(40))
                .isInstanceOf(UnfitException.class)
                .hasMessageContainingAll("40 bins", "5 folds", "gaps of 30 bins", "--folds");
        assertThatThrownBy(() -> options(Kind.RANDOM, 0, 30, 1, 5, 1).folds(100))
                .isInstanceOf(UnfitException.class)
                .hasMessageContainingAll("100 bins", "gaps of 30 bins", "--gap 0");
    }

    @Test
    void aGapLongerThanAnyRecordingIsRefusedAsAnyOther() {
        for (Kind kind : List.of(Kind.CHRONOLOGICAL, Kind.BLOCKED, Kind.KFOLD, Kind.RANDOM)) {
            SplitOptions options =
                    SplitOptions.chronological(0.7, 0.1).withKind(kind).withGap(Gap.of(Integer.MAX_VALUE));
            assertThatThrownBy(() -> options.folds(100))
                    .isInstanceOf(UnfitException.class)
                    .hasMessageContaining("gaps of 2147483647 bins");
        }
    }
}
