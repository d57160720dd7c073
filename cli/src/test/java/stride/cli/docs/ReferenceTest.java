package stride.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import stride.cli.Main;

/** The reference is what the command line says; {@code -Dstride.docs=write} writes it anew. */
class ReferenceTest {
    private static final Path FILE = Path.of("..", "docs", "reference.md");

    @Test
    void theReferenceIsWhatTheCommandLineSays() throws IOException {
        Locale.setDefault(Locale.ROOT);
        String made = Reference.of(Main.commandLine());
        if ("write".equals(System.getProperty("stride.docs"))) {
            Files.writeString(FILE, made);
        }
        assertThat(Files.readString(FILE))
                .as("docs/reference.md is stale; write it with mvn verify -Dstride.docs=write")
                .isEqualTo(made);
    }
}
