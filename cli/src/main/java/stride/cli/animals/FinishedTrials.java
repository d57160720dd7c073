package stride.cli.animals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import stride.cli.run.TrialFiles;
import stride.model.UnfitException;

/**
 * The trials of one recording's run by names under which those of other recordings are found beside them. A study's names
 * tell the number of components, which can differ, for a small recording allows fewer: there most of them and fewer of
 * them count as the same.
 *
 * @param predictions of each trial that did not fail, in the order of their directories
 * @param beside      those of ridge on the same inputs, of each network
 * @param failed      the trials that did
 * @param leaky       the trials whose test bins had a part in them
 */
record FinishedTrials(Map<String, Path> predictions, Map<String, Path> beside, Set<String> failed, Set<String> leaky) {
    private static final String FEWER = ", fewer components";

    private static final Pattern STUDY = Pattern.compile("(sound|published)(?:-pca(\\d+))?-(.*)");

    /**
     * Finds what there is below {@code trials}.
     *
     * @throws UnfitException if it can't be read
     */
    static FinishedTrials read(Path run) {
        try (Stream<Path> entries = Files.list(run.resolve("trials"))) {
            List<Path> places = entries.sorted().toList();
            List<Integer> components = places.stream()
                    .map(place -> STUDY.matcher(place.getFileName().toString()))
                    .filter(name -> name.matches() && name.group(2) != null)
                    .map(name -> Integer.valueOf(name.group(2)))
                    .distinct()
                    .sorted(Comparator.reverseOrder())
                    .toList();
            Map<String, Path> predictions = new LinkedHashMap<>();
            Map<String, Path> beside = new LinkedHashMap<>();
            Set<String> failed = new LinkedHashSet<>();
            Set<String> leaky = new HashSet<>();
            for (Path place : places) {
                String name = name(place.getFileName().toString(), components);
                put(predictions, name, place.resolve("predictions.csv"));
                put(beside, name, place.resolve(TrialFiles.RIDGE));
                if (!predictions.containsKey(name)) {
                    failed.add(name);
                }
                if (leaky(place.resolve("run.json"))) {
                    leaky.add(name);
                }
            }
            return new FinishedTrials(predictions, beside, failed, leaky);
        } catch (IOException | JsonParseException | IllegalStateException e) {
            throw new UnfitException(
                    "%s: its trials can't be read (%s); run that recording again".formatted(run, e.getMessage()));
        }
    }

    private static boolean leaky(Path file) throws IOException {
        JsonObject run = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        return run.has("leaky") && run.get("leaky").getAsBoolean();
    }

    private static void put(Map<String, Path> files, String name, Path file) {
        if (Files.exists(file)) {
            files.put(name, file);
        }
    }

    private static String name(String directory, List<Integer> components) {
        Matcher study = STUDY.matcher(directory);
        if (!study.matches()) {
            return directory;
        }
        boolean fewer = study.group(2) != null && components.indexOf(Integer.valueOf(study.group(2))) > 0;
        String what = study.group(3).equals("persistence") ? "persistence (no decoder)" : study.group(3);
        return study.group(1) + " " + what + (fewer ? FEWER : "");
    }

    /**
     * The predictions of ridge on a trial's inputs: those beside a network, and for the study's other rows its own ridge,
     * which has their inputs. Empty for ridge itself, and where there are none.
     */
    Optional<Path> ridge(String name) {
        String row = name.split(" ", 2)[0] + " ridge";
        return Optional.ofNullable(beside.get(name))
                .or(() -> name.equals(row) || name.endsWith(FEWER)
                        ? Optional.empty()
                        : Optional.ofNullable(predictions.get(row)));
    }
}
