package stride.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import stride.cli.run.StoredRun;
import stride.cli.study.Headline;
import stride.cli.study.StudyResult;
import stride.model.decoder.Protocol;

/**
 * What a reader of a study must know first: what is so of all its trials, what is so of the network that the headline
 * names, and how many of the others there is something to say of.
 */
final class StudyWarnings {
    private StudyWarnings() {}

    /** Those of one protocol. */
    static List<String> of(StoredRun study, Protocol protocol, List<StudyResult> results) {
        List<StudyResult> own =
                results.stream().filter(r -> r.row().protocol() == protocol).toList();
        Set<String> warnings = new LinkedHashSet<>(study.texts("options", protocol.label(), "warnings"));
        Headline.of(protocol, results)
                .ifPresent(headline -> of(study, headline.network())
                        .forEach(w -> warnings.add(warnings.contains(w) ? w : "the best network: " + w)));
        Headline.missing(protocol, results).ifPresent(warnings::add);
        Map<String, Integer> others = new LinkedHashMap<>();
        for (StudyResult result : own) {
            result.error()
                    .ifPresent(error ->
                            warnings.add("%s failed: %s".formatted(result.plan().name(), error)));
            of(study, result).stream()
                    .filter(w -> !warnings.contains(w))
                    .forEach(w -> others.merge(kind(w), 1, Integer::sum));
        }
        List<String> all = new ArrayList<>(warnings);
        others.forEach((kind, count) ->
                all.add("%d of %d decoders: %s; their own pages say more".formatted(count, own.size(), kind)));
        return all;
    }

    private static List<String> of(StoredRun study, StudyResult result) {
        return RunWarnings.of(new StoredRun(study.place(), result.run()));
    }

    /** A warning without its figures. */
    private static String kind(String warning) {
        return warning.replaceFirst("(?s)[:(].*", "").strip();
    }
}
