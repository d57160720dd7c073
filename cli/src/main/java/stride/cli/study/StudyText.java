package stride.cli.study;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import stride.cli.evidence.Nulls;
import stride.cli.run.MetricsTable;
import stride.cli.run.Warnings;
import stride.cli.terminal.Terminal;
import stride.model.decoder.Protocol;
import stride.model.evaluation.Animals;

/**
 * What a study says on a terminal: a table for each protocol, the spread over seeds, what the best network comes to
 * beside ridge, and what ridge comes to where there is nothing to decode.
 *
 * @param neurons of the recording
 * @param target  its name
 */
public record StudyText(List<StudyResult> results, int neurons, String target) {
    /** The nulls of ridge under every protocol, each with the protocol's name. */
    public static JsonArray nulls(List<StudyResult> results) {
        JsonArray all = new JsonArray();
        for (StudyResult result : results) {
            for (JsonElement own : result.nulls()) {
                JsonObject named = new JsonObject();
                named.addProperty("protocol", result.row().protocol().label());
                named.addProperty("pca", result.row().pca());
                own.getAsJsonObject().asMap().forEach(named::add);
                all.add(named);
            }
        }
        return all;
    }

    /** Prints all of it. */
    public void print(Terminal terminal) {
        for (Protocol protocol : StudyTable.ORDER) {
            if (!of(protocol).isEmpty()) {
                print(protocol, terminal);
            }
        }
        List<SeedSpread> spreads = SeedSpread.of(results);
        if (!spreads.isEmpty()) {
            terminal.out().println(SeedSpread.HEADING);
            terminal.out()
                    .println(SeedSpread.table(spreads, r -> r.row().label() + MetricsTable.stamp(r.options()))
                            .render(terminal.columns()));
            terminal.out().println();
        }
        for (Protocol protocol : StudyTable.ORDER) {
            Headline.of(protocol, results).ifPresent(h -> h.text().lines().forEach(terminal::paragraph));
            Headline.missing(protocol, results)
                    .ifPresent(why -> terminal.paragraph("%-9s  %s".formatted(protocol.label(), why)));
        }
        for (Protocol protocol : StudyTable.ORDER) {
            for (StudyResult result : of(protocol)) {
                Nulls.lines(result.nulls())
                        .forEach(line -> terminal.paragraph(
                                "%-9s  %s".formatted(line.startsWith(" ") ? "" : protocol.label(), line)));
            }
        }
        terminal.out().println(Animals.statement(1));
    }

    private void print(Protocol protocol, Terminal terminal) {
        terminal.out().println(protocol.title());
        terminal.out()
                .printf("input: %d neurons; output: %s; RMSE in its units, MSE in their squares%n", neurons, target);
        warnings(protocol).forEach(warning -> terminal.paragraph("warning: " + warning));
        failures(protocol)
                .forEach((error, names) -> terminal.paragraph("%s failed: %s"
                        .formatted(names.size() == 1 ? names.getFirst() : names.size() + " trials", error)));
        terminal.out().println(StudyTable.of(protocol, results, neurons, target).render(terminal.columns()));
        terminal.out().println();
    }

    /** What is so of all networks, and what else is so of every row. */
    private Set<String> warnings(Protocol protocol) {
        Set<String> warnings = new LinkedHashSet<>();
        of(protocol).stream()
                .filter(r -> r.row().model() == Model.NETWORK)
                .findFirst()
                .ifPresent(network -> warnings.addAll(Warnings.of(network.options())));
        warnings.addAll(of(protocol).getFirst().warnings());
        return warnings;
    }

    /** The names of the trials that the table has no row of, by the reason. */
    private Map<String, List<String>> failures(Protocol protocol) {
        Map<String, List<String>> failures = new LinkedHashMap<>();
        for (StudyResult result : of(protocol)) {
            result.error()
                    .ifPresent(error -> failures.computeIfAbsent(error, e -> new ArrayList<>())
                            .add(result.plan().name()));
        }
        return failures;
    }

    private List<StudyResult> of(Protocol protocol) {
        return results.stream().filter(r -> r.row().protocol() == protocol).toList();
    }
}
