package stride.model.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import stride.model.OptionsException;

/**
 * How train samples are varied at random, anew in each epoch. Nothing that is judged is ever varied.
 *
 * @param noise   the deviation of what is added to each input, in units of the inputs' own over the train bins; 0 for
 *                none
 * @param neurons the probability that a neuron is left out of a sample; 0 for none, less than 1
 * @param mix     the largest weight of a neighbouring bin's sample that is mixed in, its target likewise; 0 for none, at
 *                most a half
 * @param jitter  the bins by which a window may be moved against its target, either way; 0 for none
 */
public record Augmentation(double noise, double neurons, double mix, int jitter) {
    /** Every sample stays as it is. */
    public static final Augmentation NONE = new Augmentation(0, 0, 0, 0);

    private static final int MOST_JITTER = 10_000;

    public Augmentation {
        require(noise >= 0 && noise < Double.POSITIVE_INFINITY, "noise=%s is not a deviation, 0 or more", noise);
        require(neurons >= 0 && neurons < 1, "neurons=%s is not a probability from 0 to less than 1", neurons);
        require(mix >= 0 && mix <= 0.5, "mix=%s is not a weight from 0 to 0.5", mix);
        require(jitter >= 0 && jitter <= MOST_JITTER, "jitter=%s is not a number of bins from 0 to 10000", jitter);
    }

    private static void require(boolean holds, String message, Number value) {
        if (!holds) {
            throw new OptionsException("--augment " + message.formatted(value));
        }
    }

    /**
     * Reads {@code none}, or any of its kinds as in {@code noise=0.1,jitter=1}.
     *
     * @throws OptionsException if it is neither
     */
    public static Augmentation parse(String text) {
        if (text.strip().equals("none")) {
            return NONE;
        }
        Map<String, String> given = new LinkedHashMap<>();
        for (String kind : text.split(",", -1)) {
            String[] pair = kind.strip().split("=", -1);
            boolean known = pair.length == 2
                    && List.of("noise", "neurons", "mix", "jitter").contains(pair[0]);
            if (!known || given.put(pair[0], pair[1]) != null) {
                throw new OptionsException(
                        "--augment '%s': '%s' is not one of noise=SD, neurons=SHARE, mix=WEIGHT and jitter=BINS, each at most once; or write none"
                                .formatted(text, kind.strip()));
            }
        }
        try {
            return new Augmentation(
                    Double.parseDouble(given.getOrDefault("noise", "0")),
                    Double.parseDouble(given.getOrDefault("neurons", "0")),
                    Double.parseDouble(given.getOrDefault("mix", "0")),
                    Integer.parseInt(given.getOrDefault("jitter", "0")));
        } catch (NumberFormatException e) {
            throw new OptionsException(
                    "--augment '%s': noise, neurons and mix are numbers, jitter is a whole one".formatted(text));
        }
    }

    /** Whether anything is varied. */
    public boolean varies() {
        return !equals(NONE);
    }

    /** As the command line takes it. */
    public String label() {
        List<String> kinds = new ArrayList<>();
        add(kinds, "noise", noise);
        add(kinds, "neurons", neurons);
        add(kinds, "mix", mix);
        if (jitter > 0) {
            kinds.add("jitter=" + jitter);
        }
        return kinds.isEmpty() ? "none" : String.join(",", kinds);
    }

    private static void add(List<String> kinds, String name, double value) {
        if (value > 0) {
            kinds.add(name + "=" + value);
        }
    }
}
