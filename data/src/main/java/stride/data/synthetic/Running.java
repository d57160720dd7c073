package stride.data.synthetic;

import java.util.SplittableRandom;

/**
 * Running speed in bouts: long rests, and between them a rise and a fall.
 *
 * <p>Durations and heights are dealt from shuffled decks of quantiles instead of being drawn independently. One recording
 * has only about a hundred bouts: drawn independently, its autocorrelation at 8 bins would vary by 0.05 from seed to
 * seed, dealt it varies by 0.015.
 */
final class Running {
    /** The fastest that the published recording has, in its arbitrary units. */
    private static final float FASTEST = 57.554f;

    private static final double MEAN_REST = 46;
    private static final double REST_NOISE = 0.02;

    // Chosen together, by simulation, for an autocorrelation of 0.912, 0.379 and 0.053 at 1, 8 and 16 bins.
    private static final int SHORTEST_BOUT = 3;
    private static final double BOUT_SCALE = 14.5;
    private static final double BOUT_SHAPE = 1.9;
    private static final double ARCH = 0.8;
    private static final double JITTER = 0.27;

    private static final double PEAK_SCALE = 27;
    private static final double PEAK_SHAPE = 1.8;

    /** log2 of the cards in a deck. */
    private static final int DECK_BITS = 5;

    private Running() {}

    /** Speed in each bin: 0 or more, its median near 0. */
    static float[] speed(int bins, SplittableRandom random) {
        Normals normals = new Normals(random.split());
        Deck rests = new Deck(random.split());
        Deck bouts = new Deck(random.split());
        float[] speed = new float[bins];
        for (int t = 0; t < bins; t++) {
            speed[t] = (float) Math.abs(REST_NOISE * normals.next());
        }
        int t = 0;
        while (t < bins) {
            t += 1 + (int) weibull(rests.next(), MEAN_REST, 1);
            int card = bouts.nextCard();
            int length = SHORTEST_BOUT + (int) weibull(Deck.quantile(card), BOUT_SCALE, BOUT_SHAPE);
            double peak = weibull(Deck.quantile(Deck.partner(card)), PEAK_SCALE, PEAK_SHAPE);
            for (int i = 0; i < length && t < bins; i++, t++) {
                double arch = StrictMath.pow(StrictMath.sin(Math.PI * (i + 0.5) / length), ARCH);
                speed[t] += (float) (peak * arch * StrictMath.exp(JITTER * normals.next()));
                speed[t] = Math.min(speed[t], FASTEST);
            }
        }
        return speed;
    }

    private static double weibull(double quantile, double scale, double shape) {
        return scale * StrictMath.pow(-StrictMath.log(1 - quantile), 1 / shape);
    }

    /** Evenly spaced quantiles in random order, shuffled anew whenever all have been dealt. */
    private static final class Deck {
        private static final int SIZE = 1 << DECK_BITS;

        private final SplittableRandom random;
        private final int[] cards = new int[SIZE];
        private int dealt = SIZE;

        Deck(SplittableRandom random) {
            this.random = random;
            for (int i = 0; i < SIZE; i++) {
                cards[i] = i;
            }
        }

        double next() {
            return quantile(nextCard());
        }

        int nextCard() {
            if (dealt == SIZE) {
                for (int i = SIZE - 1; i > 0; i--) {
                    int j = random.nextInt(i + 1);
                    int swapped = cards[i];
                    cards[i] = cards[j];
                    cards[j] = swapped;
                }
                dealt = 0;
            }
            return cards[dealt++];
        }

        static double quantile(int card) {
            return (card + 0.5) / SIZE;
        }

        /** The card with its bits reversed: the pairs cover the square evenly, so that length tells nothing of height. */
        static int partner(int card) {
            return Integer.reverse(card) >>> (Integer.SIZE - DECK_BITS);
        }
    }
}
