package stride.cli.report;

import com.google.gson.JsonObject;
import java.util.List;
import stride.cli.run.Json;
import stride.cli.study.Headline;
import stride.cli.study.StudyResult;
import stride.cli.study.StudyTable;
import stride.model.decoder.Protocol;

/** A study as a page: headline, warnings, both tables, provenance. */
public final class StudyReport {
    private StudyReport() {}

    /** The page for these results. */
    public static String html(JsonObject run, List<StudyResult> results, int neurons, String target) {
        JsonObject provenance = run.getAsJsonObject("provenance");
        Report report =
                new Report("Stride: the study on " + provenance.get("recording").getAsString());
        for (Protocol protocol : StudyTable.ORDER) {
            Headline.of(protocol, results).ifPresent(h -> report.paragraph(h.text()));
        }
        for (Protocol protocol : StudyTable.ORDER) {
            if (results.stream().anyMatch(r -> r.row().protocol() == protocol)) {
                report.heading(protocol.title());
                results.stream()
                        .filter(r -> r.row().protocol() == protocol)
                        .findFirst()
                        .ifPresent(r -> r.warnings().forEach(report::warning));
                if (protocol == Protocol.PUBLISHED) {
                    report.warning("MSE and RMSE here are of the published study's loss, which compared each prediction"
                            + " with every target. They do not measure decoding: a constant minimises them. The true"
                            + " test MSE stands beside them.");
                }
                report.table(StudyTable.of(protocol, results, neurons, target));
            }
        }
        report.heading("Where this comes from")
                .paragraph("One recording of one animal: n = 1.")
                .code(Json.text(provenance))
                .code(Json.text(run.get("options")));
        return report.html();
    }
}
