package stride.model.network;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import stride.engine.Activation;
import stride.engine.Adam;
import stride.engine.Kernels;
import stride.engine.Matrix;

/**
 * How long a training step takes here: forward, backward and update on one batch, in one thread.
 *
 * @param networks how many fresh networks were timed, each on {@code steps} steps
 * @param microsecondsPerStep the median over the networks of each one's mean step
 * @param fastest the least of those means, in microseconds
 * @param slowest the largest
 */
public record StepSpeed(int networks, int steps, double microsecondsPerStep, double fastest, double slowest) {
    private static final int BATCHES = 491; // what an epoch of the published study has

    /**
     * Times fresh networks on the batches of one epoch, for some {@code seconds} after as long a warm-up.
     *
     * @param networks at least 1; where the arrays of a network come to lie changes its speed, hence several
     */
    public static StepSpeed measure(
            Kernels kernels,
            int inputs,
            List<Integer> hidden,
            Activation activation,
            int batch,
            int networks,
            double seconds) {
        SplittableRandom random = new SplittableRandom(1);
        Matrix x = normal(random, BATCHES * batch, inputs);
        Matrix y = normal(random, BATCHES * batch, 1);
        Batches batches = new Batches(new Samples(x, y), batch, false, random);
        run(kernels, hidden, activation, batch, batches, 0, seconds * 1e9);
        double[] means = new double[networks];
        int steps = 0;
        for (int i = 0; i < networks; i++) {
            long[] taken = run(kernels, hidden, activation, batch, batches, i + 1, seconds * 1e9 / networks);
            means[i] = 1e-3 * taken[0] / taken[1];
            steps = Math.toIntExact(taken[1]);
        }
        Arrays.sort(means);
        double median = 0.5 * (means[(networks - 1) / 2] + means[networks / 2]);
        return new StepSpeed(networks, steps, median, means[0], means[networks - 1]);
    }

    /** Trains a fresh network for so long; gives the nanoseconds in its steps, and their number. */
    private static long[] run(
            Kernels kernels,
            List<Integer> hidden,
            Activation activation,
            int batch,
            Batches batches,
            long seed,
            double nanos) {
        Mlp start = Mlp.initial(batches.inputs(), hidden, 1, activation, seed);
        TrainStep step = new TrainStep(start, Loss.MSE, new Adam(1e-4, 0), batch, kernels);
        batches.runEpoch(step); // brings the arrays into the caches
        long began = System.nanoTime();
        long steps = 0;
        do {
            batches.runEpoch(step);
            steps += batches.perEpoch();
        } while (System.nanoTime() - began < nanos);
        return new long[] {System.nanoTime() - began, steps};
    }

    private static Matrix normal(SplittableRandom random, int rows, int columns) {
        Matrix matrix = Matrix.zeros(rows, columns);
        for (int i = 0; i < matrix.data().length; i++) {
            matrix.data()[i] = (float) random.nextGaussian();
        }
        return matrix;
    }
}
