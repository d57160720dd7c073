package stride.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import stride.model.pca.PcaAccuracy;
import stride.model.pca.PcaSolver;

class ConvergenceTest {
    private static String warning(double... residuals) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        Convergence.warn(new PcaAccuracy(PcaSolver.RANDOMIZED, residuals), new Terminal(System.out, err, false, false));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void componentsAboveTheThresholdAreWarnedOfInOneLine() {
        assertThat(warning(1e-7, 0.05, 0.2, 0.04, 0.31).lines())
                .singleElement()
                .asString()
                .startsWith("warning: 2 of 5 principal components have not converged")
                .contains("component 2 (from 0)", "0.31", "--pca-solver exact");
    }

    @Test
    void nothingIsSaidWhereAllHaveConverged() {
        assertThat(warning(1e-7, 0.1)).isEmpty();
    }
}
