package stride.model.network;

import stride.model.OptionsException;

/**
 * How a network is trained.
 *
 * @param epochs       passes over the train bins, at least 1
 * @param batch        rows in a step, at least 1; the last batch of an epoch may be smaller
 * @param learningRate Adam's, before the schedule
 * @param weightDecay  decoupled (AdamW); 0 for none
 * @param dropout      the probability that a hidden layer's output is left out of a step; 0 for none, less than 1
 * @param shuffle      whether each epoch draws a new order; else the order of time
 * @param earlyStop    epochs without a better loss on the selecting part after which training ends; 0 for never
 * @param seed         decides the first weights, the orders, what dropout leaves out, and how samples are varied
 * @param schedule     how the learning rate changes
 * @param clip         the largest norm that the gradient of all weights together may have in a step; 0 for any
 * @param augmentation how train samples are varied
 */
public record TrainingOptions(
        int epochs,
        int batch,
        double learningRate,
        double weightDecay,
        double dropout,
        boolean shuffle,
        int earlyStop,
        Selection select,
        Loss loss,
        long seed,
        Schedule schedule,
        double clip,
        Augmentation augmentation) {
    public TrainingOptions {
        require(epochs >= 1, "--epochs %s: at least 1 is needed", epochs);
        require(batch >= 1, "--batch %s: at least 1 is needed", batch);
        require(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY, "--lr %s is not positive", learningRate);
        require(
                weightDecay >= 0 && weightDecay < Double.POSITIVE_INFINITY,
                "--weight-decay %s is negative",
                weightDecay);
        require(dropout >= 0 && dropout < 1, "--dropout %s is not a probability from 0 to less than 1", dropout);
        require(earlyStop >= 0, "--early-stop %s is negative", earlyStop);
        require(
                earlyStop == 0 || select != Selection.LAST,
                "--early-stop %s needs --select valid or test: something must tell which epoch is better",
                earlyStop);
        require(clip >= 0 && clip < Double.POSITIVE_INFINITY, "--clip %s is not a norm; 0 clips nothing", clip);
        if (schedule == Schedule.PLATEAU && select == Selection.LAST) {
            throw new OptionsException("--schedule plateau needs --select valid or test: something must tell whether"
                    + " epochs still get better");
        }
    }

    /** A training at a constant rate, without clipping and on samples as they are. */
    public TrainingOptions(
            int epochs,
            int batch,
            double learningRate,
            double weightDecay,
            double dropout,
            boolean shuffle,
            int earlyStop,
            Selection select,
            Loss loss,
            long seed) {
        this(
                epochs,
                batch,
                learningRate,
                weightDecay,
                dropout,
                shuffle,
                earlyStop,
                select,
                loss,
                seed,
                Schedule.CONSTANT,
                0,
                Augmentation.NONE);
    }

    /** The same with another seed. */
    public TrainingOptions withSeed(long other) {
        return new TrainingOptions(
                epochs,
                batch,
                learningRate,
                weightDecay,
                dropout,
                shuffle,
                earlyStop,
                select,
                loss,
                other,
                schedule,
                clip,
                augmentation);
    }

    /** The same with plain Adam: no decay, no dropout, no clipping, a constant rate, samples as they are. */
    public TrainingOptions plain() {
        return new TrainingOptions(epochs, batch, learningRate, 0, 0, shuffle, earlyStop, select, loss, seed);
    }

    private static void require(boolean holds, String message, Number value) {
        if (!holds) {
            throw new OptionsException(message.formatted(value));
        }
    }
}
