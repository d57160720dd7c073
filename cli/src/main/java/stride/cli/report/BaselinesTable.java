package stride.cli.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import stride.cli.evidence.Baselines;
import stride.cli.run.StoredOptions;
import stride.cli.run.StoredRun;
import stride.cli.terminal.Table;
import stride.model.decoder.Baseline;
import stride.model.decoder.DecoderOptions;

/** The baselines of a decoder on its test bins. */
final class BaselinesTable {
    private BaselinesTable() {}

    /** A line for each; nothing where the run has none. */
    static Optional<Table> of(StoredRun run) {
        List<JsonObject> baselines = run.objects("baselines");
        if (baselines.isEmpty()) {
            return Optional.empty();
        }
        Table table = new Table(List.of(
                new Table.Column("baseline", false, 0),
                new Table.Column("decoder", false, 0),
                new Table.Column("test RMSE", true, 0),
                new Table.Column("test R2", true, 0),
                new Table.Column("95 %", false, 0)));
        DecoderOptions options = StoredOptions.read(run.json().getAsJsonObject("options"));
        for (JsonObject baseline : baselines) {
            table.add(List.of(
                    text(baseline, "label").orElse(text(baseline, "model").orElse("baseline"))
                            + stamp(options, text(baseline, "model").orElse("")),
                    text(baseline, "decoder").orElse("true").equals("false") ? "no decoder" : "yes",
                    "%.4g".formatted(StoredRun.number(baseline, "metrics", "test", "rmse")),
                    "%.3f".formatted(StoredRun.number(baseline, "metrics", "test", "r2")),
                    interval(baseline)));
        }
        return Optional.of(table);
    }

    private static String stamp(DecoderOptions options, String model) {
        return Arrays.stream(Baseline.values())
                .filter(baseline -> baseline.label().equals(model))
                .map(baseline -> Baselines.stamp(options, baseline))
                .findFirst()
                .orElse("");
    }

    private static String interval(JsonObject baseline) {
        double low = StoredRun.number(baseline, "intervals", "test", "r2", "low");
        double high = StoredRun.number(baseline, "intervals", "test", "r2", "high");
        return Double.isFinite(low) && Double.isFinite(high) ? "%.3f to %.3f".formatted(low, high) : "";
    }

    private static Optional<String> text(JsonObject json, String name) {
        return StoredRun.find(json, name).filter(JsonElement::isJsonPrimitive).map(JsonElement::getAsString);
    }
}
