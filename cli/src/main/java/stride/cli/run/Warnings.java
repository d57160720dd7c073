package stride.cli.run;

import com.google.gson.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import stride.cli.evidence.VersusRidge;
import stride.model.decoder.DecoderOptions;
import stride.model.decoder.Outcome;
import stride.model.evaluation.Intervals;
import stride.model.network.Selection;
import stride.model.network.Training;
import stride.model.split.History;
import stride.model.split.Part;

/** What a reader of a result must know before the result itself. */
public final class Warnings {
    /** With fewer test bins than this, chance alone moves R2 by a tenth and more. */
    private static final int FEW = 100;

    private Warnings() {}

    /** One line each; none where there is nothing to warn of. */
    public static List<String> of(DecoderOptions options, Set<Leak> leaks, Outcome outcome) {
        List<String> warnings = new ArrayList<>(of(options, leaks));
        int test = outcome.folds().stream()
                .mapToInt(fold -> fold.prepared().bins(Part.TEST).length)
                .sum();
        if (test > 0 && test < FEW) {
            warnings.add("few bins: %d test bins judge this decoder; their number alone makes its figures uncertain"
                    .formatted(test));
        }
        unconverged(options, outcome).ifPresent(warnings::add);
        return warnings;
    }

    /** Where the test bins are too few for an interval as wide as it should be. */
    public static Optional<String> of(Map<Part, Intervals> intervals) {
        Intervals test = intervals.get(Part.TEST);
        return test != null && test.tooShort()
                ? Optional.of("few bins: the intervals are too narrow, for the test bins hold too few blocks")
                : Optional.empty();
    }

    /** Where ridge on the same inputs does better. */
    public static Optional<String> of(VersusRidge versus) {
        return versus.isWorse()
                ? Optional.of("worse than ridge on the same inputs: " + versus.figures())
                : Optional.empty();
    }

    /** Networks that were still getting better when their epochs ended. */
    private static Optional<String> unconverged(DecoderOptions options, Outcome outcome) {
        int epochs = options.training().epochs();
        List<Training> trainings = outcome.folds().stream()
                .flatMap(fold -> fold.trial().trainings().stream())
                .toList();
        long last = trainings.stream().filter(t -> t.chosen() == epochs).count();
        if (options.training().select() == Selection.LAST || last == 0) {
            return Optional.empty();
        }
        String which = trainings.size() == 1 ? "" : " for %d of %d networks".formatted(last, trainings.size());
        return Optional.of(
                "not converged: the last of %d epochs was the best%s; give it more --epochs".formatted(epochs, which));
    }

    /** Those of a network that are known beforehand. */
    public static List<String> of(DecoderOptions options) {
        return of(options, Leak.of(options));
    }

    private static List<String> of(DecoderOptions options, Set<Leak> leaks) {
        List<String> warnings = new ArrayList<>();
        leaks.forEach(leak -> warnings.add(leak.warning()));
        History history = options.inputs().history();
        if (history.acausal()) {
            warnings.add("acausal: the decoder sees %d bins of the future; it could not run while the animal behaves"
                    .formatted(history.after()));
        }
        return warnings;
    }

    /** The same as JSON. */
    public static JsonArray json(List<String> warnings) {
        JsonArray json = new JsonArray();
        warnings.forEach(json::add);
        return json;
    }
}
