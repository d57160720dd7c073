package stride.cli.study;

import com.google.gson.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import stride.cli.evidence.IntervalsJson;
import stride.cli.evidence.VersusRidge;
import stride.cli.run.MetricsTable;
import stride.model.decoder.NetworkOptions;
import stride.model.decoder.Protocol;
import stride.model.evaluation.Figure;
import stride.model.evaluation.Interval;
import stride.model.split.Part;

/**
 * What the study comes to: the best network of each protocol beside the constant and ridge, all by their true error on
 * the test bins.
 *
 * @param network  chosen as the protocol chooses: on validation bins, or as the published study did, on the test bins
 * @param chosenBy on which of them
 */
public record Headline(Protocol protocol, StudyResult network, Part chosenBy, StudyResult ridge, StudyResult constant) {
    /** Networks whose RMSE is this near to the constant's count as no better than it. */
    private static final double LEVEL = 0.05;

    /**
     * The headline of one protocol; empty if it did not run, one of the three failed, or there are no validation bins to
     * choose by: the test bins must not, save under the published protocol, which is there to show what that study did.
     */
    public static Optional<Headline> of(Protocol protocol, List<StudyResult> results) {
        List<StudyResult> own = succeeded(protocol, results);
        Part judge = validated(own) ? Part.VALID : Part.TEST;
        if (judge == Part.TEST && protocol != Protocol.PUBLISHED) {
            return Optional.empty();
        }
        Optional<StudyResult> best = own.stream()
                .filter(r -> r.row().model() == Model.NETWORK)
                .min(Comparator.comparingDouble(r -> r.printedMse(judge)));
        Optional<StudyResult> ridge = first(own, Model.RIDGE);
        Optional<StudyResult> constant = first(own, Model.TRAIN_MEAN);
        return best.flatMap(
                network -> ridge.flatMap(r -> constant.map(c -> new Headline(protocol, network, judge, r, c))));
    }

    /** Why a protocol that ran has no headline, where that is for want of validation bins. */
    public static Optional<String> missing(Protocol protocol, List<StudyResult> results) {
        List<StudyResult> own = succeeded(protocol, results);
        return own.isEmpty() || validated(own) || protocol == Protocol.PUBLISHED
                ? Optional.empty()
                : Optional.of("no validation bins, so no network is called the best: the test bins must not choose");
    }

    private static List<StudyResult> succeeded(Protocol protocol, List<StudyResult> results) {
        return results.stream()
                .filter(r -> r.row().protocol() == protocol && r.succeeded())
                .toList();
    }

    private static boolean validated(List<StudyResult> results) {
        return results.stream().anyMatch(r -> r.part(Part.VALID).isPresent());
    }

    private static Optional<StudyResult> first(List<StudyResult> results, Model model) {
        return results.stream().filter(r -> r.row().model() == model).findFirst();
    }

    /** The figures, what they mean, and whether the network beats ridge. */
    public String text() {
        NetworkOptions shape = network.row().network().orElseThrow();
        return "%-9s  best network by %s, %s %s: test RMSE %.2f, R2 %.3f%s%s%n%-9s  ridge %.2f, %.3f; constant %.2f: %s%s"
                .formatted(
                        protocol.label(),
                        chosenBy == Part.VALID ? "validation" : "test",
                        shape.activation().label(),
                        shape.layers(),
                        rmse(network),
                        r2(network),
                        interval(),
                        MetricsTable.stamp(
                                network.options(),
                                chosenBy == Part.TEST || !network.plan().leaks().isEmpty()),
                        "",
                        rmse(ridge),
                        r2(ridge),
                        rmse(constant),
                        gain(),
                        network.versusRidge()
                                .map(v -> "%n%-9s  %s on the same inputs: %s".formatted("", v.verdict(), v.figures()))
                                .orElse(""));
    }

    private String interval() {
        Interval interval = network.interval(Figure.R2);
        return interval.exists() ? " (95 %% %s)".formatted(IntervalsJson.text(interval, "%.2f")) : "";
    }

    private String gain() {
        double gain = 1 - rmse(network) / rmse(constant);
        if (gain < LEVEL) {
            return "network no better than constant";
        }
        String better = "network %.0f %% better than constant".formatted(100 * gain);
        return better;
    }

    /** The same in figures. */
    public JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("network", network.row().label());
        json.addProperty("chosen_by", chosenBy.label());
        json.addProperty("network_test_rmse", rmse(network));
        json.addProperty("network_test_r2", r2(network));
        json.addProperty("ridge_test_rmse", rmse(ridge));
        json.addProperty("ridge_test_r2", r2(ridge));
        json.addProperty("constant_test_rmse", rmse(constant));
        json.addProperty(
                "verdict",
                gain() + network.versusRidge().map(v -> ", " + v.verdict()).orElse(""));
        json.add("versus_ridge", VersusRidge.json(network.versusRidge()));
        return json;
    }

    private static double rmse(StudyResult result) {
        return result.metrics(Part.TEST).rmse();
    }

    private static double r2(StudyResult result) {
        return result.metrics(Part.TEST).r2();
    }
}
