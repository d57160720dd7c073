package stride.model.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import stride.engine.Activation;
import stride.engine.Adam;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Parameter;
import stride.model.NumericException;
import stride.model.RandomStream;

/** A training under way, epoch by epoch; see {@link Trainer}. */
public final class TrainingRun {
    private final Samples train;
    private final Samples valid;
    private final Samples test;
    private final TrainingOptions options;
    private final Kernels kernels;
    private final RandomStream orders;
    private final RandomStream masks;
    private final RandomStream variations;
    private final Adam adam;
    private final TrainStep step;
    private final Batches batches;
    private final ForwardPass evaluation;
    private final float[] predicted;
    private final List<Epoch> history = new ArrayList<>();
    private Optional<Epoch> chosen = Optional.empty();
    private Optional<Mlp> best = Optional.empty();
    private double stepsSeconds;

    TrainingRun(
            TrainSamples varied,
            Samples valid,
            Samples test,
            TrainingOptions options,
            Kernels kernels,
            Mlp start,
            long stepsDone) {
        this.train = varied.samples();
        this.valid = valid;
        this.test = test;
        this.options = options;
        this.kernels = kernels;
        int batch = Math.min(options.batch(), train.count());
        this.adam = new Adam(options.learningRate(), options.weightDecay(), stepsDone);
        // Streams split off, for the next seeds' are other trials'.
        RandomStream own = new RandomStream(options.seed());
        this.masks = own.split();
        this.variations = own.split();
        this.orders = new RandomStream(options.seed() + 1);
        Dropout dropout = new Dropout(options.dropout(), start.hidden(), batch, masks);
        this.step = new TrainStep(start, options.loss(), adam, dropout, options.clip(), batch, kernels);
        Augmenter augmenter = new Augmenter(options.augmentation(), varied, variations);
        this.batches = new Batches(train, batch, options.shuffle(), orders, augmenter);
        // Room for one evaluation, made once: garbage of every epoch would make the heap grow.
        this.evaluation = step.evaluation();
        int largest = Math.max(train.count(), Math.max(valid.count(), test.count()));
        this.predicted = new float[Math.multiplyExact(largest, start.outputs())];
    }

    /** Whether all epochs are done, or none has been better for so long that training stops. */
    public boolean finished() {
        int done = history.size();
        boolean stale = options.earlyStop() > 0
                && chosen.isPresent()
                && done - chosen.get().number() >= options.earlyStop();
        return done == options.epochs() || stale;
    }

    /**
     * Trains for one more epoch.
     *
     * @throws NumericException if a loss is no longer finite
     */
    public Epoch next() {
        long began = System.nanoTime();
        adam.setLearningRate(
                options.learningRate() * options.schedule().factor(history, options.epochs(), options.select()));
        double sum = batches.runEpoch(step);
        long stepped = System.nanoTime();
        Epoch epoch = new Epoch(
                history.size() + 1,
                sum / batches.perEpoch(),
                loss(train),
                loss(valid),
                loss(test),
                (System.nanoTime() - began) * 1e-9);
        requireFinite(epoch);
        stepsSeconds += (stepped - began) * 1e-9;
        history.add(epoch);
        if (isBetter(epoch)) {
            chosen = Optional.of(epoch);
            best = options.select() == Selection.LAST ? Optional.empty() : Optional.of(step.network());
        }
        return epoch;
    }

    private boolean isBetter(Epoch epoch) {
        return chosen.isEmpty()
                || options.select() == Selection.LAST
                || epoch.by(options.select()) < chosen.get().by(options.select());
    }

    private double loss(Samples part) {
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

    /** The epochs so far. */
    public int epochs() {
        return history.size();
    }

    /** What came of it, once it is finished. */
    public Training result() {
        if (!finished()) {
            throw new IllegalStateException(
                    "asked for the result after %d of %d epochs".formatted(history.size(), options.epochs()));
        }
        return new Training(
                best.orElseGet(step::network), history, chosen.orElseThrow().number(), adam.step(), stepsSeconds);
    }

    /** A copy of the state. */
    public Checkpoint checkpoint() {
        int layers = step.depth();
        List<Parameter> weights = new ArrayList<>();
        List<Parameter> biases = new ArrayList<>();
        for (int i = 0; i < layers; i++) {
            weights.add(step.weight(i));
            biases.add(step.bias(i));
        }
        return new Checkpoint(
                history,
                weights,
                biases,
                best,
                batches.order(),
                new long[] {orders.state(), masks.state(), variations.state()},
                adam.step(),
                stepsSeconds);
    }

    /** Takes up what a checkpoint holds; its weights are this run's already. */
    void goOnFrom(Checkpoint kept) {
        for (int i = 0; i < kept.weights().size(); i++) {
            step.goOnFrom(i, kept.weights().get(i), kept.biases().get(i));
        }
        batches.goOnFrom(kept.order());
        orders.goOnFrom(kept.streams()[0]);
        masks.goOnFrom(kept.streams()[1]);
        variations.goOnFrom(kept.streams()[2]);
        for (Epoch epoch : kept.history()) {
            if (isBetter(epoch)) {
                chosen = Optional.of(epoch);
            }
            history.add(epoch);
        }
        best = kept.best();
        stepsSeconds = kept.stepsSeconds();
    }

    /** The network whose training a checkpoint holds, as it was after the last epoch. */
    static Mlp network(Checkpoint kept, Activation activation) {
        List<Linear> layers = new ArrayList<>();
        for (int i = 0; i < kept.weights().size(); i++) {
            float[] weight = kept.weights().get(i).values();
            float[] bias = kept.biases().get(i).values();
            layers.add(new Linear(new Matrix(bias.length, weight.length / bias.length, weight), bias));
        }
        return new Mlp(layers, activation);
    }
}
