package stride.model.split;

import java.util.Arrays;
import java.util.stream.IntStream;
import stride.engine.Matrix;
import stride.model.UnfitException;

/** Which time bins train, which validate, which test, and which lie unused between them. */
public final class Split {
    private final Part[] parts;
    /** The number in the recording of each bin. Where it jumps, bins were left out, and no window crosses. */
    private final int[] numbers;

    private final int gap;

    private Split(Part[] parts, int[] numbers, int gap) {
        this.parts = parts;
        this.numbers = numbers;
        this.gap = gap;
    }

    /** A split into these parts, one for each bin. */
    public static Split of(Part[] parts) {
        return of(parts, 0);
    }

    /** The same, bins of different parts lying more than {@code gap} bins apart. */
    static Split of(Part[] parts, int gap) {
        return new Split(parts, IntStream.range(0, parts.length).toArray(), gap);
    }

    /** Every bin trains; nothing is left to judge by. */
    public static Split none(int bins) {
        return all(bins, Part.TRAIN);
    }

    /** Every bin is of one part. */
    public static Split all(int bins, Part part) {
        Part[] parts = new Part[bins];
        Arrays.fill(parts, part);
        return of(parts);
    }

    /**
     * The same for bins that are not all of a recording's.
     *
     * @param numbers their numbers in the recording, ascending
     */
    public Split numbered(int[] numbers) {
        if (numbers.length != parts.length) {
            throw new IllegalArgumentException(numbers.length + " numbers for " + parts.length + " bins");
        }
        return new Split(parts, numbers.clone(), gap);
    }

    /** The number of bins of the recording. */
    public int bins() {
        return parts.length;
    }

    /**
     * How many bins lie between different parts at least, so that what is fitted on one says nothing of another by mere
     * nearness; within a part, whoever splits it once more does as well to leave out so many.
     */
    public int gap() {
        return gap;
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

    /** The bins of a part whose whole window lies within one unbroken run of that part, ascending. */
    public int[] bins(Part part, History history) {
        int[] ran = new int[parts.length]; // how many bins before this one belong to its run
        for (int t = 1; t < parts.length; t++) {
            ran[t] = continues(t) ? ran[t - 1] + 1 : 0;
        }
        return IntStream.range(0, parts.length)
                .filter(t -> parts[t] == part
                        && history.fits(t, parts.length)
                        && ran[t + history.after()] >= history.before() + history.after())
                .toArray();
    }

    /** Whether a bin follows the one before it in time, within the same part. */
    public boolean continues(int bin) {
        return bin > 0 && parts[bin] == parts[bin - 1] && numbers[bin] == numbers[bin - 1] + 1;
    }

    /**
     * For each of {@link #bins(Part, History)} the place among them of the first one of its unbroken run.
     */
    public int[] runs(Part part, History history) {
        int[] bins = bins(part, history);
        int[] runs = new int[bins.length];
        for (int i = 1; i < bins.length; i++) {
            runs[i] = bins[i] == bins[i - 1] + 1 && continues(bins[i]) ? runs[i - 1] : i;
        }
        return runs;
    }

    /** The rows of the train bins among those of all bins. */
    public TrainRows train(Matrix everyBin) {
        return new TrainRows(everyBin.selectRows(bins(Part.TRAIN)));
    }

    /** The same without bins that have no whole window. */
    public TrainRows train(Matrix everyBin, History history) {
        return new TrainRows(everyBin.selectRows(bins(Part.TRAIN, history)));
    }

    /**
     * Sees to it that every part has a bin with a whole window.
     *
     * @throws UnfitException if one has bins, but none with a window
     */
    public void require(History history) {
        for (Part part : Part.values()) {
            if (part != Part.GAP && count(part) > 0 && bins(part, history).length == 0) {
                throw new UnfitException(
                        "none of the %d %s bins has %d bins before it and %d after it in an unbroken run of its part; use a shorter --history, a larger --block, or --split chronological"
                                .formatted(count(part), part.label(), history.before(), history.after()));
            }
        }
    }
}
