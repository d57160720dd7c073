package stride.model.split;

import java.util.Arrays;
import java.util.stream.IntStream;
import stride.model.UnfitException;

/** Which time bins train, which validate, which test, and which lie unused between them. */
public final class Split {
    private final Part[] parts;

    private Split(Part[] parts) {
        this.parts = parts;
    }

    /**
     * The first {@code floor(trainFraction * bins)} bins train and the rest test, in the order of time. The last
     * {@code floor(validFraction * n)} of those n train bins validate instead. Each part but the first gives up its
     * first {@code gap} bins.
     *
     * @throws UnfitException if a part that was asked for keeps no bin
     */
    public static Split chronological(int bins, double trainFraction, double validFraction, int gap) {
        int head = (int) Math.floor(trainFraction * bins);
        int valid = (int) Math.floor(validFraction * head);
        Part[] parts = new Part[bins];
        fill(parts, 0, head - valid, Part.TRAIN, 0);
        fill(parts, head - valid, head, Part.VALID, gap);
        fill(parts, head, bins, Part.TEST, gap);
        Split split = new Split(parts);
        boolean fits = split.count(Part.TRAIN) > 0
                && split.count(Part.TEST) > 0
                && (validFraction == 0 || split.count(Part.VALID) > 0);
        if (!fits) {
            throw new UnfitException(
                    ("%d bins are too few for a train fraction of %s, a validation fraction of %s and gaps of"
                                    + " %d bins; use a longer recording or smaller --gap and --valid-fraction")
                            .formatted(bins, trainFraction, validFraction, gap));
        }
        return split;
    }

    /** Every bin trains; nothing is left to judge by. */
    public static Split none(int bins) {
        Part[] parts = new Part[bins];
        Arrays.fill(parts, Part.TRAIN);
        return new Split(parts);
    }

    private static void fill(Part[] parts, int from, int to, Part part, int gap) {
        int start = from + Math.min(to - from, gap);
        Arrays.fill(parts, from, start, Part.GAP);
        Arrays.fill(parts, start, to, part);
    }

    /** The number of bins of the recording. */
    public int bins() {
        return parts.length;
    }

    /** What the bin with this number is used for. */
    public Part part(int bin) {
        return parts[bin];
    }

    /** The bins of a part, ascending. */
    public int[] bins(Part part) {
        return IntStream.range(0, parts.length).filter(t -> parts[t] == part).toArray();
    }

    /** The number of bins of a part. */
    public int count(Part part) {
        return (int) Arrays.stream(parts).filter(p -> p == part).count();
    }
}
