package stride.cli.animals;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import stride.cli.run.Json;
import stride.cli.terminal.Table;
import stride.engine.Matrix;
import stride.model.evaluation.Animals;
import stride.model.evaluation.Animals.Judged;
import stride.model.evaluation.Figure;
import stride.model.evaluation.Interval;

/**
 * What every decoder comes to over several recordings, each of which had a fit of its own.
 *
 * @param recordings as they were named
 * @param r2         R2 on the test bins, of each decoder that no recording failed with
 * @param overRidge  the same minus that of ridge on the same inputs of the same recording
 * @param failed     those that a recording failed with
 * @param leaky      those whose test bins had a part in them, in any recording
 */
public record AcrossRecordings(
        List<String> recordings,
        Map<String, Animals> r2,
        Map<String, Animals> overRidge,
        Set<String> failed,
        Set<String> leaky) {
    /**
     * Sums up finished runs.
     *
     * @param runs the directory of each recording's run
     * @throws stride.model.UnfitException if one can't be read
     */
    public static AcrossRecordings of(List<String> recordings, List<Path> runs) {
        List<FinishedTrials> trials = runs.stream().map(FinishedTrials::read).toList();
        Map<String, List<Judged>> judged = new LinkedHashMap<>();
        for (String name : trials.getFirst().predictions().keySet()) {
            if (trials.stream().allMatch(t -> t.predictions().containsKey(name))) {
                judged.put(
                        name,
                        trials.stream()
                                .map(t -> TestBins.read(t.predictions().get(name)))
                                .toList());
            }
        }
        Map<String, Animals> r2 = new LinkedHashMap<>();
        Map<String, Animals> overRidge = new LinkedHashMap<>();
        judged.forEach((name, own) -> {
            r2.put(name, Animals.of(Figure.R2, own));
            List<Matrix> ridge = trials.stream()
                    .flatMap(t -> t.ridge(name).stream())
                    .map(file -> TestBins.read(file).predicted())
                    .toList();
            if (ridge.size() == own.size()) {
                overRidge.put(name, Animals.difference(Figure.R2, own, ridge));
            }
        });
        Set<String> failed =
                trials.stream().flatMap(t -> t.failed().stream()).collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> leaky = trials.stream().flatMap(t -> t.leaky().stream()).collect(Collectors.toSet());
        return new AcrossRecordings(recordings, r2, overRidge, failed, leaky);
    }

    /** How many recordings there are, and what so many allow to say. */
    public String statement() {
        return Animals.statement(recordings.size());
    }

    /** A line for each decoder: the mean of R2 with its interval, what it has over ridge, and R2 of each recording. */
    public Table table() {
        List<Table.Column> columns = new ArrayList<>(List.of(
                new Table.Column("decoder", false, 0),
                new Table.Column("mean\nR2", true, 0),
                new Table.Column("95 %", false, 0),
                new Table.Column("over\nridge", true, 0),
                new Table.Column("95 %", false, 0)));
        for (int i = 1; i <= recordings.size(); i++) {
            columns.add(new Table.Column("R2\nno. " + i, true, i));
        }
        Table table = new Table(columns);
        r2.forEach((name, animals) -> {
            Optional<Animals> over = Optional.ofNullable(overRidge.get(name));
            List<String> row = new ArrayList<>(List.of(
                    name + (leaky.contains(name) ? " LEAKY" : ""),
                    "%.3f".formatted(animals.mean()),
                    text(animals.interval()),
                    over.map(o -> "%+.3f".formatted(o.mean())).orElse(""),
                    over.map(o -> text(o.interval())).orElse("")));
            animals.each().forEach(x -> row.add("%.3f".formatted(x)));
            table.add(row);
        });
        return table;
    }

    private static String text(Interval interval) {
        return interval.exists() ? "%.3f to %.3f".formatted(interval.low(), interval.high()) : "none";
    }

    /** The same as JSON. */
    public JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("n", recordings.size());
        json.addProperty("statement", statement());
        JsonArray decoders = new JsonArray();
        r2.forEach((name, animals) -> {
            JsonObject decoder = new JsonObject();
            decoder.addProperty("decoder", name);
            decoder.addProperty("leaky", leaky.contains(name));
            decoder.add("test_r2", json(animals));
            if (overRidge.containsKey(name)) {
                decoder.add("versus_ridge", json(overRidge.get(name)));
            }
            decoders.add(decoder);
        });
        json.add("decoders", decoders);
        json.add("failed", Json.texts(List.copyOf(failed)));
        return json;
    }

    private static JsonObject json(Animals animals) {
        JsonObject json = new JsonObject();
        json.add("mean", Json.number(animals.mean()));
        JsonArray interval = new JsonArray();
        interval.add(Json.number(animals.interval().low()));
        interval.add(Json.number(animals.interval().high()));
        json.add("interval", interval);
        JsonArray each = new JsonArray();
        animals.each().forEach(x -> each.add(Json.number(x)));
        json.add("each", each);
        return json;
    }
}
