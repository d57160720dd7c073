package stride.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stride.model.OptionsException;

class ValuesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7                | 7",
                "1e-3,3e-4        | 1e-3 3e-4",
                "relu, tanh       | relu tanh",
                "10..400:50       | 10 60 110 160 210 260 310 360",
                "1..4             | 1 2 3 4",
                "5..5             | 5",
                "0..0.5:0.1       | 0 0.1 0.2 0.3 0.4 0.5",
                ".1..0.3:.1       | 0.1 0.2 0.3",
                "1.5e-4..3.5e-4:1e-4 | 0.00015 0.00025 0.00035",
                "1,3..5,9         | 1 3 4 5 9",
                "2,2,1            | 2 1",
                "-2..1            | -2 -1 0 1",
            })
    void listsAndRangesAreTakenApart(String text, String expected) {
        assertThat(Values.of("--x", text, ",")).containsExactly(expected.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"400;400,10 | 400 400,10", "10..60:50;400,10,10 | 10 60 400,10,10"})
    void listsOfWidthsStandBetweenSemicolons(String text, String expected) {
        assertThat(Values.of("--hidden", text, ";")).containsExactly(expected.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5..1", "1..5:0", "1..5:-1", "a..b", "1..", "..5", "1..5:x", "0..1e9:1", "0..1:1e-30"})
    void aRangeWithoutSenseIsRefused(String text) {
        assertThatThrownBy(() -> Values.of("--x", text, ","))
                .isInstanceOf(OptionsException.class)
                .hasMessageStartingWith("--x: ");
    }
}
