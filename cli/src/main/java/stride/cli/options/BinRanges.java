package stride.cli.options;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import stride.model.UnfitException;

/**
 * Some bins of a recording, as they are written on the command line: bins and ranges of them, counted from 0, both ends
 * inside, ascending, as in {@code 0-4911} or {@code 0-99,200-299}; or a share with a decimal point, as in {@code 0.7}: the
 * first so much of the bins.
 *
 * @param text what was written
 */
public record BinRanges(String text) {
    private record Range(int first, int last) {}

    /**
     * Checks how it is written.
     *
     * @throws TypeConversionException if that is neither ranges nor a share
     */
    public BinRanges {
        if (text.contains(".")) {
            share(text);
        } else {
            ranges(text);
        }
    }

    /**
     * The numbers of these bins in a recording of so many, ascending.
     *
     * @throws UnfitException if the recording does not have them all, or the share comes to none
     */
    public int[] of(int bins) {
        if (text.contains(".")) {
            int count = (int) Math.floor(share(text) * bins);
            if (count == 0) {
                throw new UnfitException(
                        "--train-bins %s is none of %d bins; name a larger share".formatted(text, bins));
            }
            return IntStream.range(0, count).toArray();
        }
        List<Range> ranges = ranges(text);
        if (ranges.getLast().last >= bins) {
            throw new UnfitException("--train-bins %s: the recording has the bins 0 to %d".formatted(text, bins - 1));
        }
        return ranges.stream()
                .flatMapToInt(range -> IntStream.rangeClosed(range.first, range.last))
                .toArray();
    }

    private static double share(String text) {
        try {
            double share = Double.parseDouble(text);
            if (share > 0 && share <= 1) {
                return share;
            }
        } catch (NumberFormatException e) {
            throw wrong(text);
        }
        throw wrong(text);
    }

    private static List<Range> ranges(String text) {
        List<Range> ranges = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String[] ends = part.strip().split("-", -1);
            if (ends.length > 2) {
                throw wrong(text);
            }
            Range range = new Range(bin(ends[0], text), bin(ends[ends.length - 1], text));
            boolean ascending = ranges.isEmpty() || ranges.getLast().last < range.first;
            if (!ascending || range.last < range.first) {
                throw wrong(text);
            }
            ranges.add(range);
        }
        return ranges;
    }

    private static int bin(String digits, String text) {
        try {
            return Integer.parseUnsignedInt(digits);
        } catch (NumberFormatException e) {
            throw wrong(text);
        }
    }

    private static TypeConversionException wrong(String text) {
        return new TypeConversionException(
                "'%s' is neither ascending bins, as in 0-4911 or 0-99,200-299, nor a share, as in 0.7".formatted(text));
    }

    /** Reads them from the command line. */
    public static final class Converter implements ITypeConverter<BinRanges> {
        @Override
        public BinRanges convert(String text) {
            return new BinRanges(text);
        }
    }
}
