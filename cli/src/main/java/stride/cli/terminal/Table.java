package stride.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Aligned columns of text. Where they do not fit, the columns that matter least are left out. */
public final class Table {
    /**
     * One column.
     *
     * @param title     may hold a line break: two lines of heading
     * @param right     whether its values are numbers, aligned at the right
     * @param dispensability 0 for a column that always stays; the highest goes first
     */
    public record Column(String title, boolean right, int dispensability) {}

    private static final String GUTTER = " ";
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    /** A table without rows. */
    public Table(List<Column> columns) {
        this.columns = List.copyOf(columns);
    }

    /** Adds a row: one text for each column. */
    public void add(List<String> row) {
        if (row.size() != columns.size()) {
            throw new IllegalArgumentException(row.size() + " texts in a table of " + columns.size() + " columns");
        }
        rows.add(List.copyOf(row));
    }

    /** The columns, in order. */
    public List<Column> columns() {
        return columns;
    }

    /** The rows, a text for each column. */
    public List<List<String>> rows() {
        return List.copyOf(rows);
    }

    /** The whole table as it is shown: its heading stands out where there are colours. */
    public void print(Terminal terminal) {
        List<String> lines = render(terminal.columns()).lines().toList();
        int heading = headings();
        for (int i = 0; i < lines.size(); i++) {
            terminal.out().println(i < heading && terminal.colour() ? BOLD + lines.get(i) + PLAIN : lines.get(i));
        }
    }

    /** The whole table, no line of it longer than {@code width} if leaving columns out can help. */
    public String render(int width) {
        int[] widths = IntStream.range(0, columns.size()).map(this::width).toArray();
        List<Integer> kept =
                new ArrayList<>(IntStream.range(0, columns.size()).boxed().toList());
        while (total(kept, widths) > width) {
            int least = kept.stream()
                    .mapToInt(c -> columns.get(c).dispensability())
                    .max()
                    .orElse(0);
            if (least == 0) {
                break;
            }
            kept.removeIf(c -> columns.get(c).dispensability() == least);
        }
        List<String> lines = new ArrayList<>();
        int headings = headings();
        for (int line = 0; line < headings; line++) {
            int number = line;
            lines.add(line(kept, widths, c -> heading(c, number, headings)));
        }
        lines.add("-".repeat(total(kept, widths)));
        rows.forEach(row -> lines.add(line(kept, widths, row::get)));
        return String.join("\n", lines);
    }

    private int headings() {
        return columns.stream().anyMatch(c -> c.title().contains("\n")) ? 2 : 1;
    }

    private String heading(int column, int line, int lines) {
        String[] parts = columns.get(column).title().split("\n", -1);
        int empty = lines - parts.length; // a short title stands on the last line
        return line < empty ? "" : parts[line - empty];
    }

    private String line(List<Integer> kept, int[] widths, IntFunction<String> text) {
        return kept.stream()
                .map(c -> {
                    String padding =
                            " ".repeat(Math.max(0, widths[c] - text.apply(c).length()));
                    return columns.get(c).right() ? padding + text.apply(c) : text.apply(c) + padding;
                })
                .collect(Collectors.joining(GUTTER))
                .stripTrailing();
    }

    private static int total(List<Integer> kept, int[] widths) {
        return kept.stream().mapToInt(c -> widths[c]).sum() + GUTTER.length() * (kept.size() - 1);
    }

    private int width(int column) {
        int title = columns.get(column)
                .title()
                .lines()
                .mapToInt(String::length)
                .max()
                .orElse(0);
        return rows.stream().mapToInt(row -> row.get(column).length()).reduce(title, Math::max);
    }
}
