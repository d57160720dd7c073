package stride.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeBinsTest {
    /** A quotient such as 0.3 / 0.1 is less than 3: rounded down, bin 2 had two samples and bin 3 none. */
    @ParameterizedTest
    @CsvSource({"10, 0.1, 1, 0", "20, 0.1, 2, 0", "10, 0.1, 1, 0.7", "30, 0.1, 3, 1234.5", "7, 0.142857142857, 1, 0"})
    void samplesAtTheBeginningOfABinLieInIt(double rate, double width, int each, double start) {
        double[] times =
                IntStream.range(0, 1000).mapToDouble(i -> start + i / rate).toArray();
        TimeBins bins = TimeBins.within(width, List.of(times));
        assertThat(bins.count()).isEqualTo(999 / each);
        assertThat(bins.counts(bins.of(times))).hasSize(999 / each).containsOnly(each);
    }

    @Test
    void aBinEndsBeforeTheNextBegins() {
        double[] times = {-0.01, 0, 0.02, 0.0499, 0.05, 0.0999, 0.1, 0.12, 0.16};
        assertThat(new TimeBins(0, 0.05, 3).of(times)).containsExactly(-1, 0, 0, 0, 1, 1, 2, 2, -1);
    }
}
