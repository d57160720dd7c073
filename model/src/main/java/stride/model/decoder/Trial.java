package stride.model.decoder;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import stride.engine.Activation;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.Progress;
import stride.model.Standardizer;
import stride.model.evaluation.Metrics;
import stride.model.linear.LinearRegression;
import stride.model.network.Linear;
import stride.model.network.Loss;
import stride.model.network.Mlp;
import stride.model.network.Samples;
import stride.model.network.Trainer;
import stride.model.network.Training;
import stride.model.network.TrainingOptions;
import stride.model.split.Part;

/**
 * One decoder, fitted and judged.
 *
 * @param decoder     what was fitted
 * @param predictions for every bin, (bins, outputs), in the target's own units; NaN where its window does not lie within
 *                    its part
 * @param metrics     for each part that has bins; never for the gap
 * @param training    how a network was trained; empty for a closed form
 * @param lambda      ridge's penalty; empty for everything else
 */
public record Trial(
        Decoder decoder,
        Matrix predictions,
        Map<Part, Metrics> metrics,
        Optional<Training> training,
        OptionalDouble lambda) {
    /** Trains a network from these first weights. */
    public static Trial network(
            Prepared prepared, Mlp start, TrainingOptions options, Kernels kernels, Progress progress) {
        Trainer trainer = new Trainer(
                prepared.samples(Part.TRAIN),
                prepared.samples(Part.VALID),
                prepared.samples(Part.TEST),
                options,
                kernels);
        Training training = trainer.train(start, progress);
        return judged(prepared, training.network(), Optional.of(training), OptionalDouble.empty(), kernels);
    }

    /** First weights for this recording, drawn from the seed. */
    public static Mlp start(Prepared prepared, NetworkOptions options, long seed) {
        return Mlp.initial(
                prepared.inputs(), options.hidden(), prepared.targets().columns(), options.activation(), seed);
    }

    /** Fits least squares on the same inputs. */
    public static Trial leastSquares(Prepared prepared, Kernels kernels, Workers workers) {
        Samples train = prepared.samples(Part.TRAIN);
        Mlp network = LinearRegression.leastSquares(train, kernels, workers).network();
        return judged(prepared, network, Optional.empty(), OptionalDouble.empty(), kernels);
    }

    /** Fits ridge on the same inputs, its penalty chosen within the train bins. */
    public static Trial ridge(Prepared prepared, Kernels kernels, Workers workers) {
        Samples train = prepared.samples(Part.TRAIN);
        LinearRegression.Fit fit = LinearRegression.ridge(train, kernels, workers);
        return judged(prepared, fit.network(), Optional.empty(), OptionalDouble.of(fit.lambda()), kernels);
    }

    /** The mean of the train bins, whatever the activity: what a decoder must beat. */
    public static Trial trainMean(Prepared prepared, Kernels kernels) {
        float[] mean = Standardizer.fit(prepared.y().selectRows(prepared.bins(Part.TRAIN)))
                .mean();
        Matrix weight = Matrix.zeros(mean.length, prepared.inputs());
        Mlp constant = new Mlp(List.of(new Linear(weight, mean)), Activation.IDENTITY);
        return judged(prepared, constant, Optional.empty(), OptionalDouble.empty(), kernels);
    }

    private static Trial judged(
            Prepared prepared, Mlp network, Optional<Training> training, OptionalDouble lambda, Kernels kernels) {
        Decoder decoder = new Decoder(
                prepared.pca(), prepared.inputScaler(), prepared.history(), prepared.targetScaler(), network);
        Matrix predictions = prepared.withinParts(decoder.predictScaled(prepared.x(), kernels));
        return new Trial(decoder, predictions, metrics(prepared, predictions), training, lambda);
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
