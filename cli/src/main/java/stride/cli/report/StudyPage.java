package stride.cli.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stride.cli.report.figure.Drawn;
import stride.cli.report.figure.HeadlineFigure;
import stride.cli.report.figure.NullFigure;
import stride.cli.report.figure.PredictionFigures;
import stride.cli.report.figure.PredictionFigures.Decoded;
import stride.cli.report.figure.SplitFigure;
import stride.cli.report.figure.TimingFigure;
import stride.cli.report.figure.WidthFigure;
import stride.cli.run.MetricsTable;
import stride.cli.run.StoredRun;
import stride.cli.study.Headline;
import stride.cli.study.SeedSpread;
import stride.cli.study.StudyResult;
import stride.cli.study.StudyTable;
import stride.model.decoder.Protocol;

/** A study as a page: the headline, both tables, and the figures of the decoders that the headline names. */
final class StudyPage {
    private final StoredRun run;
    private final List<StudyResult> results;

    private StudyPage(StoredRun run) {
        this.run = run;
        this.results = StoredTrials.of(run);
    }

    static String html(StoredRun run) {
        return new StudyPage(run).html();
    }

    private String html() {
        Report report = new Report("Stride: the study on " + run.text("provenance", "recording"));
        warnings().forEach(report::warning);
        for (Headline headline : headlines()) {
            report.lead(headline.text().replaceFirst(" +", ": ").replaceAll("(?m)^\\s+", ""));
        }
        report.paragraph(run.text("statement"));
        figures(report);
        tables(report);
        List<SeedSpread> spreads = SeedSpread.of(results);
        if (!spreads.isEmpty()) {
            report.heading("The " + SeedSpread.HEADING)
                    .table(SeedSpread.table(spreads, r -> r.row().label() + MetricsTable.stamp(r.options())));
        }
        report.heading("Methods");
        for (Protocol protocol : protocols()) {
            JsonObject options = run.json().getAsJsonObject("options").getAsJsonObject(protocol.label());
            JsonObject parts = StoredRun.find(options, "parts")
                    .map(JsonElement::getAsJsonObject)
                    .orElse(new JsonObject());
            report.paragraph("%s: %s"
                    .formatted(
                            protocol.label(),
                            Methods.text(options, parts, run.json().getAsJsonObject("provenance"), run.target())));
        }
        Sources.add(report, run);
        return report.html();
    }

    private List<Protocol> protocols() {
        return StudyTable.ORDER.stream()
                .filter(protocol -> run.find("options", protocol.label()).isPresent())
                .toList();
    }

    private List<Headline> headlines() {
        return protocols().stream()
                .flatMap(protocol -> Headline.of(protocol, results).stream())
                .toList();
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (Protocol protocol : protocols()) {
            StudyWarnings.of(run, protocol, results).forEach(w -> warnings.add(protocol.label() + ": " + w));
        }
        return warnings;
    }

    private void tables(Report report) {
        int neurons = Integer.parseInt(run.text("provenance", "neurons"));
        String target = String.join("+", run.texts("provenance", "targets"));
        for (Protocol protocol : protocols()) {
            report.heading("Beside the slides, " + protocol.title());
            if (protocol == Protocol.PUBLISHED) {
                report.warning("MSE and RMSE here are of the published study's loss, which compared each prediction"
                        + " with every target. They do not measure decoding: a constant minimises them. The true"
                        + " test MSE stands beside them.");
            }
            report.table(StudyTable.of(protocol, results, neurons, target));
        }
    }

    private void figures(Report report) {
        List<JsonObject> trials = run.trials();
        run.find("headline")
                .map(JsonElement::getAsJsonObject)
                .flatMap(headline -> HeadlineFigure.of(headline, trials, run.target()))
                .ifPresent(report::figure);
        WidthFigure.of(trials, run.target()).ifPresent(report::figure);
        predictions().forEach(report::figure);
        Map<String, JsonObject> splits = new LinkedHashMap<>();
        for (Protocol protocol : protocols()) {
            run.find("options", protocol.label(), "parts")
                    .ifPresent(parts -> splits.put(protocol.label(), parts.getAsJsonObject()));
        }
        for (Headline headline : headlines()) {
            TrialPage.learning(trial(headline.network())).stream()
                    .map(figure -> named(headline.protocol(), figure))
                    .forEach(report::figure);
        }
        SplitFigure.of(splits).ifPresent(report::figure);
        run.objects("null").forEach(entry -> NullFigure.of(entry).ifPresent(report::figure));
        careful()
                .ifPresent(headline -> TrialPage.overview(
                                trial(headline.network()),
                                headline.network().plan().name())
                        .forEach(report::figure));
        run.find("timing")
                .map(JsonElement::getAsJsonObject)
                .flatMap(TimingFigure::of)
                .ifPresent(report::figure);
    }

    private static Drawn named(Protocol protocol, Drawn figure) {
        return new Drawn(figure.title() + ", " + protocol.label(), figure.says(), figure.drawing());
    }

    /** The sound protocol's headline, or the only one. */
    private Optional<Headline> careful() {
        return headlines().stream().reduce((a, b) -> b);
    }

    private StoredRun trial(StudyResult result) {
        return run.trial("trials/" + result.plan().name());
    }

    /** The network that each protocol calls the best, and the sound one's ridge. */
    private List<Drawn> predictions() {
        List<Decoded> decoded = new ArrayList<>();
        for (Headline headline : headlines()) {
            trial(headline.network())
                    .predictions()
                    .ifPresent(p -> decoded.add(new Decoded(
                            headline.network().plan().name(),
                            headline.protocol().label(),
                            p)));
        }
        careful()
                .flatMap(headline -> trial(headline.ridge())
                        .predictions()
                        .map(p -> new Decoded(headline.ridge().plan().name(), "ridge", p, true)))
                .ifPresent(decoded::add);
        // The bands are those of the first: the sound protocol's gaps and validation bins are the more to be seen.
        return decoded.isEmpty()
                ? List.of()
                : new PredictionFigures(
                                run.target(),
                                decoded.stream()
                                        .sorted(Comparator.comparing(
                                                d -> !d.role().equals("sound")))
                                        .toList())
                        .all();
    }
}
