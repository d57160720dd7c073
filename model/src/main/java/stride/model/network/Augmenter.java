package stride.model.network;

import java.util.random.RandomGenerator;
import stride.engine.Matrix;

/**
 * Varies train samples at random, one at a time:
 *
 * <pre>
 *   x' = (1 - w) x(t + d) + w x(t + d + e) + noise     d from -jitter .. jitter, e = -1 or 1, w from 0 .. mix
 *   y' = (1 - w) y(t)     + w y(t + e)
 * </pre>
 *
 * with the same neurons left out of both x. All of these bins are of the run of train bins that t is of; where d or e
 * would leave it, the sample keeps its place or is not mixed.
 *
 * @see <a href="https://arxiv.org/abs/1710.09412">Zhang et al. 2018, mixup</a>
 * @see <a href="https://doi.org/10.1162/neco.1995.7.1.108">Bishop 1995, on noise and regularisation</a>
 */
final class Augmenter {
    private final Augmentation options;
    private final TrainSamples train;
    private final RandomGenerator random;
    private final int inputs;
    private final int outputs;
    private final float[] neighbour;
    private final boolean[] left;
    private final float[] noise;

    /**
     * Takes what to vary.
     *
     * @param random what is drawn; it is never asked where nothing is varied
     */
    Augmenter(Augmentation options, TrainSamples train, RandomGenerator random) {
        this.options = options;
        this.train = train;
        this.random = random;
        this.inputs = train.samples().x().columns();
        this.outputs = train.samples().y().columns();
        this.neighbour = new float[options.mix() > 0 ? inputs : 0];
        this.left = new boolean[options.neurons() > 0 ? neurons().count() : 0];
        this.noise =
                options.noise() > 0 ? noise(options.noise(), train.samples().x()) : new float[0];
    }

    /** Whether samples are varied at all. */
    boolean varies() {
        return options.varies();
    }

    /** Puts sample {@code i}, varied, into row {@code row} of a batch. */
    void put(int i, int row, float[] x, float[] y) {
        int at = moved(i);
        boolean thins = options.neurons() > 0;
        if (thins) {
            Neurons.draw(options.neurons(), random, left);
        }
        copy(at, thins, x, row * inputs);
        System.arraycopy(train.samples().y().data(), i * outputs, y, row * outputs, outputs);
        if (options.mix() > 0) {
            mix(i, at, thins, row, x, y);
        }
        if (options.noise() > 0) {
            addNoise(x, row * inputs);
        }
    }

    /** The sample whose inputs go with the target of sample {@code i}. */
    private int moved(int i) {
        if (options.jitter() == 0) {
            return i;
        }
        int other = i + random.nextInt(2 * options.jitter() + 1) - options.jitter();
        return train.together(i, other) ? other : i;
    }

    private void copy(int sample, boolean thins, float[] x, int offset) {
        System.arraycopy(train.samples().x().data(), sample * inputs, x, offset, inputs);
        if (thins) {
            neurons().leaveOut(left, sample, x, offset);
        }
    }

    private void mix(int i, int at, boolean thins, int row, float[] x, float[] y) {
        int step = random.nextBoolean() ? 1 : -1;
        float weight = (float) (options.mix() * random.nextDouble());
        if (!train.together(i, i + step) || !train.together(at, at + step)) {
            return;
        }
        copy(at + step, thins, neighbour, 0);
        blend(inputs, weight, neighbour, 0, x, row * inputs);
        blend(outputs, weight, train.samples().y().data(), (i + step) * outputs, y, row * outputs);
    }

    private static void blend(int n, float weight, float[] from, int fromOffset, float[] to, int toOffset) {
        for (int j = 0; j < n; j++) {
            to[toOffset + j] += weight * (from[fromOffset + j] - to[toOffset + j]);
        }
    }

    /**
     * Adds to each value the sum of four uniform numbers of 16 bits, less its mean: normal but for an excess kurtosis of
     * -0.3, and a single random number each.
     */
    private void addNoise(float[] x, int offset) {
        for (int j = 0; j < inputs; j++) {
            long bits = random.nextLong();
            long sum = (bits & 0xffff) + (bits >>> 16 & 0xffff) + (bits >>> 32 & 0xffff) + (bits >>> 48);
            x[offset + j] += noise[j] * (sum - 2 * 0xffff);
        }
    }

    /**
     * For each input what the sum of {@link #addNoise} is multiplied by: the same for all, but for 0 where an input never
     * changes, whose weights would learn what it does not say.
     *
     * @param share of the root mean square of the inputs' standard deviations
     */
    private static float[] noise(double share, Matrix x) {
        int n = x.rows();
        int columns = x.columns();
        float[] noise = new float[columns];
        double variances = 0;
        for (int c = 0; c < columns; c++) {
            double sum = 0;
            double squares = 0;
            boolean varies = false;
            for (int r = 0; r < n; r++) {
                double value = x.at(r, c);
                sum += value;
                squares += value * value;
                varies |= x.at(r, c) != x.at(0, c);
            }
            variances += varies ? Math.max(0, squares - sum * sum / n) / n : 0;
            noise[c] = varies ? 1 : 0;
        }
        double unit = Math.sqrt(3 / (0x1p32 - 1)); // the variance of the sum is 4 (2^32 - 1) / 12
        for (int c = 0; c < columns; c++) {
            noise[c] *= (float) (share * Math.sqrt(variances / columns) * unit);
        }
        return noise;
    }

    private Neurons neurons() {
        return train.neurons()
                .orElseThrow(() -> new IllegalArgumentException(
                        "neurons are to be left out, and what they bring to the inputs is not known"));
    }
}
