package stride.cli.study;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import stride.cli.evidence.Nulls;
import stride.cli.run.MetricsTable;
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
        }
        for (Protocol protocol : StudyTable.ORDER) {
            for (StudyResult result : of(protocol)) {
                Nulls.lines(result.nulls())
                        .forEach(line -> terminal.paragraph(
                                "%-9s  %s".formatted(line.startsWith(" ") ? "" : protocol.label(), line)));
            }
        }
        StudyResult.failures(results).ifPresent(terminal::paragraph);
        terminal.out().println(Animals.statement(1));
    }

    private void print(Protocol protocol, Terminal terminal) {
        terminal.out().println(protocol.title());
        terminal.out()
                .printf("input: %d neurons; output: %s; RMSE in its units, MSE in their squares%n", neurons, target);
        of(protocol).getFirst().warnings().forEach(warning -> terminal.paragraph("warning: " + warning));
        for (StudyResult result : of(protocol)) { // the table has no row for these
            result.error()
                    .ifPresent(error -> terminal.paragraph(
                            "%s failed: %s".formatted(result.plan().name(), error)));
        }
        terminal.out().println(StudyTable.of(protocol, results, neurons, target).render(terminal.columns()));
        terminal.out().println();
    }

    private List<StudyResult> of(Protocol protocol) {
        return results.stream().filter(r -> r.row().protocol() == protocol).toList();
    }
}
