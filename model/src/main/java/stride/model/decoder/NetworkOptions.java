package stride.model.decoder;

import java.util.List;
import java.util.stream.Collectors;
import stride.engine.Activation;
import stride.model.OptionsException;

/**
 * The shape of a network.
 *
 * @param hidden     the widths of the hidden layers; none for a single linear layer
 * @param activation what follows each of them
 */
public record NetworkOptions(List<Integer> hidden, Activation activation) {
    /** Two layers of this width have as many weights as an array may have values. */
    private static final int MOST_UNITS = 40_000;

    public NetworkOptions {
        hidden = List.copyOf(hidden);
        if (hidden.stream().anyMatch(width -> width < 1 || width > MOST_UNITS)) {
            throw new OptionsException(
                    "--hidden %s: a layer has at least 1 unit and at most %d".formatted(label(hidden), MOST_UNITS));
        }
    }

    /** The widths as text, as in {@code 400-10-10}; empty for none. */
    public String layers() {
        return label(hidden);
    }

    private static String label(List<Integer> hidden) {
        return hidden.stream().map(String::valueOf).collect(Collectors.joining("-"));
    }
}
