package stride.model.split;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import stride.model.OptionsException;
import stride.model.UnfitException;

/**
 * How the bins of a recording are to be split.
 *
 * @param trainFraction the share of the bins that train, validation bins included; between 0 and 1. Folds go by their
 *                      number instead
 * @param validFraction the share of the train bins that validate instead; 0 for none
 * @param gap           bins left out between parts; empty: as many as history and the target's autocorrelation ask for,
 *                      which {@link Gap#of} tells
 * @param block         bins of a block; empty: {@value #BLOCK}, or four gaps where that is more
 * @param folds         contiguous folds, at least 2
 * @param seed          decides which blocks, or which single bins, belong to which part; nothing else
 */
public record SplitOptions(
        Kind kind,
        double trainFraction,
        double validFraction,
        Optional<Gap> gap,
        OptionalInt block,
        int folds,
        long seed) {
    /** As the authors of the published recordings alternate them: 72 s of their bins. */
    public static final int BLOCK = 60;

    /** Folds where no number is asked for. */
    public static final int FOLDS = 5;

    /** How the parts lie in time. */
    public enum Kind {
        /** Train, then validation, then test. */
        CHRONOLOGICAL,
        /** Blocks of train, validation and test bins, alternating. */
        BLOCKED,
        /** Several splits: each contiguous fold is the test part of one. */
        KFOLD,
        /** Each bin for itself: leaks, for neighbouring bins are alike. */
        RANDOM,
        /** Everything trains. */
        NONE;

        /** Whether test bins lie so near to train bins that the result says nothing about decoding. */
        public boolean leaky() {
            return this == RANDOM;
        }
    }

    public SplitOptions {
        if (!(trainFraction > 0 && trainFraction < 1)) {
            throw new OptionsException("--train-fraction " + trainFraction + " is not between 0 and 1");
        }
        if (!(validFraction >= 0 && validFraction < 1)) {
            throw new OptionsException("--valid-fraction " + validFraction + " is not at least 0 and below 1");
        }
        if (gap.isPresent() && gap.get().bins() < 0) {
            throw new OptionsException("--gap " + gap.get().bins() + " is negative");
        }
        if (block.isPresent() && block.getAsInt() < 1) {
            throw new OptionsException("--block " + block.getAsInt() + ": a block has at least 1 bin");
        }
        if (folds < 2) {
            throw new OptionsException("--folds " + folds + ": at least 2 are needed, one to test and one to train");
        }
    }

    /** Parts in the order of time, with as long a gap as the target asks for. */
    public static SplitOptions chronological(double trainFraction, double validFraction) {
        return new SplitOptions(
                Kind.CHRONOLOGICAL, trainFraction, validFraction, Optional.empty(), OptionalInt.empty(), FOLDS, 1);
    }

    /** The same with this gap. */
    public SplitOptions withGap(Gap fixed) {
        return new SplitOptions(kind, trainFraction, validFraction, Optional.of(fixed), block, folds, seed);
    }

    /** The same of another kind. */
    public SplitOptions withKind(Kind other) {
        return new SplitOptions(other, trainFraction, validFraction, gap, block, folds, seed);
    }

    /** Whether validation bins are asked for. */
    public boolean validates() {
        return kind != Kind.NONE && validFraction > 0;
    }

    /** Bins of a block next to gaps of this many. */
    public int block(int gapBins) {
        return block.orElse((int) Math.min(Integer.MAX_VALUE, Math.max(BLOCK, 4L * gapBins)));
    }

    /**
     * Splits {@code bins} bins: one split, or one for each fold. Bins of different parts lie more than a gap apart.
     *
     * @throws UnfitException        if a part that was asked for keeps no bin
     * @throws IllegalStateException if the options leave the gap open
     */
    public List<Split> folds(int bins) {
        int apart = gap.orElseThrow(() -> new IllegalStateException("the gap is still open"))
                .bins();
        List<Split> splits = switch (kind) {
            case CHRONOLOGICAL ->
                single(Gaps.fromLater(Assignments.chronological(bins, trainFraction, validFraction), apart), apart);
            case BLOCKED -> {
                Part[] blocks = Assignments.blocked(bins, block(apart), trainFraction, validFraction, seed);
                yield single(Gaps.fromLater(blocks, apart), apart);
            }
            case KFOLD ->
                Assignments.folds(bins, folds, validFraction).stream()
                        .map(fold -> Split.of(Gaps.aroundTest(fold, apart), apart))
                        .toList();
            case RANDOM ->
                single(Gaps.aroundTest(Assignments.random(bins, trainFraction, validFraction, seed), apart), apart);
            case NONE -> List.of(Split.none(bins));
        };
        splits.forEach(split -> require(split, apart));
        return splits;
    }

    private static List<Split> single(Part[] parts, int apart) {
        return List.of(Split.of(parts, apart));
    }

    private void require(Split split, int apart) {
        boolean fits = split.count(Part.TRAIN) > 0
                && (kind == Kind.NONE || split.count(Part.TEST) > 0)
                && (!validates() || split.count(Part.VALID) > 0);
        if (!fits) {
            throw new UnfitException("%d bins are too few for %s, a validation fraction of %s and gaps of %d bins; %s"
                    .formatted(split.bins(), described(apart), validFraction, apart, remedy()));
        }
    }

    private String described(int apart) {
        return switch (kind) {
            case BLOCKED -> "blocks of %d bins with a train fraction of %s".formatted(block(apart), trainFraction);
            case KFOLD -> folds + " folds";
            case CHRONOLOGICAL, RANDOM, NONE -> "a train fraction of " + trainFraction;
        };
    }

    private String remedy() {
        return switch (kind) {
            case BLOCKED -> "use a smaller --gap, another --block, or a longer recording";
            case KFOLD -> "use a smaller --gap, --folds or --valid-fraction, or a longer recording";
            case RANDOM -> "use --gap 0, or a split that does not leak";
            case CHRONOLOGICAL, NONE -> "use a longer recording or smaller --gap and --valid-fraction";
        };
    }
}
