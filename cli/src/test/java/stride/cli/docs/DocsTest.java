package stride.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stride.cli.Checkout;

/** The commands of each page, one after the other, as somebody types them; and the links between pages. */
class DocsTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern BLOCK =
            Pattern.compile("^```(sh|python)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)(#[^)]*)?\\)");

    /** What would take minutes or the network, with what stands for it here. */
    private static final Map<String, String> STAND_INS = Map.of(
            "./stride study",
            "./stride study synthetic:neurons=100,bins=900 --epochs 1",
            "./stride fetch",
            "./stride fetch --help",
            "mvn verify",
            "true");

    @TempDir
    private Path folder;

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            List<Path> pages = new ArrayList<>(docs.filter(p -> p.toString().endsWith(".md"))
                    .filter(p -> !p.endsWith("reference.md")) // ExamplesTest runs those
                    .sorted()
                    .toList());
            pages.add(ROOT.resolve("README.md"));
            return pages.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandWorks(Path page) throws IOException, InterruptedException {
        List<String> lines = commands(Files.readString(page));
        assumeTrue(!lines.isEmpty(), "no commands");
        Checkout checkout = Checkout.fastWhereItMatters(folder);
        Checkout.Call call = checkout.run("set -e\n" + String.join("\n", lines));
        assertThat(call.exitCode()).as(page + ": " + call.err()).isZero();
    }

    private static List<String> commands(String text) {
        List<String> commands = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            if (block.group(1).equals("python")) {
                commands.add(python(block.group(2)));
                continue;
            }
            for (String line : block.group(2).replace("\\\n", "").lines().toList()) {
                String command = line.replaceFirst("\\s+#.*", "").strip();
                commands.add(STAND_INS.getOrDefault(command, command));
            }
        }
        return commands;
    }

    /** Where Python has numpy. */
    private static String python(String script) {
        return "if python3 -c 'import numpy' 2>/dev/null; then python3 - <<'PYTHON'\n" + script + "PYTHON\nfi";
    }

    @Test
    void thePagesHaveCommands() throws IOException {
        long with = pages().filter(page -> !read(page).isEmpty()).count();
        assertThat(with).isGreaterThan(8);
    }

    private static List<String> read(Path page) {
        try {
            return commands(Files.readString(page));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(Path page) throws IOException {
        Matcher link = LINK.matcher(Files.readString(page));
        List<String> broken = link.results()
                .map(l -> l.group(1))
                .filter(target -> !target.startsWith("http"))
                .filter(target -> !Files.exists(page.resolveSibling(target)))
                .collect(Collectors.toList());
        assertThat(broken).isEmpty();
    }
}
