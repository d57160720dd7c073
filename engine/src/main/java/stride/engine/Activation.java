package stride.engine;

import java.util.Locale;

/** The function that a layer applies to each of its sums. */
public enum Activation {
    /** max(x, 0). */
    RELU,
    /** 1 / (1 + exp(-x)). */
    SIGMOID,
    /** The hyperbolic tangent. */
    TANH,
    /** x itself: a linear layer. */
    IDENTITY;

    /** The name in files and on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
