package stride.cli.report.figure;

import java.util.Arrays;
import stride.cli.run.StoredHistory;

/** The losses of each epoch, with the one that was kept. */
public final class LearningFigure {
    private LearningFigure() {}

    /**
     * Draws them.
     *
     * @param name   of the network
     * @param chosen the number of the epoch that was kept
     * @param of     which of several histories this is; empty for the only one
     */
    public static Drawn of(String name, StoredHistory history, int chosen, String of) {
        Plane plane = new Plane("epoch", "loss").logY();
        add(plane, Role.TRAIN, "train bins", history.epochs(), history.train());
        add(plane, Role.VALID, "validation bins", history.epochs(), history.valid());
        add(plane, Role.TEST, "test bins", history.epochs(), history.test());
        plane.markX(Role.ACTUAL, chosen, "kept: " + chosen);
        return new Drawn(
                "Learning curves: " + name,
                "The loss after each epoch, and the epoch that was kept. Good curves fall together and level out; train"
                        + " falling while the others rise is learning by heart, and a curve that still falls at the end"
                        + " asks for more epochs." + of,
                plane.json());
    }

    private static void add(Plane plane, Role role, String name, double[] epochs, double[] losses) {
        if (Arrays.stream(losses).anyMatch(Double::isFinite)) {
            plane.line(role, name, epochs, losses).dotted();
        }
    }
}
