package stride.cli.study;

import java.util.OptionalDouble;
import stride.model.decoder.DecoderOptions;
import stride.model.decoder.Prepared;
import stride.model.decoder.Protocol;
import stride.model.decoder.Trial;
import stride.model.evaluation.Metrics;
import stride.model.split.Part;

/**
 * A row of the study with what came of it.
 *
 * @param options  what its network was trained with; for others, the protocol's
 * @param prepared what it was fitted on
 */
public record StudyResult(StudyRow row, DecoderOptions options, Prepared prepared, Trial trial) {
    /** The true metrics on a part. */
    public Metrics metrics(Part part) {
        return trial.metrics().get(part);
    }

    /** The mean squared error as the study printed it, after broadcasting; only for a published network. */
    public OptionalDouble broadcastMse(Part part) {
        return row.protocol() == Protocol.PUBLISHED && row.model() == Model.NETWORK
                ? OptionalDouble.of(trial.broadcastLoss(prepared, part))
                : OptionalDouble.empty();
    }

    /** The mean squared error that the table shows: the broadcast one where the study printed that. */
    public double printedMse(Part part) {
        return broadcastMse(part).orElse(metrics(part).mse());
    }
}
