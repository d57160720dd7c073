package stride.cli.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import stride.cli.evidence.Baselines;
import stride.cli.evidence.IntervalsJson;
import stride.cli.run.Json;
import stride.cli.run.Leak;
import stride.cli.run.MetricsTable;
import stride.cli.study.StudyResult;
import stride.cli.terminal.Table;
import stride.cli.terminal.Table.Column;
import stride.model.evaluation.Figure;
import stride.model.evaluation.Metrics;
import stride.model.split.Part;

/** The trials of a sweep, the best on validation first. */
final class SweepTable {
    /** A screen's worth; trials.csv has all. */
    private static final int SHOWN = 25;

    private SweepTable() {}

    static Table of(Grid grid, List<StudyResult> results, Optional<Choice> choice) {
        List<String> varied = grid.varied().stream()
                .map(option -> option.substring(2).replace('-', '_'))
                .toList();
        // Numbers of trials are the first to go where a terminal is narrow, stamps never.
        boolean needed = varied.isEmpty()
                || results.stream()
                        .anyMatch(r -> !MetricsTable.stamp(r.options()).isEmpty());
        List<Column> columns = new ArrayList<>(List.of(new Column("trial", false, needed ? 0 : 3)));
        varied.forEach(name -> columns.add(new Column(name, true, 0)));
        columns.add(new Column("epochs\ntrained", true, 2));
        columns.add(new Column("valid\nRMSE", true, 0));
        columns.add(new Column("test\nRMSE", true, 0));
        columns.add(new Column("test\nR2", true, 0));
        columns.add(new Column("95 %", false, 0));
        columns.add(new Column("R2 over ridge,\n95 %", false, 1));
        Table table = new Table(columns);
        results.stream().sorted(Choice.order(choice)).limit(SHOWN).forEach(result -> table.add(row(varied, result)));
        return table;
    }

    /** By what ways test bins have a part in trials, and in how many. */
    static List<String> leaks(List<StudyResult> results) {
        List<String> lines = new ArrayList<>();
        for (Leak leak : Leak.values()) {
            long leaky = results.stream()
                    .filter(result -> result.plan().leaks().contains(leak))
                    .count();
            if (leaky > 0) {
                lines.add("%d of %d trials: %s".formatted(leaky, results.size(), leak.warning()));
            }
        }
        return lines;
    }

    /** What the best trial comes to, beside what it is compared with. */
    static List<String> best(Choice choice) {
        StudyResult best = choice.best();
        Metrics test = best.metrics(Part.TEST);
        String interval = IntervalsJson.text(best.interval(Figure.R2), "%.3f");
        List<String> lines = new ArrayList<>(
                List.of("best on validation: " + best.plan().name() + MetricsTable.stamp(best.options())));
        lines.add("  test RMSE %.4g, R2 %.3f%s"
                .formatted(test.rmse(), test.r2(), interval.isEmpty() ? "" : " (95 % " + interval + ")"));
        best.versusRidge().ifPresent(v -> lines.add("  %s on the same inputs: %s".formatted(v.verdict(), v.figures())));
        lines.addAll(Baselines.lines(best.run().getAsJsonArray("baselines")));
        choice.notes().forEach(note -> lines.add("  " + note));
        return lines;
    }

    /** A decoder by the options in which it differs from the others, its seed aside. */
    static String name(Grid grid, StudyResult result) {
        var options = Json.of(result.options());
        String name = grid.varied().stream()
                .map(option -> option.substring(2).replace('-', '_'))
                .filter(option -> !option.equals("seed") && options.has(option))
                .map(option -> option + " " + options.get(option).toString().replaceAll("[\\[\\]\"]", ""))
                .collect(Collectors.joining(", "));
        return name.isEmpty() ? "the decoder" : name;
    }

    private static List<String> row(List<String> varied, StudyResult result) {
        List<String> texts = new ArrayList<>(
                List.of(result.plan().name().replaceFirst("_.*", "") + MetricsTable.stamp(result.options())));
        var options = Json.of(result.options());
        varied.forEach(name ->
                texts.add(options.has(name) ? options.get(name).toString().replaceAll("[\\[\\]\"]", "") : ""));
        texts.add(result.succeeded() ? String.valueOf(result.epochs()) : "failed");
        texts.add(result.part(Part.VALID).map(m -> "%.4g".formatted(m.rmse())).orElse(""));
        texts.add(result.part(Part.TEST).map(m -> "%.4g".formatted(m.rmse())).orElse(""));
        texts.add(result.part(Part.TEST).map(m -> "%.3f".formatted(m.r2())).orElse(""));
        texts.add(IntervalsJson.text(result.interval(Figure.R2), "%.2f"));
        texts.add(result.versusRidge()
                .map(v -> IntervalsJson.text(v.r2().interval(), "%+.2f"))
                .orElse(""));
        return texts;
    }
}
