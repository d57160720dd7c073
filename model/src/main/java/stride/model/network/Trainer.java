package stride.model.network;

import stride.engine.Activation;
import stride.engine.Kernels;
import stride.model.NumericException;
import stride.model.OptionsException;
import stride.model.Progress;

/** Trains a network epoch by epoch, and keeps the weights of the epoch that the options select. */
public final class Trainer {
    private final TrainSamples train;
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
    public Trainer(TrainSamples train, Samples valid, Samples test, TrainingOptions options, Kernels kernels) {
        Samples selecting = switch (options.select()) {
            case LAST -> train.samples();
            case VALID -> valid;
            case TEST -> test;
        };
        if (selecting.count() == 0) {
            throw new OptionsException("--select %s: there are no %s bins; use --select last or another split"
                    .formatted(options.select().label(), options.select().label()));
        }
        if (options.loss() == Loss.BROADCAST && train.samples().y().columns() != 1) {
            throw new OptionsException("--loss broadcast is defined for one target column, not for "
                    + train.samples().y().columns());
        }
        this.train = train;
        this.valid = valid;
        this.test = test;
        this.options = options;
        this.kernels = kernels;
    }

    /** The same for train samples that all follow each other. */
    public Trainer(Samples train, Samples valid, Samples test, TrainingOptions options, Kernels kernels) {
        this(TrainSamples.of(train), valid, test, options, kernels);
    }

    /**
     * Trains from these weights, which are not modified.
     *
     * @throws NumericException         if a loss is no longer finite
     * @throws IllegalArgumentException if the network does not take these inputs or does not give these outputs
     */
    public Training train(Mlp start, Progress progress) {
        return train(start, 0, Checkpoints.NONE, progress);
    }

    /**
     * The same, from the last checkpoint if there is one; each epoch is offered as another.
     *
     * @param member which of an ensemble this is, for {@code checkpoints}
     */
    public Training train(Mlp start, int member, Checkpoints checkpoints, Progress progress) {
        TrainingRun run = checkpoints
                .last(member)
                .map(kept -> resume(kept, start.activation()))
                .orElseGet(() -> begin(start));
        while (!run.finished()) {
            run.next();
            checkpoints.offer(member, run::checkpoint);
            progress.at(run.epochs(), options.epochs());
        }
        return run.result();
    }

    /** A training that has not begun, from these weights, which are not modified. */
    public TrainingRun begin(Mlp start) {
        return run(start, 0);
    }

    /** A training that goes on from a checkpoint of one with the same samples and options. */
    public TrainingRun resume(Checkpoint kept, Activation activation) {
        TrainingRun run = run(TrainingRun.network(kept, activation), kept.steps());
        run.goOnFrom(kept);
        return run;
    }

    private TrainingRun run(Mlp start, long stepsDone) {
        Samples samples = train.samples();
        if (start.inputs() != samples.x().columns()
                || start.outputs() != samples.y().columns()) {
            throw new IllegalArgumentException("a network of %d inputs and %d outputs for inputs %s and targets %s"
                    .formatted(start.inputs(), start.outputs(), samples.x(), samples.y()));
        }
        return new TrainingRun(train, valid, test, options, kernels, start, stepsDone);
    }
}
