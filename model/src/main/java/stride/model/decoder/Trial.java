package stride.model.decoder;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import stride.engine.Activation;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.Progress;
import stride.model.SharedProgress;
import stride.model.Standardizer;
import stride.model.evaluation.Metrics;
import stride.model.linear.LinearRegression;
import stride.model.network.Checkpoints;
import stride.model.network.Ensemble;
import stride.model.network.Linear;
import stride.model.network.Loss;
import stride.model.network.Mlp;
import stride.model.network.Samples;
import stride.model.network.TrainSamples;
import stride.model.network.Trainer;
import stride.model.network.Training;
import stride.model.network.TrainingOptions;
import stride.model.split.Part;

/**
 * One decoder, fitted and judged.
 *
 * @param decoder     what was fitted; empty for what is none that could be applied to activity alone
 * @param predictions for every bin, (bins, outputs), in the target's own units; NaN where its window does not lie within
 *                    its part
 * @param metrics     for each part that has bins; never for the gap
 * @param trainings   how a network was trained, or each of an ensemble; empty for a closed form
 * @param lambda      ridge's penalty; empty for everything else
 */
public record Trial(
        Optional<Decoder> decoder,
        Matrix predictions,
        Map<Part, Metrics> metrics,
        List<Training> trainings,
        OptionalDouble lambda) {
    /** How a network was trained; of an ensemble its first member. */
    public Optional<Training> training() {
        return trainings.stream().findFirst();
    }

    /** Trains one network from these first weights. */
    public static Trial network(
            Prepared prepared, Mlp start, TrainingOptions options, Kernels kernels, Progress progress) {
        return network(prepared, List.of(start), false, options, Checkpoints.NONE, kernels, Workers.NONE, progress);
    }

    /**
     * Trains a network from these first weights; of an ensemble each member, on a thread of its own where there are
     * several.
     *
     * @param starts      the first weights of each member
     * @param nonNegative whether a prediction below zero becomes zero
     */
    public static Trial network(
            Prepared prepared,
            List<Mlp> starts,
            boolean nonNegative,
            TrainingOptions options,
            Checkpoints checkpoints,
            Kernels kernels,
            Workers workers,
            Progress progress) {
        TrainSamples train = prepared.trainSamples();
        Samples valid = prepared.samples(Part.VALID);
        Samples test = prepared.samples(Part.TEST);
        Training[] members = new Training[starts.size()];
        SharedProgress shared = new SharedProgress(progress, starts.size());
        workers.run(members.length, i -> {
            TrainingOptions own = options.withSeed(Ensemble.seed(options.seed(), i));
            members[i] =
                    new Trainer(train, valid, test, own, kernels).train(starts.get(i), i, checkpoints, shared.of(i));
        });
        Mlp mean = Ensemble.mean(Stream.of(members).map(Training::network).toList());
        return judged(prepared, mean, nonNegative, List.of(members), OptionalDouble.empty(), kernels);
    }

    /**
     * First weights for this recording, drawn from the seed; 0 for inputs that are 0 in all train bins. Those weights never
     * learn, and would carry into every prediction, unweighed, whatever such an input does later.
     *
     * @throws stride.model.UnfitException if the network, or the ensemble that it is of, has too many weights
     */
    public static Mlp start(Prepared prepared, NetworkOptions options, long seed) {
        options.require(prepared.inputs(), prepared.targets().columns());
        return Mlp.initial(
                        prepared.inputs(), options.hidden(), prepared.targets().columns(), options.activation(), seed)
                .withoutInputs(prepared.idleInputs());
    }

    /** The same for each member of an ensemble. */
    public static List<Mlp> starts(Prepared prepared, NetworkOptions options, long seed) {
        return IntStream.range(0, options.ensemble())
                .mapToObj(i -> start(prepared, options, Ensemble.seed(seed, i)))
                .toList();
    }

    /** Fits least squares on the same inputs. */
    public static Trial leastSquares(Prepared prepared, Kernels kernels, Workers workers) {
        Samples train = prepared.samples(Part.TRAIN);
        Mlp network = LinearRegression.leastSquares(train, kernels, workers).network();
        return judged(prepared, network, false, List.of(), OptionalDouble.empty(), kernels);
    }

    /** Fits ridge on the same inputs, its penalty chosen within the train bins. */
    public static Trial ridge(Prepared prepared, Kernels kernels, Workers workers) {
        Samples train = prepared.samples(Part.TRAIN);
        LinearRegression.Fit fit =
                LinearRegression.ridge(train, prepared.split().gap(), kernels, workers);
        return judged(prepared, fit.network(), false, List.of(), OptionalDouble.of(fit.lambda()), kernels);
    }

    /** The mean of the train bins, whatever the activity: what a decoder must beat. */
    public static Trial trainMean(Prepared prepared, Kernels kernels) {
        float[] mean = Standardizer.fit(prepared.split().train(prepared.y(), prepared.history()))
                .mean();
        Matrix weight = Matrix.zeros(mean.length, prepared.inputs());
        Mlp constant = new Mlp(List.of(new Linear(weight, mean)), Activation.IDENTITY);
        return judged(prepared, constant, false, List.of(), OptionalDouble.empty(), kernels);
    }

    /**
     * Persistence: the target's own value in the bin before, or the mean of the train bins where there is none before. It
     * is no decoder, for it looks at what is to be decoded; it tells how much of the target is merely slow.
     */
    public static Trial persistence(Prepared prepared) {
        Matrix targets = prepared.targets();
        int outputs = targets.columns();
        Matrix before = Matrix.zeros(targets.rows(), outputs);
        double[] trainMean = prepared.trainMean();
        for (int o = 0; o < outputs; o++) {
            before.data()[o] = (float) trainMean[o];
        }
        System.arraycopy(targets.data(), 0, before.data(), outputs, targets.data().length - outputs);
        return predicted(prepared, before);
    }

    /** What is no decoder of Stride's, by its predictions of every bin in the target's own units. */
    static Trial predicted(Prepared prepared, Matrix everyBin) {
        Matrix predictions = prepared.withinParts(everyBin);
        return new Trial(
                Optional.empty(), predictions, metrics(prepared, predictions), List.of(), OptionalDouble.empty());
    }

    /** A line that was fitted to scaled inputs and targets. */
    static Trial linear(Prepared prepared, Mlp line, OptionalDouble lambda, Kernels kernels) {
        return judged(prepared, line, false, List.of(), lambda, kernels);
    }

    private static Trial judged(
            Prepared prepared,
            Mlp network,
            boolean nonNegative,
            List<Training> trainings,
            OptionalDouble lambda,
            Kernels kernels) {
        Decoder decoder = new Decoder(
                prepared.pca(),
                prepared.inputScaler(),
                prepared.history(),
                prepared.targetScaler(),
                network,
                nonNegative);
        return judged(prepared, decoder, trainings, lambda, kernels);
    }

    private static Trial judged(
            Prepared prepared, Decoder decoder, List<Training> trainings, OptionalDouble lambda, Kernels kernels) {
        Matrix predictions = prepared.withinParts(decoder.predictScaled(prepared.x(), kernels));
        return new Trial(Optional.of(decoder), predictions, metrics(prepared, predictions), trainings, lambda);
    }

    /** Judges a decoder that was fitted before, on what {@link Prepared#by} made ready by it. */
    public static Trial of(Prepared prepared, Decoder decoder, Kernels kernels) {
        return judged(prepared, decoder, List.of(), OptionalDouble.empty(), kernels);
    }

    /** The metrics of any predictions (bins, outputs) on each part. */
    public static Map<Part, Metrics> metrics(Prepared prepared, Matrix predictions) {
        Map<Part, Metrics> metrics = new EnumMap<>(Part.class);
        double[] trainMean = prepared.trainMean();
        for (Part part : List.of(Part.TRAIN, Part.VALID, Part.TEST)) {
            int[] bins = prepared.bins(part);
            if (bins.length > 0) {
                metrics.put(part, Metrics.of(prepared.targets(), predictions, bins, trainMean));
            }
        }
        return metrics;
    }

    /** The loss that broadcasting makes of these predictions on a part, in the target's own units. */
    public double broadcastLoss(Prepared prepared, Part part) {
        int[] bins = prepared.bins(part);
        Matrix p = predictions.selectRows(bins);
        return Loss.BROADCAST.value(
                bins.length, p.data(), prepared.targets().selectRows(bins).data(), 0);
    }
}
