package stride.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import stride.cli.evidence.IntervalsJson;
import stride.cli.terminal.Table;
import stride.model.decoder.DecoderOptions;
import stride.model.decoder.Outcome;
import stride.model.evaluation.Figure;
import stride.model.evaluation.Intervals;
import stride.model.evaluation.Metrics;
import stride.model.split.Part;

/** The metrics of one decoder as a table: a line for each part, and one for the test bins of each fold. */
public final class MetricsTable {
    private MetricsTable() {}

    /** What is leaky or acausal is called so in each line. */
    public static Table of(DecoderOptions options, Outcome outcome, Map<Part, Intervals> intervals) {
        Table table = empty();
        String stamp = stamp(options);
        for (Map.Entry<Part, Metrics> entry : outcome.metrics().entrySet()) {
            String pooled = outcome.folded() ? ", all folds" : "";
            table.add(row(entry.getKey().label() + pooled + stamp, entry.getValue(), intervals.get(entry.getKey())));
        }
        if (outcome.folded()) {
            for (int i = 0; i < outcome.folds().size(); i++) {
                Metrics test = outcome.folds().get(i).trial().metrics().get(Part.TEST);
                table.add(row("test, fold " + (i + 1) + stamp, test, null));
            }
        }
        return table;
    }

    /** A line for each part, by the names that are given to them. */
    public static Table of(Map<Part, Metrics> metrics, Map<Part, Intervals> intervals, Function<Part, String> label) {
        Table table = empty();
        metrics.forEach((part, figures) -> table.add(row(label.apply(part), figures, intervals.get(part))));
        return table;
    }

    private static Table empty() {
        return new Table(List.of(
                new Table.Column("part", false, 0),
                new Table.Column("bins", true, 0),
                new Table.Column("MSE", true, 0),
                new Table.Column("RMSE", true, 0),
                new Table.Column("95 %", false, 2),
                new Table.Column("MAE", true, 3),
                new Table.Column("R2", true, 0),
                new Table.Column("95 %", false, 0),
                new Table.Column("R2 vs train mean", true, 4),
                new Table.Column("r", true, 1)));
    }

    /** In what units the errors of a table are. */
    public static String units(List<String> targets) {
        return "RMSE and MAE in the units of %s, MSE in their squares".formatted(String.join(", ", targets));
    }

    /** What stands behind every figure of a network that must not be taken at its face value; empty for all others. */
    public static String stamp(DecoderOptions options) {
        return stamp(options, !Leak.of(options).isEmpty());
    }

    /** The same of any decoder. */
    public static String stamp(DecoderOptions options, boolean leaky) {
        return (leaky ? " LEAKY" : "") + (options.inputs().history().acausal() ? " acausal" : "");
    }

    /** Train bins and single folds have no intervals. */
    private static List<String> row(String name, Metrics m, Intervals intervals) {
        List<String> row = new ArrayList<>(List.of(name, String.valueOf(m.n()), figure(m.mse()), figure(m.rmse())));
        row.add(interval(intervals, Figure.RMSE, "%.4g"));
        row.addAll(List.of(figure(m.mae()), figure(m.r2())));
        row.add(interval(intervals, Figure.R2, "%.3f"));
        row.addAll(List.of(figure(m.r2VsTrainMean()), figure(m.pearson())));
        return row;
    }

    private static String figure(double x) {
        return "%.4g".formatted(x);
    }

    private static String interval(Intervals intervals, Figure figure, String format) {
        return intervals == null ? "" : IntervalsJson.text(intervals.figures().get(figure), format);
    }
}
