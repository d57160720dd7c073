package stride.model.network;

/**
 * The losses of one epoch, in terms of what is trained; NaN for a part without bins.
 *
 * @param number       from 1 on
 * @param trainBatches the mean of the batches' losses while training, with what dropout left out
 * @param train        on all train bins after the epoch; {@code valid} and {@code test} likewise
 * @param seconds      what the epoch took, its evaluation included
 */
public record Epoch(int number, double trainBatches, double train, double valid, double test, double seconds) {
    double by(Selection select) {
        return switch (select) {
            case LAST -> Double.NEGATIVE_INFINITY;
            case VALID -> valid;
            case TEST -> test;
        };
    }
}
