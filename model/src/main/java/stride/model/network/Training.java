package stride.model.network;

import java.util.List;

/**
 * A finished training.
 *
 * @param network       the weights of the chosen epoch
 * @param history       every epoch, in order
 * @param chosen        the number of the epoch that was chosen
 * @param steps         optimizer steps in all
 * @param stepsSeconds  the time in those steps, evaluation excluded
 */
public record Training(Mlp network, List<Epoch> history, int chosen, long steps, double stepsSeconds) {
    /** The mean time of a step. */
    public double microsecondsPerStep() {
        return stepsSeconds / steps * 1e6;
    }
}
