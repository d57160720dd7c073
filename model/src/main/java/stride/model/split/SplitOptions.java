package stride.model.split;

import java.util.OptionalInt;
import stride.model.OptionsException;

/**
 * How the bins of a recording are to be split.
 *
 * @param trainFraction the share of the bins that train, validation bins included; between 0 and 1
 * @param validFraction the share of the train bins that validate instead; 0 for none
 * @param gap           bins left out before validation and before test; empty: as many as the target's autocorrelation
 *                      asks for
 */
public record SplitOptions(Kind kind, double trainFraction, double validFraction, OptionalInt gap) {
    /** How the parts lie in time. */
    public enum Kind {
        /** Train, then validation, then test. */
        CHRONOLOGICAL,
        /** Everything trains. */
        NONE
    }

    public SplitOptions {
        if (!(trainFraction > 0 && trainFraction < 1)) {
            throw new OptionsException("--train-fraction " + trainFraction + " is not between 0 and 1");
        }
        if (!(validFraction >= 0 && validFraction < 1)) {
            throw new OptionsException("--valid-fraction " + validFraction + " is not at least 0 and below 1");
        }
        if (gap.isPresent() && gap.getAsInt() < 0) {
            throw new OptionsException("--gap " + gap.getAsInt() + " is negative");
        }
    }

    /**
     * Splits {@code bins} bins.
     *
     * @param suggestedGap the gap where the options leave it open
     */
    public Split split(int bins, int suggestedGap) {
        return switch (kind) {
            case CHRONOLOGICAL -> Split.chronological(bins, trainFraction, validFraction, gap.orElse(suggestedGap));
            case NONE -> Split.none(bins);
        };
    }
}
