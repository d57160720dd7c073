package stride.model.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stride.engine.Matrix;
import stride.model.OptionsException;
import stride.model.UnfitException;
import stride.model.split.SplitOptions.Kind;

class HistoryTest {
    @Test
    void aWindowIsTheOldestBinFirst() {
        Matrix x = new Matrix(4, 2, new float[] {0, 1, 10, 11, 20, 21, 30, 31});
        assertThat(new History(1, 0).windows(x, new int[] {3, 1}))
                .isEqualTo(new Matrix(2, 4, new float[] {20, 21, 30, 31, 0, 1, 10, 11}));
        assertThat(new History(0, 2).windows(x, new int[] {1}))
                .isEqualTo(new Matrix(1, 6, new float[] {10, 11, 20, 21, 30, 31}));
        assertThat(History.NONE.windows(x, new int[] {2})).isEqualTo(new Matrix(1, 2, new float[] {20, 21}));
    }

    @Test
    void aFutureBinMakesItAcausal() {
        assertThat(History.parse("8")).isEqualTo(new History(8, 0));
        assertThat(History.parse("4,2")).isEqualTo(new History(4, 2));
        assertThat(new History(8, 0).acausal()).isFalse();
        assertThat(new History(4, 2).acausal()).isTrue();
        assertThat(new History(8, 0).label()).isEqualTo("8");
        assertThat(new History(4, 2).label()).isEqualTo("4,2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "-1", "1,-1", "1,2,3", "10001", "99999999999"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> History.parse(text))
                .isInstanceOf(OptionsException.class)
                .hasMessageStartingWith("--history");
    }

    @Test
    void moreValuesThanAnArrayHoldsAreRefusedBeforeTheyAreMade() {
        Matrix x = Matrix.zeros(30_000, 100);
        int[] bins = IntStream.range(9_999, 30_000).toArray();
        assertThatThrownBy(() -> new History(9_999, 0).windows(x, bins))
                .isInstanceOf(UnfitException.class)
                .hasMessageContainingAll("20001 windows of 10000 bins", "20001000000 values", "--history", "--pca");
    }

    @Property(tries = 500)
    void noWindowCrossesABoundary(
            @ForAll Kind kind,
            @ForAll @IntRange(max = 3) int before,
            @ForAll @IntRange(max = 2) int after,
            @ForAll @IntRange(max = 4) int gap,
            @ForAll long seed) {
        SplitOptions options = new SplitOptions(kind, 0.7, 0.2, Optional.of(Gap.of(gap)), OptionalInt.of(20), 3, seed);
        History history = new History(before, after);
        int[] numbers = IntStream.range(0, 210).filter(t -> t % 50 != 7).toArray(); // a few bins were left out
        int bins = numbers.length;
        SplitOptions possible = kind == Kind.RANDOM ? options.withGap(Gap.of(0)) : options;
        for (Split split : possible.folds(bins)) {
            Split numbered = split.numbered(numbers);
            for (Part part : Part.values()) {
                int[] whole = IntStream.range(0, bins)
                        .filter(t -> isWhole(numbered, numbers, part, t - before, t + after))
                        .toArray();
                assertThat(numbered.bins(part, history)).isEqualTo(whole);
            }
        }
    }

    /** By the definition: every bin of the window is there, in this part, and one after the other in the recording. */
    private static boolean isWhole(Split split, int[] numbers, Part part, int from, int to) {
        return from >= 0
                && to < split.bins()
                && IntStream.rangeClosed(from, to).allMatch(t -> split.part(t) == part)
                && numbers[to] - numbers[from] == to - from;
    }

    @Test
    void aPartWithoutAWholeWindowIsRefused() {
        Split split = SplitOptions.chronological(0.7, 0.1)
                .withGap(Gap.of(0))
                .folds(100)
                .getFirst();
        split.require(new History(6, 0)); // the validation part has 7 bins
        assertThatThrownBy(() -> split.require(new History(6, 1)))
                .isInstanceOf(UnfitException.class)
                .hasMessageContainingAll("7 valid bins", "6 bins before", "1 after", "--history");
    }
}
