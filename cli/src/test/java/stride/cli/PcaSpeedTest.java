package stride.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code stride bench pca} as a user runs it. */
class PcaSpeedTest {
    private static final String RECORDING = "synthetic:neurons=80,bins=600,seed=3";

    @TempDir
    private Path folder;

    private static JsonObject measured(String... line) {
        Invocation invocation = Invocation.of(line);
        assertThat(invocation.exitCode()).isZero();
        return JsonParser.parseString(invocation.out()).getAsJsonObject();
    }

    @Test
    void whatIsMeasuredIsTheFitOfStridePca() {
        JsonObject speed = measured("bench", "pca", RECORDING, "--components", "7", "--runs", "2", "--json");
        String out = folder.resolve("run").toString();
        JsonObject run = measured("pca", RECORDING, "--components", "7", "--out", out, "--json", "--quiet");
        assertThat(speed.get("explained").getAsDouble())
                .isEqualTo(run.getAsJsonObject("pca").get("explained").getAsDouble(), within(1e-9));
        assertThat(speed.get("solver").getAsString()).isEqualTo("exact");
        assertThat(speed.get("seconds").getAsDouble()).isPositive();
        assertThat(speed.get("first_seconds").getAsDouble()).isPositive();
    }

    @Test
    void theSolverThatWasAskedForIsMeasuredAndShownAsText() {
        Invocation invocation = Invocation.of(
                "bench", "pca", RECORDING, "--components", "7", "--runs", "1", "--pca-solver", "randomized");
        assertThat(invocation.exitCode()).isZero();
        assertThat(invocation.out())
                .startsWith("80 neurons x 600 bins, 7 components by randomized,")
                .contains("median of 1 fits");
    }

    @Test
    void aNumberOfRunsThatMakesNoMedianIsRefused() {
        Invocation invocation = Invocation.of("bench", "pca", RECORDING, "--runs", "0");
        assertThat(invocation.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(invocation.errLines()).singleElement().asString().contains("--runs 0", "from 1 to 100");
    }
}
