package stride.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void onlyWhatCameToItsEndIsDone() throws InterruptedException {
        assertThat(last(100)).matches("fetching: done in 0:0\\d");
        assertThat(last(40)).matches("fetching: ended at 40 % after 0:0\\d");
    }

    @Test
    void nothingIsShownOfWhatTakesLessThanASecond() {
        try (ProgressLine line = new Terminal(System.out, err, false, false).progress("fetching", "MB")) {
            line.at(1, 100);
        }
        assertThat(bytes.size()).isZero();
    }

    /** The last line that is shown of a task which comes so far of 100. */
    private String last(long done) throws InterruptedException {
        try (ProgressLine line = new Terminal(System.out, err, false, false).progress("fetching", "MB")) {
            Thread.sleep(1010); // before that nothing is shown
            line.at(1, 100);
            line.at(done, 100);
        }
        return bytes.toString(StandardCharsets.UTF_8)
                .lines()
                .reduce((first, second) -> second)
                .orElseThrow();
    }
}
