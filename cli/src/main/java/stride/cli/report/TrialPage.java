package stride.cli.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import stride.cli.evidence.IntervalsJson;
import stride.cli.evidence.VersusRidge;
import stride.cli.report.figure.BaselinesFigure;
import stride.cli.report.figure.Drawn;
import stride.cli.report.figure.LearningFigure;
import stride.cli.report.figure.NeuronsFigure;
import stride.cli.report.figure.NullFigure;
import stride.cli.report.figure.PredictionFigures;
import stride.cli.report.figure.RasterFigure;
import stride.cli.report.figure.SplitFigure;
import stride.cli.report.figure.TimingFigure;
import stride.cli.report.figure.VarianceFigure;
import stride.cli.run.Json;
import stride.cli.run.MetricsTable;
import stride.cli.run.StoredPredictions;
import stride.cli.run.StoredRun;
import stride.cli.terminal.Table;
import stride.model.evaluation.Figure;
import stride.model.evaluation.Intervals;
import stride.model.evaluation.Metrics;
import stride.model.split.Part;

/** One decoder as a page: a run of {@code train}, or a trial of a study or a sweep. */
final class TrialPage {
    private final StoredRun run;

    private TrialPage(StoredRun run) {
        this.run = run;
    }

    /**
     * The page.
     *
     * @param drawn with figures, and the library that draws them; without, it is small
     */
    static String html(StoredRun run, boolean drawn) {
        return new TrialPage(run).html(drawn);
    }

    private String html(boolean drawn) {
        Report report = new Report("Stride: a decoder of " + run.target());
        report.paragraph(run.text("provenance", "recording") + ": " + description(run));
        if (run.json().has("error")) {
            return report.warning("This trial failed: " + run.text("error")).html();
        }
        RunWarnings.of(run).forEach(report::warning);
        report.table(metrics(run));
        FoldsTable.of(run).ifPresent(table -> report.heading("Each fold").table(table));
        BaselinesTable.of(run).ifPresent(table -> report.heading("Baselines").table(table));
        VersusRidge.read(run.json())
                .ifPresent(versus -> report.paragraph(
                        "This decoder is %s on the same inputs: %s.".formatted(versus.verdict(), versus.figures())));
        if (drawn) {
            figures().forEach(report::figure);
        } else {
            report.paragraph(
                    "This page has tables alone, so that a run of many trials stays small. \"stride report\" and this"
                            + " directory's name make one with figures.");
        }
        report.heading("Methods").paragraph(Methods.text(options(), split(), provenance(), run.target()));
        Sources.add(report, run);
        return report.html();
    }

    /** What the decoder is, in a few words. */
    static String description(StoredRun run) {
        String kind = run.text("model").replace('_', ' ');
        return run.json().getAsJsonObject("options").has("hidden")
                ? "a network of %s units, %s, on %s"
                        .formatted(
                                run.text("options", "hidden")
                                        .replaceAll("[\\[\\]]", "")
                                        .replace(",", "-"),
                                run.text("options", "activation"),
                                inputs(run))
                : "%s on %s".formatted(kind, inputs(run));
    }

    private static String inputs(StoredRun run) {
        String pca = run.text("options", "pca");
        return pca.equals("0") ? "the neurons themselves" : pca + " principal components";
    }

    private static Table metrics(StoredRun run) {
        Map<Part, Metrics> metrics = new EnumMap<>(Part.class);
        Map<Part, Intervals> intervals = new EnumMap<>(Part.class);
        JsonObject stored = run.json().getAsJsonObject("metrics");
        for (Part part : Part.values()) {
            if (stored.get(part.label()) instanceof JsonObject figures) {
                metrics.put(part, Json.metrics(figures));
                intervals.put(
                        part,
                        new Intervals(
                                0,
                                false,
                                Map.of(
                                        Figure.RMSE, IntervalsJson.read(run.json(), part, Figure.RMSE),
                                        Figure.R2, IntervalsJson.read(run.json(), part, Figure.R2))));
            }
        }
        String folds = run.json().has("folds") ? ", all folds" : "";
        return MetricsTable.of(metrics, intervals, part -> part.label() + folds + run.stamp());
    }

    private List<Drawn> figures() {
        List<Drawn> figures = new ArrayList<>();
        BaselinesFigure.of(run.json(), run.objects("baselines")).ifPresent(figures::add);
        run.predictions().ifPresent(predictions -> figures.addAll(predicted(predictions)));
        figures.addAll(learning(run));
        SplitFigure.of(Map.of("", split())).ifPresent(figures::add);
        run.objects("null").forEach(entry -> NullFigure.of(entry).ifPresent(figures::add));
        figures.addAll(overview(run, description(run)));
        run.find("timing")
                .map(JsonElement::getAsJsonObject)
                .flatMap(TimingFigure::of)
                .ifPresent(figures::add);
        return figures;
    }

    private List<Drawn> predicted(StoredPredictions predictions) {
        String role = run.text("options", "protocol");
        return new PredictionFigures(
                        run.target(), List.of(new PredictionFigures.Decoded("predicted", role, predictions)))
                .all();
    }

    /** The learning curves of a run; none where it has no history. */
    static List<Drawn> learning(StoredRun run) {
        String of = run.json().has("folds")
                ? " This is the first fold's."
                : run.json().has("chosen_epochs") ? " This is the first member's of the ensemble." : "";
        int chosen = run.find("chosen_epoch")
                .or(() ->
                        run.objects("folds").stream().findFirst().flatMap(fold -> StoredRun.find(fold, "chosen_epoch")))
                .map(JsonElement::getAsInt)
                .orElse(0);
        return run.history().stream()
                .map(history -> LearningFigure.of(description(run), history, chosen, of))
                .toList();
    }

    /** The figures that need the recording at a glance; none where a run does not have it. */
    static List<Drawn> overview(StoredRun run, String decoder) {
        List<Drawn> figures = new ArrayList<>();
        run.overview().ifPresent(overview -> {
            boolean all = run.text("options", "pca_fit").equals("all");
            VarianceFigure.of(overview, all).ifPresent(figures::add);
            int neurons = Integer.parseInt(run.text("provenance", "neurons"));
            run.predictions()
                    .flatMap(p -> RasterFigure.of(overview, p, run.target(), neurons))
                    .ifPresent(figures::add);
            run.weights()
                    .flatMap(weights -> NeuronsFigure.of(overview, weights, decoder))
                    .ifPresent(figures::add);
        });
        return figures;
    }

    private JsonObject options() {
        return run.json().getAsJsonObject("options");
    }

    private JsonObject split() {
        return run.json().getAsJsonObject("split");
    }

    private JsonObject provenance() {
        return run.json().getAsJsonObject("provenance");
    }
}
