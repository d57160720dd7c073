package stride.cli.study;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import stride.cli.evidence.IntervalsJson;
import stride.cli.evidence.VersusRidge;
import stride.cli.run.Json;
import stride.model.NumericException;
import stride.model.decoder.DecoderOptions;
import stride.model.decoder.NetworkOptions;
import stride.model.decoder.Outcome;
import stride.model.decoder.Protocol;
import stride.model.evaluation.Figure;
import stride.model.evaluation.Interval;
import stride.model.evaluation.Metrics;
import stride.model.split.Part;

/**
 * A trial with what came of it, as its {@code run.json} has it: one that an earlier process finished is the same as one
 * of this process.
 *
 * @param run what {@code run.json} holds
 */
public record StudyResult(TrialPlan plan, JsonObject run) {
    /** What kind of decoder it is. */
    public StudyRow row() {
        return plan.row();
    }

    /** What its network was trained with; for others, the protocol's. */
    public DecoderOptions options() {
        return plan.options();
    }

    /** Why it failed; empty if it did not. */
    public Optional<String> error() {
        return run.has("error") ? Optional.of(run.get("error").getAsString()) : Optional.empty();
    }

    /** Whether there is anything to judge. */
    public boolean succeeded() {
        return error().isEmpty();
    }

    /**
     * One failure is a trial's own; if all networks failed, the run did, though what is known of each is kept.
     *
     * @throws NumericException if none of them succeeded
     */
    public static void requireAny(List<StudyResult> results) {
        requireOne(results.stream()
                .filter(result -> result.row().model() == Model.NETWORK)
                .map(StudyResult::error)
                .toList());
    }

    /** The same of a finished run, by its {@code run.json}. */
    public static void requireAny(JsonObject finished) {
        requireOne(finished.getAsJsonArray("trials").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(trial -> trial.get("model").getAsString().equals(Model.NETWORK.label()))
                .map(trial -> Optional.ofNullable(trial.get("error")).map(JsonElement::getAsString))
                .toList());
    }

    private static void requireOne(List<Optional<String>> errors) {
        if (errors.stream().allMatch(Optional::isPresent)) {
            throw new NumericException("all %d trials failed; the first: %s"
                    .formatted(errors.size(), errors.getFirst().orElseThrow()));
        }
    }

    /** What a reader must know before its figures. */
    public List<String> warnings() {
        return run.has("warnings")
                ? run.getAsJsonArray("warnings").asList().stream()
                        .map(JsonElement::getAsString)
                        .toList()
                : List.of();
    }

    /** The true metrics on a part, of all folds together; empty where there is no such part. */
    public Optional<Metrics> part(Part part) {
        JsonElement figures = succeeded() ? run.getAsJsonObject("metrics").get(part.label()) : null;
        return Optional.ofNullable(figures).map(json -> Json.metrics((JsonObject) json));
    }

    /** The same for a part that there is. */
    public Metrics metrics(Part part) {
        return part(part).orElseThrow();
    }

    /** The interval of a figure on the test bins; none where there is none. */
    public Interval interval(Figure figure) {
        return IntervalsJson.read(run, Part.TEST, figure);
    }

    /** What it has over ridge on the same inputs; empty for ridge itself. */
    public Optional<VersusRidge> versusRidge() {
        return VersusRidge.read(run);
    }

    /** What ridge comes to on shifted targets; empty for what is not ridge. */
    public JsonArray nulls() {
        JsonElement nulls = run.get("null");
        return nulls == null ? new JsonArray() : nulls.getAsJsonArray();
    }

    /** The mean squared error as the study printed it, after broadcasting; only for a published network. */
    public OptionalDouble broadcastMse(Part part) {
        JsonElement mse = run.get("published_%s_mse".formatted(part.label()));
        return mse == null ? OptionalDouble.empty() : OptionalDouble.of(mse.getAsDouble());
    }

    /** The mean squared error that the table shows: the broadcast one where the study printed that. */
    public double printedMse(Part part) {
        return broadcastMse(part).orElse(metrics(part).mse());
    }

    /** Epochs that were trained, the mean over folds; 0 for what was not trained by epochs. */
    public long epochs() {
        return run.has("epochs_trained") ? run.get("epochs_trained").getAsLong() : 0;
    }

    /** What {@code run.json} has of a trial besides what every run has. */
    static void add(JsonObject run, StudyRow row, Outcome outcome) {
        outcome.folds().stream()
                .flatMap(fold -> fold.trial().training().stream())
                .mapToInt(training -> training.history().size())
                .average()
                .ifPresent(epochs -> run.addProperty("epochs_trained", Math.round(epochs)));
        if (row.protocol() == Protocol.PUBLISHED && row.model() == Model.NETWORK) {
            run.addProperty("published_train_mse", broadcast(outcome, Part.TRAIN));
            run.addProperty("published_test_mse", broadcast(outcome, Part.TEST));
        }
    }

    /** Of several folds the mean, weighted by their bins: pairs were made within a fold. */
    private static double broadcast(Outcome outcome, Part part) {
        double sum = 0;
        int bins = 0;
        for (Outcome.Fold fold : outcome.folds()) {
            int own = fold.prepared().bins(part).length;
            sum += own * fold.trial().broadcastLoss(fold.prepared(), part);
            bins += own;
        }
        return sum / bins;
    }

    /** The widths of its hidden layers as text; empty for what is no network. */
    String layers() {
        return row().network().map(NetworkOptions::layers).orElse("");
    }
}
