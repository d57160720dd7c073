package stride.model.network;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import stride.engine.Adam;
import stride.engine.Kernels;
import stride.model.NumericException;
import stride.model.OptionsException;
import stride.model.Progress;

/** Trains a network epoch by epoch, and keeps the weights of the epoch that the options select. */
public final class Trainer {
    private final Samples train;
    private final Samples valid;
    private final Samples test;
    private final TrainingOptions options;
    private final Kernels kernels;

    /**
     * Takes what to train on and what to watch; {@code valid} and {@code test} may be without bins.
     *
     * @throws OptionsException if the part that selects the epoch has no bins, or the broadcast loss is asked
     *                                  for with several outputs
     */
    public Trainer(Samples train, Samples valid, Samples test, TrainingOptions options, Kernels kernels) {
        Samples selecting = switch (options.select()) {
            case LAST -> train;
            case VALID -> valid;
            case TEST -> test;
        };
        if (selecting.count() == 0) {
            throw new OptionsException("--select %s: there are no %s bins; use --select last or another split"
                    .formatted(options.select().label(), options.select().label()));
        }
        if (options.loss() == Loss.BROADCAST && train.y().columns() != 1) {
            throw new OptionsException("--loss broadcast is defined for one target column, not for "
                    + train.y().columns());
        }
        this.train = train;
        this.valid = valid;
        this.test = test;
        this.options = options;
        this.kernels = kernels;
    }

    /**
     * Trains from these weights, which are not modified.
     *
     * @throws NumericException         if a loss is no longer finite
     * @throws IllegalArgumentException if the network does not take these inputs or does not give these outputs
     */
    public Training train(Mlp start, Progress progress) {
        if (start.inputs() != train.x().columns()
                || start.outputs() != train.y().columns()) {
            throw new IllegalArgumentException("a network of %d inputs and %d outputs for inputs %s and targets %s"
                    .formatted(start.inputs(), start.outputs(), train.x(), train.y()));
        }
        int batch = Math.min(options.batch(), train.count());
        Adam adam = new Adam(options.learningRate(), options.weightDecay());
        // A stream split off, for the next seeds' are other trials'.
        SplittableRandom masks = new SplittableRandom(options.seed()).split();
        Dropout dropout = new Dropout(options.dropout(), start.hidden(), batch, masks);
        TrainStep step = new TrainStep(start, options.loss(), adam, dropout, batch, kernels);
        // Room for one evaluation, made once: garbage of every epoch would make the heap grow.
        ForwardPass evaluation = new ForwardPass(step.network(), ForwardPass.CHUNK);
        int largest = Math.max(train.count(), Math.max(valid.count(), test.count()));
        float[] predicted = new float[Math.multiplyExact(largest, start.outputs())];
        Batches batches = new Batches(train, batch, options.shuffle(), new SplittableRandom(options.seed() + 1));
        List<Epoch> history = new ArrayList<>();
        Mlp best = null;
        Epoch chosen = null;
        long nanosInSteps = 0;
        for (int number = 1; number <= options.epochs(); number++) {
            long began = System.nanoTime();
            double sum = batches.runEpoch(step);
            long stepped = System.nanoTime();
            nanosInSteps += stepped - began;
            Epoch epoch = new Epoch(
                    number,
                    sum / batches.perEpoch(),
                    loss(evaluation, train, predicted),
                    loss(evaluation, valid, predicted),
                    loss(evaluation, test, predicted),
                    (System.nanoTime() - began) * 1e-9);
            requireFinite(epoch);
            history.add(epoch);
            progress.at(number, options.epochs());
            if (chosen == null || epoch.by(options.select()) < chosen.by(options.select())) {
                chosen = epoch;
                best = options.select() == Selection.LAST ? null : step.snapshot();
            } else if (options.earlyStop() > 0 && number - chosen.number() >= options.earlyStop()) {
                break;
            }
        }
        if (options.select() == Selection.LAST) {
            chosen = history.getLast();
            best = step.snapshot();
        }
        return new Training(best, history, chosen.number(), adam.step(), nanosInSteps * 1e-9);
    }

    private double loss(ForwardPass evaluation, Samples part, float[] predicted) {
        if (part.count() == 0) {
            return Double.NaN;
        }
        evaluation.runAll(kernels, part.x(), predicted);
        return options.loss().value(part.y().data().length, predicted, part.y().data(), 0);
    }

    private void requireFinite(Epoch epoch) {
        if (!Double.isFinite(epoch.trainBatches()) || !Double.isFinite(epoch.train())) {
            throw new NumericException(
                    "training diverged in epoch %d: the loss is %s in its batches and %s after it; use a smaller --lr than %s"
                            .formatted(epoch.number(), epoch.trainBatches(), epoch.train(), options.learningRate()));
        }
    }
}
