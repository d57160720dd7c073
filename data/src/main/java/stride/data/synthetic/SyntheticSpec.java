package stride.data.synthetic;

import stride.data.DataException;

/**
 * What determines a synthetic recording.
 *
 * @param neurons at least 1
 * @param bins    at least 32
 * @param seed    of all that is random in it
 */
public record SyntheticSpec(int neurons, int bins, long seed) {
    /** Fewer would have no statistics. */
    public static final int LEAST_BINS = 32;

    /** The size of the published recording. */
    public static final SyntheticSpec DEFAULT = new SyntheticSpec(11983, 7018, 1);

    private static final String SCHEME = "synthetic";
    private static final String EXPECTED = "expected synthetic[:neurons=N,bins=T,seed=S]";

    /** Whether a source's name asks for a synthetic recording, well written or not. */
    public static boolean matches(String source) {
        return source.equals(SCHEME) || source.startsWith(SCHEME + ":");
    }

    /**
     * Parses {@code synthetic[:neurons=N,bins=T,seed=S]}, in any order; what is left out is the default's.
     *
     * @throws DataException if it is written in another way, or asks for a size that no recording can have
     */
    public static SyntheticSpec parse(String source) {
        long neurons = DEFAULT.neurons;
        long bins = DEFAULT.bins;
        long seed = DEFAULT.seed;
        String settings = source.substring(Math.min(source.length(), SCHEME.length() + 1));
        for (String setting : settings.isEmpty() ? new String[0] : settings.split(",", -1)) {
            String[] parts = setting.split("=", 2);
            long value = number(source, parts[parts.length - 1]);
            switch (parts[0]) {
                case "neurons" -> neurons = value;
                case "bins" -> bins = value;
                case "seed" -> seed = value;
                default -> throw new DataException(source, "'%s' is not known; %s".formatted(setting, EXPECTED));
            }
        }
        if (neurons < 1 || neurons > Integer.MAX_VALUE || bins < LEAST_BINS || bins > Integer.MAX_VALUE) {
            throw new DataException(
                    source, "%d neurons x %d bins; at least 1 x %d are needed".formatted(neurons, bins, LEAST_BINS));
        }
        return new SyntheticSpec((int) neurons, (int) bins, seed);
    }

    private static long number(String source, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new DataException(source, "'%s' is no whole number; %s".formatted(text, EXPECTED), e);
        }
    }

    /** The text that {@link #parse} makes this from; it is the recording's name. */
    @Override
    public String toString() {
        return "%s:neurons=%d,bins=%d,seed=%d".formatted(SCHEME, neurons, bins, seed);
    }
}
