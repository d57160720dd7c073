package stride.cli.animals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stride.model.UnfitException;

/**
 * The trials of one recording's run by what they are, so that those of other recordings can be found beside them. The
 * number of components can differ, for a small recording allows fewer: most of them and fewer of them count as the same.
 *
 * @param directories of each trial that did not fail, in the order of their names
 */
record FinishedTrials(Map<String, Path> directories) {
    /**
     * Reads what there is below {@code trials}.
     *
     * @throws UnfitException if it can't be read
     */
    static FinishedTrials read(Path run) {
        try (Stream<Path> entries = Files.list(run.resolve("trials"))) {
            List<Path> places = entries.sorted().toList();
            List<JsonObject> runs = new ArrayList<>();
            for (Path place : places) {
                runs.add(JsonParser.parseString(Files.readString(place.resolve("run.json")))
                        .getAsJsonObject());
            }
            List<Integer> components = runs.stream()
                    .filter(FinishedTrials::network)
                    .map(FinishedTrials::components)
                    .distinct()
                    .sorted(Comparator.reverseOrder())
                    .toList();
            Map<String, Path> directories = new LinkedHashMap<>();
            for (int i = 0; i < places.size(); i++) {
                if (!runs.get(i).has("error")) {
                    boolean fewer = network(runs.get(i)) && components.indexOf(components(runs.get(i))) > 0;
                    directories.put(name(runs.get(i), fewer), places.get(i));
                }
            }
            return new FinishedTrials(directories);
        } catch (IOException | JsonParseException | IllegalStateException e) {
            throw new UnfitException("%s: its trials can't be read: %s".formatted(run, e.getMessage()));
        }
    }

    private static boolean network(JsonObject run) {
        return run.getAsJsonObject("options").has("hidden");
    }

    private static int components(JsonObject run) {
        return run.getAsJsonObject("options").get("pca").getAsInt();
    }

    private static String name(JsonObject run, boolean fewer) {
        JsonObject options = run.getAsJsonObject("options");
        List<String> words = new ArrayList<>();
        words.add(options.get("protocol").getAsString());
        if (network(run)) {
            words.add(options.get("activation").getAsString());
            words.add(options.getAsJsonArray("hidden").asList().stream()
                    .map(JsonElement::getAsString)
                    .collect(Collectors.joining("-")));
        } else {
            words.add(run.get("model").getAsString().replace('_', ' '));
        }
        if (fewer) {
            words.add("fewer components");
        }
        return String.join(" ", words);
    }
}
