package stride.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrappedTest {
    @Test
    void linesBreakBetweenWordsAndFit() {
        assertThat(Wrapped.lines("one two three four", 9)).containsExactly("one two", "  three", "  four");
    }

    @Test
    void whatFitsStaysAsItIs() {
        assertThat(Wrapped.lines("  lag  1: 0.9  2: 0.8", 21)).containsExactly("  lag  1: 0.9  2: 0.8");
        assertThat(Wrapped.lines("", 10)).containsExactly("");
    }

    @Test
    void aWordThatIsTooLongIsNotBroken() {
        assertThat(Wrapped.lines("a recording-with-a-long-name.npz b", 10))
                .containsExactly("a", "  recording-with-a-long-name.npz", "  b");
    }

    @Test
    void whatIsIndentedStaysSo() {
        assertThat(Wrapped.lines("   one two three", 10)).containsExactly("   one two", "     three");
    }
}
