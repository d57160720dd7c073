package stride.model.decoder;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.RowBlocks;
import stride.engine.Workers;
import stride.model.Progress;
import stride.model.Standardizer;
import stride.model.UnfitException;
import stride.model.network.Neurons;
import stride.model.network.Samples;
import stride.model.network.TrainSamples;
import stride.model.pca.GroupScores;
import stride.model.pca.Pca;
import stride.model.pca.PcaAccuracy;
import stride.model.pca.Projection;
import stride.model.split.History;
import stride.model.split.Part;
import stride.model.split.Split;

/**
 * A recording made ready for training: split, reduced and scaled. Every trial with the same inputs shares one.
 *
 * @param split        which bins do what
 * @param pca          the components; empty where the neurons themselves are the inputs
 * @param pcaAccuracy  how well they were found
 * @param groups       what groups of neurons contribute to the scores of the train bins; empty where that was not asked
 *                     for
 * @param inputScaler  fitted on the train bins; empty where inputs stay as they are
 * @param history      which neighbouring bins' inputs make up a network's, beside those of the present bin
 * @param targetScaler likewise for the targets
 * @param x            scaled inputs of every bin, (bins, inputs)
 * @param y            scaled targets of every bin, (bins, outputs)
 * @param targets      the targets in their own units, (bins, outputs)
 */
public record Prepared(
        Split split,
        Optional<Pca> pca,
        Optional<PcaAccuracy> pcaAccuracy,
        Optional<GroupScores> groups,
        Optional<Standardizer> inputScaler,
        History history,
        Optional<Standardizer> targetScaler,
        Matrix x,
        Matrix y,
        Matrix targets) {
    /**
     * Fits components and scalers, and applies them.
     *
     * @param activity neurons x bins
     * @param targets  bins x outputs
     * @throws UnfitException if the data do not allow the components asked for, a target is constant in a part, or a
     *                        part has no bin with a whole window
     */
    public static Prepared of(
            RowBlocks activity,
            Matrix targets,
            Split split,
            InputOptions options,
            Kernels kernels,
            Workers workers,
            Progress progress) {
        int[] train = split.bins(Part.TRAIN);
        split.require(options.history());
        requireVariation(targets, split.bins(Part.TRAIN, options.history()));
        if (options.pca() == 0) {
            return scaled(
                    split,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Inputs.transposed(activity),
                    targets,
                    options);
        }
        int[] fitOn = options.fitOnAll() ? Split.none(split.bins()).bins(Part.TRAIN) : train;
        Projection projection =
                Projection.of(activity, fitOn, options.pca(), options.solver(), kernels, workers, progress);
        Optional<GroupScores> groups = options.grouped()
                ? Optional.of(GroupScores.of(projection.pca(), activity, train, kernels, workers, Progress.NONE))
                : Optional.empty();
        return scaled(
                split,
                Optional.of(projection.pca()),
                Optional.of(projection.accuracy()),
                groups,
                projection.scores(),
                targets,
                options);
    }

    private static Prepared scaled(
            Split split,
            Optional<Pca> pca,
            Optional<PcaAccuracy> pcaAccuracy,
            Optional<GroupScores> groups,
            Matrix inputs,
            Matrix targets,
            InputOptions options) {
        Optional<Standardizer> inputScaler = options.scaling().fit(split.train(inputs));
        Optional<Standardizer> targetScaler =
                options.standardizeTarget() ? Optional.of(Standardizer.fit(split.train(targets))) : Optional.empty();
        return new Prepared(
                split,
                pca,
                pcaAccuracy,
                groups,
                inputScaler,
                options.history(),
                targetScaler,
                inputScaler.map(s -> s.apply(inputs)).orElse(inputs),
                targetScaler.map(s -> s.apply(targets)).orElse(targets),
                targets);
    }

    /**
     * Applies what a decoder was fitted with, to the recording that it was fitted on or to another.
     *
     * @param activity neurons x bins, of the neurons that the decoder takes
     * @param targets  bins x outputs, as many as the decoder gives
     */
    public static Prepared by(
            Decoder decoder,
            RowBlocks activity,
            Matrix targets,
            Split split,
            Kernels kernels,
            Workers workers,
            Progress progress) {
        Matrix inputs = decoder.pca()
                .map(p -> p.scores(activity, kernels, workers, progress))
                .orElseGet(() -> Inputs.transposed(activity));
        return new Prepared(
                split,
                decoder.pca(),
                Optional.empty(),
                Optional.empty(),
                decoder.inputScaler(),
                decoder.history(),
                decoder.targetScaler(),
                decoder.inputScaler().map(s -> s.apply(inputs)).orElse(inputs),
                decoder.targetScaler().map(s -> s.apply(targets)).orElse(targets),
                targets);
    }

    /** A target that never changes can't be decoded, only remembered. */
    private static void requireVariation(Matrix targets, int[] train) {
        for (int c = 0; c < targets.columns(); c++) {
            float first = targets.at(train[0], c);
            boolean varies = false;
            for (int t : train) {
                varies |= targets.at(t, c) != first;
            }
            if (!varies) {
                throw new UnfitException(
                        "target column %d is constant (%s) over the %d train bins; choose another --target or a larger --train-fraction"
                                .formatted(c, first, train.length));
            }
        }
    }

    /**
     * The same with its first components alone: what fitting so many would have given, without fitting.
     *
     * @param options the same but for the number of components
     */
    public Prepared leading(InputOptions options) {
        int k = options.pca();
        Optional<Pca> fewer = pca.map(p -> p.leading(k));
        Matrix scaled = x.leadingColumns(k);
        Optional<Standardizer> first = inputScaler.map(s -> s.leadingColumns(k));
        boolean anew = options.scaling() == Scaling.TOGETHER; // that one scale was of all components
        Matrix inputs = anew ? first.orElseThrow().invert(scaled) : scaled;
        Optional<Standardizer> own = anew ? options.scaling().fit(split.train(inputs)) : first;
        return new Prepared(
                split,
                fewer,
                pcaAccuracy.map(a -> a.leading(k)),
                groups.map(g -> g.leading(k)),
                own,
                history,
                targetScaler,
                anew ? own.orElseThrow().apply(inputs) : scaled,
                y,
                targets);
    }

    /**
     * The same inputs with other targets (bins, outputs), scaled anew.
     *
     * @throws UnfitException if a target is constant over the train bins
     */
    Prepared withTargets(Matrix other) {
        requireVariation(other, bins(Part.TRAIN));
        Optional<Standardizer> scaler = targetScaler.map(s -> Standardizer.fit(split.train(other)));
        return new Prepared(
                split,
                pca,
                pcaAccuracy,
                groups,
                inputScaler,
                history,
                scaler,
                x,
                scaler.map(s -> s.apply(other)).orElse(other),
                other);
    }

    /** Of the inputs of a network, those that are 0 in all train bins, as a neuron is that only fires later. */
    BitSet idleInputs() {
        BitSet idle = new BitSet(inputs());
        idle.set(0, inputs());
        for (int t : split.bins(Part.TRAIN)) {
            for (int i = idle.nextSetBit(0); i >= 0; i = idle.nextSetBit(i + 1)) {
                idle.set(i, x.at(t, i % x.columns()) == 0);
            }
        }
        return idle;
    }

    /** The inputs of a network: those of every bin of a window. */
    public int inputs() {
        return Math.multiplyExact(x.columns(), history.length());
    }

    /** The bins of a part that are used: those with a whole window within it, ascending. */
    public int[] bins(Part part) {
        return split.bins(part, history);
    }

    /**
     * Inputs and targets of the bins of one part that have a whole window within it.
     *
     * @throws UnfitException if windows of so many inputs do not fit an array
     */
    public Samples samples(Part part) {
        int[] bins = bins(part);
        return new Samples(history.windows(x, bins), y.selectRows(bins));
    }

    /** The train samples, with what there is to know of them for varying them. */
    TrainSamples trainSamples() {
        return new TrainSamples(samples(Part.TRAIN), split.runs(Part.TRAIN, history), neurons());
    }

    private Optional<Neurons> neurons() {
        if (pca.isEmpty()) {
            return Optional.of(new LeftOutInputs(x.columns(), history.length()));
        }
        int[] train = split.bins(Part.TRAIN);
        int[] firstRows = Arrays.stream(bins(Part.TRAIN))
                .map(t -> Arrays.binarySearch(train, t - history.before()))
                .toArray();
        return groups.map(g -> LeftOutGroups.of(g, inputScaler, firstRows, history.length()));
    }

    /** Predictions of every bin without those whose window does not lie within the bin's own part: they become NaN. */
    Matrix withinParts(Matrix predictions) {
        Matrix within = Matrix.zeros(predictions.rows(), predictions.columns());
        Arrays.fill(within.data(), Float.NaN);
        int outputs = predictions.columns();
        for (Part part : Part.values()) {
            for (int t : bins(part)) {
                System.arraycopy(predictions.data(), t * outputs, within.data(), t * outputs, outputs);
            }
        }
        return within;
    }

    /** Each target's mean over the train bins that are used, in its own units. */
    public double[] trainMean() {
        int[] train = bins(Part.TRAIN);
        double[] mean = new double[targets.columns()];
        for (int c = 0; c < mean.length; c++) {
            for (int t : train) {
                mean[c] += targets.at(t, c);
            }
            mean[c] /= train.length;
        }
        return mean;
    }
}
