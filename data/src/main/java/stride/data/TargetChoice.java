package stride.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which array, and which of its columns, a decoder is to predict.
 *
 * @param file    another file than the activity's, if any
 * @param name    the array; empty for the only one of the file
 * @param columns counted from 0; empty for all
 */
public record TargetChoice(Optional<Path> file, Optional<String> name, List<Integer> columns) {
    private static final Pattern WITH_COLUMNS = Pattern.compile("(.*):([0-9]+(?:-[0-9]+)?(?:,[0-9]+(?:-[0-9]+)?)*)");

    /** A network with more outputs than this is a mistyped range. */
    static final int MOST_COLUMNS = 10_000;

    /** Copies the columns. */
    public TargetChoice {
        columns = List.copyOf(columns);
    }

    /**
     * Parses {@code [FILE#]NAME[:COLUMNS]}, where COLUMNS is {@code 2}, {@code 2-3} or {@code 0,2}. A relative FILE is
     * looked up from the current directory.
     *
     * @throws IllegalArgumentException if a range of columns runs backwards or there are too many
     */
    public static TargetChoice parse(String text) {
        int hash = text.lastIndexOf('#');
        Optional<Path> file = hash > 0 ? Optional.of(Path.of(text.substring(0, hash))) : Optional.empty();
        String rest = text.substring(hash + 1);
        Matcher matcher = WITH_COLUMNS.matcher(rest);
        boolean chosen = matcher.matches();
        String name = chosen ? matcher.group(1) : rest;
        List<Integer> columns = chosen ? columns(matcher.group(2), text) : List.of();
        return new TargetChoice(file, Optional.of(name).filter(n -> !n.isEmpty()), columns);
    }

    private static List<Integer> columns(String text, String whole) {
        List<Integer> columns = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String[] ends = part.split("-", -1);
            int first = column(ends[0], whole);
            int last = column(ends[ends.length - 1], whole);
            if (last < first || columns.size() + last - first >= MOST_COLUMNS) {
                throw new IllegalArgumentException("target '%s': '%s' is no ascending range of at most %d columns"
                        .formatted(whole, part, MOST_COLUMNS));
            }
            for (int c = first; c <= last; c++) {
                columns.add(c);
            }
        }
        return columns;
    }

    private static int column(String digits, String whole) {
        if (digits.length() > 9) {
            throw new IllegalArgumentException("target '%s': column %s is too large".formatted(whole, digits));
        }
        return Integer.parseInt(digits);
    }
}
