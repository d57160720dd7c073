package stride.cli.run;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import stride.model.UnfitException;

/**
 * A run's directory, or a trial's, as it lies on disk.
 *
 * @param place where it is
 * @param json  what {@code run.json} holds
 */
public record StoredRun(Path place, JsonObject json) {
    /**
     * Reads {@code run.json}; everything else is read when it is asked for.
     *
     * @throws UnfitException if there is none
     */
    public static StoredRun read(Path place) {
        Path file = place.resolve("run.json");
        try {
            return new StoredRun(place, object(file));
        } catch (NoSuchFileException e) {
            throw new UnfitException("%s: no run is there; name a run directory, or a trial's in one".formatted(place));
        } catch (IOException e) {
            throw new UnfitException("%s: can't be read: %s".formatted(file, e.getMessage()));
        }
    }

    private static JsonObject object(Path file) throws IOException {
        try {
            return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw new UnfitException(file + ": not a JSON object; run it again");
        }
    }

    /** A trial of a study or sweep, by the directory that its line names. */
    public StoredRun trial(String directory) {
        Path inside = place.resolve(directory).normalize();
        if (!inside.startsWith(place)) {
            throw new UnfitException("%s: its trial %s lies outside of it".formatted(place, directory));
        }
        return read(inside);
    }

    /** All trials that its lines name, in their order. */
    public List<JsonObject> trials() {
        return objects("trials");
    }

    /** The objects of an array; none where there is no such array. */
    public List<JsonObject> objects(String name) {
        return json.get(name) instanceof JsonArray array
                ? StreamSupport.stream(array.spliterator(), false)
                        .filter(JsonElement::isJsonObject)
                        .map(JsonElement::getAsJsonObject)
                        .toList()
                : List.of();
    }

    /** What lies at the end of a way of names; empty where it is missing or null. */
    public Optional<JsonElement> find(String... names) {
        return find(json, names);
    }

    /** The same from any object on. */
    public static Optional<JsonElement> find(JsonObject from, String... names) {
        JsonElement at = from;
        for (String name : names) {
            at = at instanceof JsonObject object ? object.get(name) : null;
        }
        return Optional.ofNullable(at).filter(found -> !found.isJsonNull());
    }

    /** A number, or NaN. */
    public static double number(JsonObject from, String... names) {
        return find(from, names).map(JsonElement::getAsDouble).orElse(Double.NaN);
    }

    /** A text, or an empty one. */
    public String text(String... names) {
        return find(names)
                .map(e -> e.isJsonPrimitive() ? e.getAsString() : e.toString())
                .orElse("");
    }

    /** The texts of an array. */
    public List<String> texts(String... names) {
        return find(names)
                .map(array -> array.getAsJsonArray().asList().stream()
                        .map(JsonElement::getAsString)
                        .toList())
                .orElse(List.of());
    }

    /** What is shown as the name of what is decoded. */
    public String target() {
        return String.join(" + ", texts("provenance", "targets"));
    }

    /** What stands behind every figure of a decoder that must not be taken at its face value. */
    public String stamp() {
        JsonObject options = json.getAsJsonObject("options");
        boolean leaky = find("leaky")
                .map(JsonElement::getAsBoolean)
                .orElseGet(() -> !Leak.of(options).isEmpty());
        return MetricsTable.stamp(StoredOptions.read(options), leaky);
    }

    /** What was predicted, where anything was. */
    public Optional<StoredPredictions> predictions() {
        return file("predictions.csv").map(StoredPredictions::read);
    }

    /** How the network was trained; of several folds the first, of an ensemble its first member. */
    public Optional<StoredHistory> history() {
        return file("history.csv").or(() -> file("fold-1/history.csv")).map(StoredHistory::read);
    }

    private Optional<Path> file(String name) {
        return Optional.of(place.resolve(name)).filter(Files::exists);
    }

    /** Each neuron's weight, where the run tells. */
    public Optional<double[]> weights() {
        return file(OverviewFile.WEIGHTS)
                .map(StoredRun::objectOf)
                .flatMap(weights -> find(weights, "weights"))
                .map(base64 -> OverviewFile.numbers(base64.getAsString()));
    }

    /** The recording at a glance: the run's own, or that of the run that a trial belongs to. */
    public Optional<JsonObject> overview() {
        Path whole = place.toAbsolutePath().normalize();
        Path above = whole.getParent() == null ? whole : whole.getParent().getParent();
        return file(OverviewFile.NAME)
                .map(StoredRun::objectOf)
                .or(() -> Optional.ofNullable(above)
                        .flatMap(run -> overviewFor(run, String.valueOf(whole.getFileName()))));
    }

    private static Optional<JsonObject> overviewFor(Path run, String trial) {
        Path folder = run.resolve(OverviewFile.FOLDER);
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(StoredRun::objectOf)
                    .filter(overview -> find(overview, "trials").stream()
                            .flatMap(trials -> trials.getAsJsonArray().asList().stream())
                            .anyMatch(name -> name.getAsString().equals(trial)))
                    .findFirst();
        } catch (IOException e) {
            throw new UnfitException("%s: can't be read: %s".formatted(folder, e.getMessage()));
        }
    }

    private static JsonObject objectOf(Path file) {
        try {
            return object(file);
        } catch (IOException e) {
            throw new UnfitException("%s: can't be read: %s".formatted(file, e.getMessage()));
        }
    }
}
