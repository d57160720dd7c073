package stride.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Text in lines that fit, broken between words. */
final class Wrapped {
    private static final String INDENT = "  ";

    private Wrapped() {}

    /** The lines of a paragraph; those after the first are indented further. A word that is too long by itself is not broken. */
    static List<String> lines(String text, int width) {
        String indent = text.substring(0, text.length() - text.stripLeading().length()) + INDENT;
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        boolean empty = true;
        for (String word : text.split("(?<=\\S) ", -1)) {
            if (!empty && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
                empty = true;
            }
            line.append(empty ? "" : " ").append(empty && !lines.isEmpty() ? word.stripLeading() : word);
            empty = false;
        }
        lines.add(line.toString());
        return lines;
    }
}
