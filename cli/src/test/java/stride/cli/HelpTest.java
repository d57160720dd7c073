package stride.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people see before they have typed anything right. */
class HelpTest {
    @ParameterizedTest
    @ValueSource(ints = {80, 100, 200})
    void helpFitsTheTerminal(int columns) {
        System.setProperty("stride.columns", String.valueOf(columns));
        try {
            for (String verb : Main.commandLine().getSubcommands().keySet()) {
                assertThat(Invocation.of(verb, "--help").out().lines())
                        .allMatch(line -> line.length() <= Math.min(columns, 100), verb);
            }
        } finally {
            System.clearProperty("stride.columns");
        }
    }

    @Test
    void optionsStandUnderHeadings() {
        String help = Invocation.of("train", "--help").out();
        assertThat(help).contains("Usage: stride train [OPTIONS] RECORDING");
        assertThat(help.indexOf("Which arrays")).isLessThan(help.indexOf("--activity"));
        assertThat(help.indexOf("--activity")).isLessThan(help.indexOf("The decoder"));
        assertThat(help.indexOf("The decoder")).isLessThan(help.indexOf("--epochs"));
        assertThat(help.indexOf("--epochs")).isLessThan(help.indexOf("The run:"));
        assertThat(help.indexOf("The run:")).isLessThan(help.indexOf("--json"));
    }

    @Test
    void nothingIsColouredWhereNoTerminalIs() {
        assertThat(Invocation.of("--help").out()).doesNotContain("\u001b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "trian x               | did you mean train?",
                "studdy                | did you mean study?",
                "bench stpe            | did you mean",
                "train x --hiden 3     | did you mean --hidden",
                "study --epocs 3       | did you mean --epochs?",
                "inspect x --jsn       | did you mean --json",
                "train x --activation rleu    | did you mean relu?",
                "train x --split kfld         | did you mean kfold?",
                "train x --split chronologcial | did you mean chronological?",
                "study --protocol soud        | did you mean sound?",
                "sweep x --loss brodcast,mse  | did you mean broadcast?",
                "train x --pca-fit al         | did you mean all?",
            })
    void aTypoGetsASuggestion(String line, String expected) {
        Invocation invocation = Invocation.of(line.strip().split(" +"));
        assertThat(invocation.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(invocation.errLines()).singleElement().asString().contains(expected);
    }

    @Test
    void aWordThatIsNothingLikeAnyGetsNone() {
        Invocation invocation = Invocation.of("train", "x", "--activation", "step");
        assertThat(invocation.err()).contains("is not one of relu").doesNotContain("did you mean");
    }

    @Test
    void theCompletionScriptCompletes(@TempDir Path folder) throws IOException, InterruptedException {
        Optional<Path> bash = Checkout.shell("bash");
        assumeTrue(bash.isPresent(), "needs bash");
        Path script = folder.resolve("completion");
        Files.writeString(script, Invocation.of("completion").out());
        assertThat(completions(bash.get(), script, "stride", "tr")).contains("train");
        assertThat(completions(bash.get(), script, "stride", "train", "--activ"))
                .contains("--activation", "--activity");
        assertThat(completions(bash.get(), script, "stride", "train", "--activation", "s"))
                .contains("sigmoid")
                .doesNotContain("SIGMOID");
    }

    @Test
    void completionKnowsTwoShells() {
        assertThat(Invocation.of("completion", "zsh").out())
                .isEqualTo(Invocation.of("completion", "bash").out());
        assertThat(Invocation.of("completion", "cmd").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    /** What the shell offers for the last word. */
    private static String completions(Path bash, Path script, String... words)
            throws IOException, InterruptedException {
        String line =
                "compopt() { :; }; source %s; COMP_WORDS=(%s); COMP_CWORD=%d; _complete_stride; echo \"${COMPREPLY[@]}\""
                        .formatted(script, String.join(" ", words), words.length - 1);
        Process process = new ProcessBuilder(bash.toString(), "-c", line)
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }
}
