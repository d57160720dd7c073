package stride.model.decoder;

import java.util.List;
import java.util.stream.Collectors;
import stride.engine.Activation;
import stride.model.OptionsException;
import stride.model.UnfitException;

/**
 * The shape of a network.
 *
 * @param hidden      the widths of the hidden layers; none for a single linear layer
 * @param activation  what follows each of them
 * @param ensemble    how many such networks, each from a seed of its own, give the mean of their predictions; at least 1
 * @param nonNegative whether a prediction below zero becomes zero, in the target's own units
 */
public record NetworkOptions(List<Integer> hidden, Activation activation, int ensemble, boolean nonNegative) {
    /** Two layers of this width have as many weights as an array may have values. */
    private static final int MOST_UNITS = 40_000;

    /**
     * With their moments and the best so far they are 2 GB; a checkpoint of them all, with the epochs behind it, is one
     * array, and holds 147 MB more.
     */
    private static final int MOST_WEIGHTS = 125_000_000;

    public NetworkOptions {
        hidden = List.copyOf(hidden);
        if (hidden.stream().anyMatch(width -> width < 1 || width > MOST_UNITS)) {
            throw new OptionsException(
                    "--hidden %s: a layer has at least 1 unit and at most %d".formatted(label(hidden), MOST_UNITS));
        }
        int widest = hidden.stream().mapToInt(Integer::intValue).max().orElse(1);
        if (ensemble < 1 || (long) ensemble * widest > MOST_UNITS) {
            throw new OptionsException("--ensemble %d: at least 1, and with layers of %d units at most %d"
                    .formatted(ensemble, widest, MOST_UNITS / widest));
        }
    }

    /** A single network with any outputs. */
    public NetworkOptions(List<Integer> hidden, Activation activation) {
        this(hidden, activation, 1, false);
    }

    /**
     * Sees to it that such a network can be kept, before it is trained in vain: an ensemble as well, which is applied and
     * saved as one network, with weights of zero between its members.
     *
     * @throws UnfitException if it has too many weights
     */
    public void require(int inputs, int outputs) {
        if (weights(1, inputs, outputs) > MOST_WEIGHTS) {
            throw new UnfitException(
                    "a network of %d inputs%s and %d outputs has %d weights, and %d are the most; use fewer inputs (--pca, --history) or narrower layers (--hidden)"
                            .formatted(inputs, between(), outputs, weights(1, inputs, outputs), MOST_WEIGHTS));
        }
        if (weights(ensemble, inputs, outputs) > MOST_WEIGHTS) {
            throw new UnfitException(
                    "--ensemble %d with %d inputs%s and %d outputs becomes one network of %d weights, and %d are the most; use a smaller --ensemble or narrower layers (--hidden)"
                            .formatted(
                                    ensemble,
                                    inputs,
                                    between(),
                                    outputs,
                                    weights(ensemble, inputs, outputs),
                                    MOST_WEIGHTS));
        }
    }

    private String between() {
        return hidden.isEmpty() ? "" : ", layers of " + layers() + " units";
    }

    /** Weights and biases of so many members as one network. */
    private long weights(int members, int inputs, int outputs) {
        long weights = 0;
        long fanIn = inputs;
        for (int width : hidden) {
            long out = (long) members * width;
            weights += (fanIn + 1) * out;
            fanIn = out;
        }
        return weights + (fanIn + 1) * outputs;
    }

    /** The same in all but the layers and what follows them. */
    public NetworkOptions shapedLike(NetworkOptions other) {
        return new NetworkOptions(other.hidden, other.activation, ensemble, nonNegative);
    }

    /** The widths as text, as in {@code 400-10-10}; empty for none. */
    public String layers() {
        return label(hidden);
    }

    private static String label(List<Integer> hidden) {
        return hidden.stream().map(String::valueOf).collect(Collectors.joining("-"));
    }
}
