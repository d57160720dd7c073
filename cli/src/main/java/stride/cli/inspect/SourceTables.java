package stride.cli.inspect;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import stride.cli.terminal.Table;
import stride.cli.terminal.Table.Column;
import stride.cli.terminal.Terminal;
import stride.data.OneLine;

/** Shows what {@link SourceContents} found: the arrays, and the series in time where a file has some. */
public final class SourceTables {
    /** A name that is longer is no name that anybody gave. */
    private static final int LONGEST = 1000;

    private SourceTables() {}

    /** Prints the tables, each followed by an empty line. */
    public static void print(Terminal terminal, JsonArray contents) {
        List<JsonObject> arrays =
                contents.asList().stream().map(JsonElement::getAsJsonObject).toList();
        print(terminal, arrays(arrays));
        List<JsonObject> series =
                arrays.stream().filter(array -> array.has("series")).toList();
        if (!series.isEmpty()) {
            print(terminal, series(series));
        }
        List<JsonObject> problems =
                arrays.stream().filter(array -> array.has("problem")).toList();
        problems.stream()
                .forEach(array ->
                        terminal.paragraph("unreadable: " + array.get("problem").getAsString()));
        if (!problems.isEmpty()) {
            terminal.out().println();
        }
    }

    private static void print(Terminal terminal, Table table) {
        table.print(terminal);
        terminal.out().println();
    }

    private static Table arrays(List<JsonObject> arrays) {
        Table table = new Table(List.of(
                new Column("array", false, 0),
                new Column("shape", false, 0),
                new Column("type", false, 0),
                new Column("order", false, 4),
                new Column("range", false, 1),
                new Column("NaN", true, 2),
                new Column("can be", false, 0),
                new Column("r at lag\n1, 8", false, 3),
                new Column("gap\nbins", true, 2)));
        for (JsonObject array : arrays) {
            table.add(List.of(
                    text(array, "name"),
                    array.getAsJsonArray("shape").asList().stream()
                            .map(Object::toString)
                            .collect(Collectors.joining(" x ")),
                    text(array, "type"),
                    text(array, "order"),
                    array.has("min") ? "%s to %s".formatted(number(array, "min"), number(array, "max")) : "",
                    text(array, "nan"),
                    array.has("uses")
                            ? array.getAsJsonArray("uses").asList().stream()
                                    .map(JsonElement::getAsString)
                                    .collect(Collectors.joining(", "))
                            : "",
                    array.has("autocorrelation")
                            ? "%s, %s"
                                    .formatted(
                                            number(array.getAsJsonObject("autocorrelation"), "1"),
                                            number(array.getAsJsonObject("autocorrelation"), "8"))
                            : "",
                    text(array, "suggested_gap")));
        }
        return table;
    }

    private static Table series(List<JsonObject> arrays) {
        Table table = new Table(List.of(
                new Column("series", false, 0),
                new Column("type", false, 0),
                new Column("unit", false, 0),
                new Column("rate or times", false, 0)));
        for (JsonObject array : arrays) {
            JsonObject series = array.getAsJsonObject("series");
            table.add(List.of(
                    text(array, "name"),
                    text(series, "type"),
                    text(series, "unit"),
                    series.has("rate_hz") ? number(series, "rate_hz") + " Hz" : text(series, "timestamps")));
        }
        return table;
    }

    private static String text(JsonObject object, String key) {
        return object.has(key) ? OneLine.of(object.get(key).getAsString(), LONGEST) : "";
    }

    private static String number(JsonObject object, String key) {
        JsonElement value = object.get(key);
        return value == null || value.isJsonNull() ? "-" : "%.4g".formatted(value.getAsDouble());
    }
}
