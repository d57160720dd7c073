package stride.model.network;

import java.util.List;
import java.util.Optional;
import stride.engine.Parameter;

/**
 * Everything that the rest of a training depends on, after some epoch: a training that goes on from here ends with the
 * bytes of one that never stopped. The arrays are copies.
 *
 * @param history      the epochs so far, in order; rates and early stopping follow from them
 * @param weights      of each layer, with Adam's moments; {@code biases} likewise
 * @param best         the weights of the best epoch so far; empty where the last epoch is kept
 * @param order        the order of the train bins in the last epoch, from which the next one is drawn
 * @param streams      the states of the random streams, as {@link TrainingRun} has them
 * @param steps        optimizer steps so far
 * @param stepsSeconds the time in them
 */
public record Checkpoint(
        List<Epoch> history,
        List<Parameter> weights,
        List<Parameter> biases,
        Optional<Mlp> best,
        int[] order,
        long[] streams,
        long steps,
        double stepsSeconds) {
    public Checkpoint {
        history = List.copyOf(history);
        weights = List.copyOf(weights);
        biases = List.copyOf(biases);
    }
}
