package stride.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results on a terminal of 80 columns: no line is longer, but for one that names a place. */
class WidthTest {
    private static final String RECORDING = "synthetic:neurons=60,bins=500,seed=3";

    @TempDir
    private Path folder;

    @Test
    void resultsFitATerminalOf80Columns() {
        assertFits("inspect", RECORDING);
        assertFits("train", RECORDING, "--hidden", "8", "--pca", "5", "--epochs", "2", "--quiet", "--out", out("t"));
        assertFits("evaluate", out("t"), RECORDING, "--quiet");
        assertFits("pca", RECORDING, "--components", "5", "--quiet", "--out", out("p"));
    }

    private String out(String name) {
        return folder.resolve(name).toString();
    }

    private static void assertFits(String... line) {
        System.setProperty("stride.columns", "80");
        try {
            Invocation invocation = Invocation.of(line);
            assertThat(invocation.exitCode()).as(invocation.err()).isZero();
            Stream<String> lines = invocation.out().lines().filter(l -> !l.startsWith("results: "));
            assertThat(lines).isNotEmpty().allMatch(l -> l.length() <= 80);
        } finally {
            System.clearProperty("stride.columns");
        }
    }
}
