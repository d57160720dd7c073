package stride.cli.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import stride.cli.run.StoredRun;
import stride.cli.terminal.Table;

/** The folds of a decoder, each with a fit of its own. */
final class FoldsTable {
    private FoldsTable() {}

    /** A line for each; nothing where the split has no folds. */
    static Optional<Table> of(StoredRun run) {
        List<JsonObject> folds = run.objects("folds");
        if (folds.isEmpty()) {
            return Optional.empty();
        }
        Table table = new Table(List.of(
                new Table.Column("fold", false, 0),
                new Table.Column("test bins", true, 0),
                new Table.Column("test RMSE", true, 0),
                new Table.Column("test R2", true, 0),
                new Table.Column("epoch kept", true, 0)));
        for (JsonObject fold : folds) {
            table.add(List.of(
                    fold.get("fold").getAsString() + run.stamp(),
                    "%.0f".formatted(StoredRun.number(fold, "metrics", "test", "n")),
                    "%.4g".formatted(StoredRun.number(fold, "metrics", "test", "rmse")),
                    "%.3f".formatted(StoredRun.number(fold, "metrics", "test", "r2")),
                    StoredRun.find(fold, "chosen_epoch")
                            .map(JsonElement::getAsString)
                            .orElse("")));
        }
        return Optional.of(table);
    }
}
