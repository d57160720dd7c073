package stride.cli.study;

import java.util.OptionalDouble;
import stride.model.decoder.DecoderOptions;
import stride.model.decoder.Outcome;
import stride.model.decoder.Protocol;
import stride.model.evaluation.Metrics;
import stride.model.split.Part;

/**
 * A row of the study with what came of it.
 *
 * @param options what its network was trained with; for others, the protocol's
 * @param outcome what was fitted on, and what came of it
 */
public record StudyResult(StudyRow row, DecoderOptions options, Outcome outcome) {
    /** The true metrics on a part, of all folds together; null where there is no such part. */
    public Metrics metrics(Part part) {
        return outcome.metrics().get(part);
    }

    /**
     * The mean squared error as the study printed it, after broadcasting; only for a published network. Of several folds
     * the mean, weighted by their bins: pairs were made within a fold.
     */
    public OptionalDouble broadcastMse(Part part) {
        if (row.protocol() != Protocol.PUBLISHED || row.model() != Model.NETWORK) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        int bins = 0;
        for (Outcome.Fold fold : outcome.folds()) {
            int own = fold.prepared().bins(part).length;
            sum += own * fold.trial().broadcastLoss(fold.prepared(), part);
            bins += own;
        }
        return OptionalDouble.of(sum / bins);
    }

    /** The mean squared error that the table shows: the broadcast one where the study printed that. */
    public double printedMse(Part part) {
        return broadcastMse(part).orElse(metrics(part).mse());
    }

    /** Epochs that were trained, the mean over folds. */
    public long epochs() {
        return Math.round(outcome.folds().stream()
                .flatMap(fold -> fold.trial().training().stream())
                .mapToInt(training -> training.history().size())
                .average()
                .orElse(0));
    }
}
