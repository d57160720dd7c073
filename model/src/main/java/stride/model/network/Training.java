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
    /** The time of all epochs, evaluation included. */
    public double seconds() {
        return history.stream().mapToDouble(Epoch::seconds).sum();
    }
}
