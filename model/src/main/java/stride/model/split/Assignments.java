package stride.model.split;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Which bins train, validate and test before gaps are taken out. */
final class Assignments {
    private Assignments() {}

    /**
     * The first {@code floor(trainFraction * bins)} bins train and the rest test; of the former, the last
     * {@code floor(validFraction * n)} validate.
     */
    static Part[] chronological(int bins, double trainFraction, double validFraction) {
        int head = (int) Math.floor(trainFraction * bins);
        int valid = (int) Math.floor(validFraction * head);
        Part[] parts = all(bins, Part.TRAIN);
        Arrays.fill(parts, head - valid, head, Part.VALID);
        Arrays.fill(parts, head, bins, Part.TEST);
        return parts;
    }

    /**
     * Blocks of nearly equal length alternate between the parts: one block in each of as many equal stretches as there
     * are to be test blocks tests, drawn at random, and among the others validation blocks are drawn in the same way.
     */
    static Part[] blocked(int bins, int block, double trainFraction, double validFraction, long seed) {
        int count = Math.max(1, (int) Math.round((double) bins / block));
        SplittableRandom random = new SplittableRandom(seed);
        int[] everyBlock = IntStream.range(0, count).toArray();
        Part[] blocks = all(count, Part.TRAIN);
        draw(everyBlock, 1 - trainFraction, random).forEach(b -> blocks[b] = Part.TEST);
        int[] others =
                IntStream.of(everyBlock).filter(b -> blocks[b] == Part.TRAIN).toArray();
        draw(others, validFraction, random).forEach(b -> blocks[b] = Part.VALID);
        Part[] parts = new Part[bins];
        for (int b = 0; b < count; b++) {
            Arrays.fill(parts, start(b, count, bins), start(b + 1, count, bins), blocks[b]);
        }
        return parts;
    }

    /** One of the blocks from each of as many stretches as the share asks for, at least one where it asks for any. */
    private static IntStream draw(int[] blocks, double share, SplittableRandom random) {
        int wanted = share == 0 ? 0 : Math.max(1, (int) Math.round(share * blocks.length));
        if (wanted > blocks.length) {
            return IntStream.of(blocks);
        }
        return IntStream.range(0, wanted)
                .map(i -> blocks[random.nextInt(start(i, wanted, blocks.length), start(i + 1, wanted, blocks.length))])
                .boxed()
                .toList() // drawn in order, now
                .stream()
                .mapToInt(Integer::intValue);
    }

    /**
     * Contiguous folds, each the test part of one split. The validation bins of a fold are the stretch after its test
     * bins, or before them where the recording ends too soon.
     */
    static List<Part[]> folds(int bins, int folds, double validFraction) {
        return IntStream.range(0, folds)
                .mapToObj(fold -> {
                    int from = start(fold, folds, bins);
                    int to = start(fold + 1, folds, bins);
                    int valid = (int) Math.floor(validFraction * (bins - (to - from)));
                    Part[] parts = all(bins, Part.TRAIN);
                    Arrays.fill(parts, from, to, Part.TEST);
                    int first = to + valid <= bins ? to : from - valid;
                    // Neither fits beside a test fold in the middle where half and more of the rest validates.
                    int begin = Math.max(0, first);
                    Arrays.fill(parts, begin, Math.max(begin, first + valid), Part.VALID);
                    return parts;
                })
                .toList();
    }

    /** Each bin for itself. Neighbours are alike, so that the test bins have nearly been seen in training. */
    static Part[] random(int bins, double trainFraction, double validFraction, long seed) {
        int[] order = IntStream.range(0, bins).toArray();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = bins - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        Part[] ordered = chronological(bins, trainFraction, validFraction);
        Part[] parts = new Part[bins];
        for (int i = 0; i < bins; i++) {
            parts[order[i]] = ordered[i];
        }
        return parts;
    }

    private static int start(int i, int count, int bins) {
        return (int) ((long) bins * i / count);
    }

    private static Part[] all(int count, Part part) {
        Part[] parts = new Part[count];
        Arrays.fill(parts, part);
        return parts;
    }
}
