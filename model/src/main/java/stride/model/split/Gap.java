package stride.model.split;

import stride.engine.Matrix;
import stride.model.evaluation.Autocorrelation;

/**
 * The bins left out between parts, and why so many.
 *
 * @param bins   at least so many
 * @param reason for a reader of the results
 */
public record Gap(int bins, String reason) {
    /** A gap that somebody asked for. */
    public static Gap of(int bins) {
        return new Gap(bins, "as asked for");
    }

    /**
     * The gap that the options have; else the window's reach and the target's autocorrelation time together, so that no
     * input of one part is alike to a target of another.
     *
     * @param targets bins x outputs
     */
    public static Gap of(SplitOptions options, History history, Matrix targets) {
        if (options.gap().isPresent()) {
            return options.gap().get();
        }
        return switch (options.kind()) {
            case NONE -> new Gap(0, "everything trains");
            case RANDOM -> new Gap(0, "a random split leaks whatever its gap");
            case CHRONOLOGICAL, BLOCKED, KFOLD -> suggested(history, targets);
        };
    }

    private static Gap suggested(History history, Matrix targets) {
        int reach = history.length() - 1;
        int unrelated = Autocorrelation.suggestedGap(targets);
        String time = unrelated < targets.rows() / 20
                ? "until the target's autocorrelation is gone"
                : "for the target's autocorrelation, which takes longer to go than a twentieth of the recording";
        String reason = "%d bins %s".formatted(unrelated, time);
        return new Gap(reach + unrelated, reach == 0 ? reason : "%d bins of history and %s".formatted(reach, reason));
    }
}
