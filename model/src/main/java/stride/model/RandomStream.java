package stride.model;

import java.util.random.RandomGenerator;

/**
 * The random numbers of {@link java.util.SplittableRandom}, with a state that can be kept, so that an interrupted
 * training goes on as if it had never stopped.
 *
 * @see <a href="https://doi.org/10.1145/2714064.2660195">Steele, Lea and Flood 2014, SplitMix</a>
 */
public final class RandomStream implements RandomGenerator {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private final long gamma;
    private long state;

    /** The stream of {@code new SplittableRandom(seed)}. */
    public RandomStream(long seed) {
        this(seed, GOLDEN_GAMMA);
    }

    private RandomStream(long state, long gamma) {
        this.state = state;
        this.gamma = gamma;
    }

    /** A stream that shares no numbers with this one: that of {@code SplittableRandom.split()}. */
    public RandomStream split() {
        long first = nextLong();
        return new RandomStream(first, mixGamma(next()));
    }

    /** All that the next numbers depend on, for a stream made in the same way. */
    public long state() {
        return state;
    }

    /** Goes on from a state that a stream made in the same way had. */
    public void goOnFrom(long kept) {
        state = kept;
    }

    @Override
    public long nextLong() {
        long z = next();
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    @Override
    public int nextInt() {
        long z = next();
        z = (z ^ (z >>> 33)) * 0x62a9d9ed799705f5L;
        return (int) (((z ^ (z >>> 28)) * 0xcb24d0a5c88c35b3L) >>> 32);
    }

    private long next() {
        state += gamma;
        return state;
    }

    /** An odd number whose bits change often enough. */
    private static long mixGamma(long z) {
        z = (z ^ (z >>> 33)) * 0xff51afd7ed558ccdL;
        z = (z ^ (z >>> 33)) * 0xc4ceb9fe1a85ec53L;
        z = (z ^ (z >>> 33)) | 1L;
        return Long.bitCount(z ^ (z >>> 1)) < 24 ? z ^ 0xaaaaaaaaaaaaaaaaL : z;
    }
}
