package stride.cli.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stride.cli.evidence.VersusRidge;
import stride.cli.report.figure.BaselinesFigure;
import stride.cli.report.figure.GridFigures;
import stride.cli.report.figure.NullFigure;
import stride.cli.report.figure.PredictionFigures;
import stride.cli.report.figure.SplitFigure;
import stride.cli.report.figure.TimingFigure;
import stride.cli.run.StoredRun;
import stride.cli.study.SeedSpread;
import stride.cli.terminal.Table;

/** A sweep as a page: all trials, what each choice is worth, and the figures of the best. */
final class SweepPage {
    private final StoredRun run;
    private final JsonObject grid;
    private final List<String> varied;

    private SweepPage(StoredRun run) {
        this.run = run;
        this.grid = run.json().getAsJsonObject("grid");
        this.varied = grid.keySet().stream()
                .filter(option -> grid.get(option) instanceof JsonArray values && values.size() > 1)
                .toList();
    }

    static String html(StoredRun run) {
        return new SweepPage(run).html();
    }

    private String html() {
        Report report = new Report("Stride: a sweep on " + run.text("provenance", "recording"));
        List<JsonObject> succeeded =
                run.trials().stream().filter(trial -> !trial.has("error")).toList();
        int failed = run.trials().size() - succeeded.size();
        if (failed > 0) {
            report.warning("%d of %d trials failed; the table says of what"
                    .formatted(failed, run.trials().size()));
        }
        long leaky = succeeded.stream().filter(SweepPage::leaky).count();
        if (leaky > 0) {
            report.warning(
                    "LEAKY: the test bins have a part in %d of %d trials; the table marks them, their pages say how"
                            .formatted(leaky, run.trials().size()));
        }
        Optional<StoredRun> best = best();
        best.ifPresentOrElse(
                trial -> {
                    RunWarnings.of(trial).forEach(report::warning);
                    report.lead("The best on validation is %s%s: test RMSE %.4g, R2 %.3f"
                            .formatted(
                                    run.text("best").replace("trials/", ""),
                                    trial.stamp(),
                                    StoredRun.number(trial.json(), "metrics", "test", "rmse"),
                                    StoredRun.number(trial.json(), "metrics", "test", "r2")));
                    run.texts("best_notes").forEach(note -> report.paragraph("Of this choice: " + note + "."));
                },
                () -> report.warning(
                        "no validation bins, so no trial is called the best: the test bins must not choose"));
        report.paragraph(run.text("statement"));
        GridFigures.of(grid, succeeded, run.text("best"), run.target()).forEach(report::figure);
        best.ifPresent(trial -> figures(report, trial));
        run.find("timing")
                .map(JsonElement::getAsJsonObject)
                .flatMap(TimingFigure::of)
                .ifPresent(report::figure);
        report.heading("Every trial, the best on validation first").table(table());
        SeedsTable.of(run, varied)
                .ifPresent(seeds -> report.heading("The " + SeedSpread.HEADING).table(seeds));
        best.ifPresent(trial -> report.heading("Methods, of the best trial")
                .paragraph(Methods.text(
                        trial.json().getAsJsonObject("options"),
                        trial.json().getAsJsonObject("split"),
                        run.json().getAsJsonObject("provenance"),
                        run.target())));
        Sources.add(report, run);
        return report.html();
    }

    private Optional<StoredRun> best() {
        return Optional.of(run.text("best")).filter(name -> !name.isEmpty()).map(run::trial);
    }

    private void figures(Report report, StoredRun best) {
        BaselinesTable.of(best).ifPresent(report::table);
        VersusRidge.read(best.json())
                .ifPresent(versus -> report.paragraph(
                        "The best trial is %s on the same inputs: %s.".formatted(versus.verdict(), versus.figures())));
        BaselinesFigure.of(best.json(), best.objects("baselines")).ifPresent(report::figure);
        best.predictions()
                .ifPresent(predictions -> new PredictionFigures(
                                run.target(),
                                List.of(new PredictionFigures.Decoded(
                                        "best", best.text("options", "protocol"), predictions)))
                        .all()
                        .forEach(report::figure));
        TrialPage.learning(best).forEach(report::figure);
        SplitFigure.of(Map.of("", best.json().getAsJsonObject("split"))).ifPresent(report::figure);
        run.objects("null").forEach(entry -> NullFigure.of(entry).ifPresent(report::figure));
        TrialPage.overview(best, "the best trial").forEach(report::figure);
    }

    private Table table() {
        List<Table.Column> columns = new ArrayList<>(List.of(new Table.Column("trial", false, 0)));
        varied.forEach(name -> columns.add(new Table.Column("--" + name.replace('_', '-'), true, 0)));
        columns.add(new Table.Column("valid RMSE", true, 0));
        columns.add(new Table.Column("valid R2", true, 0));
        columns.add(new Table.Column("test RMSE", true, 0));
        columns.add(new Table.Column("test R2", true, 0));
        columns.add(new Table.Column("failed of", false, 0));
        Table table = new Table(columns);
        run.trials().stream()
                .sorted(Comparator.comparing((JsonObject trial) ->
                                !trial.get("directory").getAsString().equals(run.text("best")))
                        .thenComparing(trial -> Double.isInfinite(rank(trial)))
                        .thenComparing(SweepPage::leaky)
                        .thenComparingDouble(this::rank))
                .forEach(trial -> table.add(row(trial)));
        return table;
    }

    /** By validation; what failed or has none comes last, in its order. */
    private double rank(JsonObject trial) {
        boolean byR2 = run.text("best_by").equals("valid_r2");
        double rank = byR2 ? -StoredRun.number(trial, "valid_r2") : StoredRun.number(trial, "valid_mse");
        return Double.isNaN(rank) ? Double.POSITIVE_INFINITY : rank;
    }

    private List<String> row(JsonObject trial) {
        List<String> row = new ArrayList<>(
                List.of(trial.get("directory").getAsString().replace("trials/", "") + (leaky(trial) ? " LEAKY" : "")));
        varied.forEach(
                name -> row.add(trial.has(name) ? trial.get(name).toString().replaceAll("[\\[\\]\"]", "") : ""));
        row.add(number("%.4g", Math.sqrt(StoredRun.number(trial, "valid_mse"))));
        row.add(number("%.3f", StoredRun.number(trial, "valid_r2")));
        row.add(number("%.4g", StoredRun.number(trial, "test_rmse")));
        row.add(number("%.3f", StoredRun.number(trial, "test_r2")));
        row.add(StoredRun.find(trial, "error").map(JsonElement::getAsString).orElse(""));
        return row;
    }

    private static boolean leaky(JsonObject trial) {
        return StoredRun.find(trial, "leaky").map(JsonElement::getAsBoolean).orElse(false);
    }

    private static String number(String format, double x) {
        return Double.isNaN(x) ? "" : format.formatted(x);
    }
}
