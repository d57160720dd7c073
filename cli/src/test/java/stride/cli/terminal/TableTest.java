package stride.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {
    private static Table table() {
        Table table = new Table(List.of(
                new Table.Column("name", false, 0),
                new Table.Column("long\nheading", true, 2),
                new Table.Column("R2", true, 0)));
        table.add(List.of("first", "1234567890", "0.5"));
        table.add(List.of("2", "7", "-0.25"));
        return table;
    }

    @Test
    void columnsAreAligned() {
        assertThat(table().render(100).lines())
                .containsExactly(
                        "            long",
                        "name     heading    R2",
                        "----------------------",
                        "first 1234567890   0.5",
                        "2              7 -0.25");
    }

    @Test
    void whereItIsNarrowTheLeastNeededColumnGoes() {
        assertThat(table().render(20).lines())
                .allMatch(line -> line.length() <= 20)
                .contains("name     R2");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theHeadingStandsOutOnATerminalAlone(boolean coloured) {
        System.setProperty("stride.colour", String.valueOf(coloured));
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
            Terminal terminal = new Terminal(out, out, false, false);
            table().print(terminal);
            String text = bytes.toString(StandardCharsets.UTF_8);
            assertThat(text.contains("\u001b")).isEqualTo(terminal.colour());
            assertThat(text.replaceAll("\u001b\\[\\dm", "")).isEqualToNormalizingNewlines(table().render(100) + "\n");
        } finally {
            System.clearProperty("stride.colour");
        }
    }
}
