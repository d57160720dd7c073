package stride.cli;

import stride.cli.terminal.Terminal;
import stride.engine.Kernels;
import stride.model.OptionsException;

/** The kernels of this process, chosen once by each verb that computes. */
public final class ChosenKernels {
    private ChosenKernels() {}

    /**
     * Chooses, and warns where the scalar ones run though nobody asked for them.
     *
     * @throws OptionsException if {@code -Dstride.kernels} is misspelt or can't be had
     */
    public static Kernels of(Terminal terminal) {
        Kernels kernels;
        try {
            kernels = Kernels.choose();
        } catch (IllegalArgumentException e) {
            throw new OptionsException("-D" + e.getMessage());
        }
        if (kernels.name().equals("scalar") && System.getProperty("stride.kernels") == null) {
            terminal.message("warning: without the vector module the slow scalar kernels run; start with ./stride, or"
                    + " java --add-modules jdk.incubator.vector -jar");
        }
        return kernels;
    }
}
