package stride.cli.evidence;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stride.cli.options.NullArguments;
import stride.cli.run.Leak;
import stride.cli.run.Warnings;
import stride.cli.terminal.Table;
import stride.cli.terminal.Terminal;
import stride.engine.Kernels;
import stride.engine.Workers;
import stride.model.decoder.Baseline;
import stride.model.decoder.DecoderOptions;
import stride.model.decoder.Outcome;
import stride.model.decoder.Prepared;
import stride.model.decoder.ShiftNull;
import stride.model.evaluation.Intervals;
import stride.model.split.Part;

/**
 * What one decoder's figures are worth: their intervals, what they are compared with, and what must be known before they
 * are believed.
 *
 * @param options     the network's
 * @param versusRidge empty where ridge could not be fitted, or nothing is tested
 */
public record Judgement(
        DecoderOptions options,
        Outcome outcome,
        Map<Part, Intervals> intervals,
        Baselines baselines,
        Optional<VersusRidge> versusRidge,
        Nulls nulls,
        List<String> warnings) {
    /** Judges a network. */
    public static Judgement of(
            DecoderOptions options,
            Outcome outcome,
            List<Baseline> beside,
            NullArguments shifts,
            Kernels kernels,
            Workers workers) {
        List<Prepared> folds =
                outcome.folds().stream().map(Outcome.Fold::prepared).toList();
        Baselines baselines = Baselines.fit(beside, folds, kernels, workers);
        Optional<VersusRidge> versus =
                baselines.outcome(Baseline.RIDGE).flatMap(ridge -> VersusRidge.of(outcome, ridge));
        Map<Part, Intervals> intervals = outcome.intervals();
        List<String> warnings = new ArrayList<>(Warnings.of(options, Leak.of(options), outcome));
        Warnings.of(intervals).ifPresent(warnings::add);
        versus.flatMap(Warnings::of).ifPresent(warnings::add);
        warnings.addAll(baselines.warnings());
        boolean tested = outcome.metrics().containsKey(Part.TEST);
        Nulls nulls = tested ? Nulls.ofRidge(folds, shifts, kernels, workers) : Nulls.NONE;
        return new Judgement(options, outcome, intervals, baselines, versus, nulls, warnings);
    }

    /** The same with the null of the network. */
    public Judgement with(ShiftNull network) {
        return new Judgement(
                options,
                outcome,
                intervals,
                baselines,
                versusRidge,
                nulls.with(new Nulls.Named("network", network)),
                warnings);
    }

    /** Adds all of it to a {@code run.json}. */
    public void addTo(JsonObject run) {
        run.add("warnings", Warnings.json(warnings));
        run.addProperty("leaky", !Leak.of(options).isEmpty());
        run.add("intervals", IntervalsJson.of(intervals));
        run.add("versus_ridge", VersusRidge.json(versusRidge));
        run.add("baselines", baselines.json());
        run.add("null", nulls.json());
    }

    /** The network and its baselines. */
    public Optional<Table> table() {
        return baselines.table("this decoder", options, outcome, intervals);
    }

    /** Whether it beats ridge, in a line. */
    public Optional<String> headline() {
        return versusRidge.map(v -> "this decoder is %s on the same inputs: %s".formatted(v.verdict(), v.figures()));
    }

    /** What ridge and network come to where there is nothing to decode. */
    public List<String> nullLines() {
        List<String> lines = new ArrayList<>(Nulls.lines(nulls.json()));
        lines.addAll(nulls.missing());
        return lines;
    }

    /** The tables and the lines. */
    public void print(Terminal terminal) {
        table().ifPresent(table -> {
            terminal.out().println();
            table.print(terminal);
        });
        headline().ifPresent(terminal::paragraph);
        nullLines().forEach(terminal::paragraph);
    }
}
