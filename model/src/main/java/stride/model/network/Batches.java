package stride.model.network;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import stride.engine.Matrix;

/** The batches of an epoch: in the order of time straight from the samples; shuffled or varied, through a buffer. */
final class Batches {
    private final Samples samples;
    private final int batch;
    private final boolean shuffle;
    private final RandomGenerator random;
    private final Augmenter augmenter;
    private final boolean gathers;
    private final int[] order;
    private final float[] x;
    private final float[] y;

    Batches(Samples samples, int batch, boolean shuffle, RandomGenerator random, Augmenter augmenter) {
        this.samples = samples;
        this.batch = batch;
        this.shuffle = shuffle;
        this.random = random;
        this.augmenter = augmenter;
        this.gathers = shuffle || augmenter.varies();
        this.order = new int[samples.count()];
        Arrays.setAll(order, i -> i);
        this.x = new float[gathers ? Math.multiplyExact(batch, samples.x().columns()) : 0];
        this.y = new float[gathers ? Math.multiplyExact(batch, samples.y().columns()) : 0];
    }

    /** Batches of samples as they are. */
    Batches(Samples samples, int batch, boolean shuffle, RandomGenerator random) {
        this(samples, batch, shuffle, random, new Augmenter(Augmentation.NONE, TrainSamples.of(samples), random));
    }

    /** The number of batches in an epoch, a ragged last one included. */
    int perEpoch() {
        return Math.ceilDiv(samples.count(), batch);
    }

    /** A copy of the order of the last epoch. */
    int[] order() {
        return order.clone();
    }

    /** Takes up the order of an epoch, from which the next one is drawn. */
    void goOnFrom(int[] kept) {
        System.arraycopy(kept, 0, order, 0, order.length);
    }

    /** The number of columns of x. */
    int inputs() {
        return samples.x().columns();
    }

    /** Runs one step on each batch, and gives the sum of their losses. */
    double runEpoch(TrainStep step) {
        if (shuffle) {
            draw();
        }
        int inputs = inputs();
        int outputs = samples.y().columns();
        double sum = 0;
        for (int first = 0; first < order.length; first += batch) {
            int count = Math.min(batch, order.length - first);
            if (gathers) {
                gather(first, count);
                sum += step.run(count, x, 0, y, 0);
            } else {
                sum += step.run(
                        count, samples.x().data(), first * inputs, samples.y().data(), first * outputs);
            }
        }
        return sum;
    }

    /** A new order: Fisher and Yates's shuffle. */
    private void draw() {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
    }

    private void gather(int first, int count) {
        if (augmenter.varies()) {
            for (int i = 0; i < count; i++) {
                augmenter.put(order[first + i], i, x, y);
            }
            return;
        }
        gather(first, count, samples.x(), x);
        gather(first, count, samples.y(), y);
    }

    private void gather(int first, int count, Matrix from, float[] to) {
        int columns = from.columns();
        for (int i = 0; i < count; i++) {
            System.arraycopy(from.data(), order[first + i] * columns, to, i * columns, columns);
        }
    }
}
