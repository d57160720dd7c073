package stride.cli.options;

import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import stride.model.decoder.Protocol;
import stride.model.split.Gap;
import stride.model.split.SplitOptions;

/** Which bins train, validate and test; what is not given stays as the protocol has it. */
public final class SplitArguments {
    @Option(
            names = "--split",
            paramLabel = "KIND",
            description =
                    "chronological, blocked (alternating blocks), kfold (contiguous folds, each tested once), random (leaks), or none: everything trains.")
    private SplitOptions.Kind split;

    @Option(
            names = "--block",
            paramLabel = "BINS",
            description = "Bins in a block of a blocked split; auto: 60, or four gaps.",
            converter = BinsOrAuto.class)
    private OptionalInt block;

    @Option(names = "--folds", paramLabel = "N", description = "Folds of a kfold split (default: 5).")
    private Integer folds;

    @Option(
            names = "--split-seed",
            paramLabel = "N",
            description = "Decides the blocks, or the bins of a random split (default: 1).")
    private Long splitSeed;

    @Option(names = "--train-fraction", paramLabel = "SHARE", description = "Share of the bins that train.")
    private Double trainFraction;

    @Option(names = "--valid-fraction", paramLabel = "SHARE", description = "Share of those that validate instead.")
    private Double validFraction;

    @Option(
            names = "--gap",
            paramLabel = "BINS",
            description = "Bins left out between parts; auto: the history and the target's autocorrelation time.",
            converter = BinsOrAuto.class)
    private OptionalInt gap;

    /** The protocol's split with the changes. */
    SplitOptions of(Protocol protocol) {
        SplitOptions base = protocol.split();
        return new SplitOptions(
                or(split, base.kind()),
                or(trainFraction, base.trainFraction()),
                or(validFraction, base.validFraction()),
                gap == null ? base.gap() : gap.stream().mapToObj(Gap::of).findFirst(),
                or(block, base.block()),
                or(folds, base.folds()),
                or(splitSeed, base.seed()));
    }

    private static <T> T or(T given, T otherwise) {
        return Optional.ofNullable(given).orElse(otherwise);
    }

    /** A number of bins, or {@code auto} for none. */
    static final class BinsOrAuto implements ITypeConverter<OptionalInt> {
        @Override
        public OptionalInt convert(String text) {
            try {
                return text.equals("auto") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is not a number of bins, or auto");
            }
        }
    }
}
