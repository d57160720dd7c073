package stride.cli.report;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import stride.cli.run.StoredRun;
import stride.cli.terminal.Table;

/** The combinations of a sweep that were trained with several seeds. */
final class SeedsTable {
    private SeedsTable() {}

    /**
     * A line for each; nothing where there is none.
     *
     * @param varied the options that differ between trials, by the names that {@code run.json} gives them
     */
    static Optional<Table> of(StoredRun run, List<String> varied) {
        List<JsonObject> all = run.objects("seeds");
        if (all.isEmpty()) {
            return Optional.empty();
        }
        List<String> named =
                varied.stream().filter(name -> !name.equals("seed")).toList();
        List<Table.Column> columns = new ArrayList<>();
        named.forEach(name -> columns.add(new Table.Column("--" + name.replace('_', '-'), true, 0)));
        for (String title : List.of("seeds", "test R2 mean", "sd", "min", "max")) {
            columns.add(new Table.Column(title, true, 0));
        }
        Table table = new Table(columns);
        for (JsonObject own : all) {
            List<String> row = new ArrayList<>();
            named.forEach(name -> row.add(StoredRun.find(own, name)
                    .map(value -> value.toString().replaceAll("[\\[\\]\"]", ""))
                    .orElse("")));
            row.add("%.0f".formatted(StoredRun.number(own, "n")));
            for (String figure : List.of("mean", "sd", "min", "max")) {
                row.add("%.3f".formatted(StoredRun.number(own, "test_r2", figure)));
            }
            table.add(row);
        }
        return Optional.of(table);
    }
}
