package stride.cli.sweep;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import stride.cli.study.StudyResult;
import stride.model.split.Part;

/**
 * The trial that a sweep calls the best, by validation bins. Errors compare on the same bins alone: where splits, gaps or
 * histories differ, the best on each set of bins is found by its error, and R2, which allows for how much the target
 * varies on them, chooses between those. A leaky trial's validation bins may have been seen like its test bins, so it is
 * chosen only where all are leaky.
 *
 * @param best   the trial
 * @param ofEach the best on each set of validation bins
 * @param passed leaky trials that were not considered
 */
record Choice(StudyResult best, List<StudyResult> ofEach, long passed) {
    /** The choice among these; nothing where there are no validation bins, for the test bins must not choose. */
    static Optional<Choice> of(List<StudyResult> results) {
        List<StudyResult> judged =
                results.stream().filter(r -> r.part(Part.VALID).isPresent()).toList();
        List<StudyResult> sound = judged.stream().filter(r -> !leaky(r)).toList();
        List<StudyResult> considered = sound.isEmpty() ? judged : sound;
        Map<String, List<StudyResult>> alike = considered.stream()
                .collect(Collectors.groupingBy(Choice::validationBins, LinkedHashMap::new, Collectors.toList()));
        List<StudyResult> ofEach = alike.values().stream()
                .map(own -> own.stream()
                        .min(Comparator.comparingDouble(Choice::error))
                        .orElseThrow())
                .toList();
        return ofEach.stream()
                .min(Comparator.comparingDouble(r -> -r2(r)))
                .map(best -> new Choice(best, ofEach, judged.size() - considered.size()));
    }

    /** Which bins those are that validation errors were taken on: windows keep some at the ends of a run from it. */
    private static String validationBins(StudyResult result) {
        JsonObject split = result.run().getAsJsonObject("split");
        JsonArray bins = new JsonArray();
        bins.add(split.get("history"));
        if (split.get("folds") instanceof JsonArray folds) {
            for (JsonElement fold : folds) {
                bins.add(fold.getAsJsonObject().get(Part.VALID.label()));
            }
        } else {
            bins.add(split.get(Part.VALID.label()));
        }
        return bins.toString();
    }

    private static boolean leaky(StudyResult result) {
        return !result.plan().leaks().isEmpty();
    }

    private static double error(StudyResult result) {
        return result.metrics(Part.VALID).mse();
    }

    /** Of a target that is constant there, which has none, the least. */
    private static double r2(StudyResult result) {
        double r2 = result.metrics(Part.VALID).r2();
        return Double.isNaN(r2) ? Double.NEGATIVE_INFINITY : r2;
    }

    private boolean sameBins() {
        return ofEach.size() == 1;
    }

    /** The best first, leaky trials after the others; what failed or has no validation bins comes last. */
    static Comparator<StudyResult> order(Optional<Choice> choice) {
        boolean byError = choice.map(Choice::sameBins).orElse(true);
        return Comparator.comparing((StudyResult r) ->
                        choice.map(c -> !directory(c.best).equals(directory(r))).orElse(true))
                .thenComparing(r -> r.part(Part.VALID).isEmpty())
                .thenComparing(Choice::leaky)
                .thenComparingDouble(r -> r.part(Part.VALID).isEmpty() ? 0 : byError ? error(r) : -r2(r));
    }

    /** What a reader must know of how it was chosen, a sentence each. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (!sameBins()) {
            notes.add(
                    "trials have %d different sets of validation bins, so R2 on them chose, which is a rough comparison;"
                                    .formatted(ofEach.size())
                            + " the best of each: "
                            + ofEach.stream()
                                    .map(r -> "%s (R2 %.3f)"
                                            .formatted(
                                                    r.plan().name(),
                                                    r.metrics(Part.VALID).r2()))
                                    .collect(Collectors.joining(", ")));
        }
        if (passed > 0) {
            notes.add("trials passed over, for they are leaky: " + passed);
        }
        return notes;
    }

    /** Adds it to a {@code run.json}. */
    void addTo(JsonObject json) {
        json.addProperty("best", directory(best));
        json.addProperty("best_by", sameBins() ? "valid_mse" : "valid_r2");
        JsonArray each = new JsonArray();
        ofEach.forEach(result -> each.add(directory(result)));
        json.add("best_of_each", each);
        JsonArray said = new JsonArray();
        notes().forEach(said::add);
        json.add("best_notes", said);
    }

    private static String directory(StudyResult result) {
        return "trials/" + result.plan().name();
    }
}
