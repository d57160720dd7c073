package stride.cli.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import stride.cli.report.figure.AnimalsFigure;
import stride.cli.run.StoredRun;
import stride.cli.terminal.Table;

/** The summary of several recordings as a page. */
final class AcrossPage {
    private AcrossPage() {}

    static String html(StoredRun run) {
        List<JsonObject> recordings = run.objects("recordings");
        Report report = new Report("Stride: %s of %d recordings".formatted(run.text("verb"), recordings.size()));
        report.warning(run.text("statement"));
        run.texts("failed")
                .forEach(decoder -> report.warning(decoder + " failed on a recording; its own report says of what"));
        AnimalsFigure.of(run.objects("decoders")).ifPresent(report::figure);
        report.heading("Every decoder").table(table(run.objects("decoders"), recordings.size()));
        report.heading("Recordings");
        for (int i = 0; i < recordings.size(); i++) {
            report.paragraph("no. %d: %s; its own report is %s/report.html"
                    .formatted(
                            i + 1,
                            recordings.get(i).get("recording").getAsString(),
                            recordings.get(i).get("directory").getAsString()));
        }
        Sources.add(report, run);
        return report.html();
    }

    private static Table table(List<JsonObject> decoders, int recordings) {
        List<Table.Column> columns = new ArrayList<>(List.of(
                new Table.Column("decoder", false, 0),
                new Table.Column("mean R2", true, 0),
                new Table.Column("95 %", false, 0),
                new Table.Column("over ridge", true, 0),
                new Table.Column("95 %", false, 0)));
        for (int i = 1; i <= recordings; i++) {
            columns.add(new Table.Column("R2 no. " + i, true, 0));
        }
        Table table = new Table(columns);
        for (JsonObject decoder : decoders) {
            List<String> row = new ArrayList<>(List.of(
                    decoder.get("decoder").getAsString()
                            + (StoredRun.find(decoder, "leaky")
                                            .map(JsonElement::getAsBoolean)
                                            .orElse(false)
                                    ? " LEAKY"
                                    : ""),
                    number("%.3f", StoredRun.number(decoder, "test_r2", "mean")),
                    interval(decoder, "test_r2"),
                    number("%+.3f", StoredRun.number(decoder, "versus_ridge", "mean")),
                    interval(decoder, "versus_ridge")));
            List<JsonElement> each = StoredRun.find(decoder, "test_r2", "each")
                    .map(e -> e.getAsJsonArray().asList())
                    .orElse(List.of());
            for (int i = 0; i < recordings; i++) {
                row.add(
                        i < each.size() && !each.get(i).isJsonNull()
                                ? number("%.3f", each.get(i).getAsDouble())
                                : "");
            }
            table.add(row);
        }
        return table;
    }

    private static String interval(JsonObject decoder, String name) {
        List<JsonElement> ends = StoredRun.find(decoder, name, "interval")
                .map(e -> e.getAsJsonArray().asList())
                .orElse(List.of());
        return ends.size() != 2 || ends.stream().anyMatch(JsonElement::isJsonNull)
                ? ""
                : "%.3f to %.3f"
                        .formatted(ends.get(0).getAsDouble(), ends.get(1).getAsDouble());
    }

    private static String number(String format, double x) {
        return Double.isNaN(x) ? "" : format.formatted(x);
    }
}
