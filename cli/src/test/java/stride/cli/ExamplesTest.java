package stride.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The example of every verb's help, as somebody pastes it into a shell. */
class ExamplesTest {
    private static final String LABEL = "Example:";

    @TempDir
    private Path folder;

    static Stream<String> examples() {
        return commands(Main.commandLine()).stream().map(ExamplesTest::example);
    }

    private static List<CommandLine> commands(CommandLine command) {
        List<CommandLine> all = new ArrayList<>();
        for (CommandLine verb : command.getSubcommands().values()) {
            all.add(verb);
            all.addAll(commands(verb));
        }
        return all;
    }

    private static String example(CommandLine command) {
        return Arrays.stream(command.getCommandSpec().usageMessage().footer())
                .filter(line -> line.startsWith(LABEL))
                .map(line -> line.substring(LABEL.length()).strip())
                .findFirst()
                .orElseThrow(() ->
                        new AssertionError(command.getCommandSpec().qualifiedName() + " has no example in its help"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleWorksWhenItIsPasted(String example) throws IOException, InterruptedException {
        assumeTrue(!example.startsWith("stride fetch"), "needs the network; FetchTest has a server of its own");
        assertThat(example).startsWith("stride ");
        Checkout checkout = Checkout.fastWhereItMatters(folder);
        Checkout.Call call = checkout.run("set -e; PATH=.:$PATH; " + example);
        assertThat(call.exitCode()).as(call.err()).isZero();
        assertThat(call.out()).isNotBlank();
    }
}
