package stride.model.pca;

import java.util.Arrays;
import stride.engine.RowBlocks;
import stride.engine.Workers;
import stride.model.Progress;

/** Streams the activity in blocks of neurons: the chosen bins alone, each neuron's mean over them taken away. */
final class CenteredBlocks {
    /** Values in a block, 16 M (64 MB): blocks of 2,000 neurons by 7,018 bins make long products of deep blocks. */
    private static final int BLOCK_VALUES = 1 << 24;

    private final RowBlocks activity;
    private final Workers workers;
    private final int[] bins;
    private final int blockRows;
    private final float[] whole;
    private final float[] chosen;

    /** Takes what was read and centred: {@code rows} neurons from {@code first} on, (rows, bins), row-major. */
    @FunctionalInterface
    interface Block {
        void take(int first, int rows, float[] values);
    }

    CenteredBlocks(RowBlocks activity, int[] bins, Workers workers) {
        this.activity = activity;
        this.workers = workers;
        this.bins = bins;
        int fitting = Math.max(1, BLOCK_VALUES / Math.max(1, activity.columns()));
        this.blockRows = Math.min(activity.rows(), fitting);
        this.whole = new float[Math.multiplyExact(blockRows, activity.columns())];
        this.chosen = new float[Math.multiplyExact(blockRows, bins.length)];
    }

    int neurons() {
        return activity.rows();
    }

    int bins() {
        return bins.length;
    }

    /** The mean of each neuron over the chosen bins, and the sum of squares about it of all neurons together. */
    record Means(float[] mean, double sumOfSquares) {}

    /** One pass that only looks. */
    Means means(Progress progress) {
        float[] mean = new float[neurons()];
        double[] squares = new double[neurons()];
        pass(
                mean,
                true,
                progress,
                (first, rows, values) -> workers.run(rows, r -> {
                    double sum = 0;
                    for (int i = r * bins.length; i < (r + 1) * bins.length; i++) {
                        sum += (double) values[i] * values[i];
                    }
                    squares[first + r] = sum;
                }));
        return new Means(mean, Arrays.stream(squares).sum());
    }

    /** One pass over the data with these means taken away. */
    void forEach(float[] mean, Progress progress, Block block) {
        pass(mean, false, progress, block);
    }

    private void pass(float[] mean, boolean fitMeans, Progress progress, Block block) {
        for (int first = 0; first < neurons(); first += blockRows) {
            int rows = Math.min(blockRows, neurons() - first);
            activity.read(first, rows, whole);
            int start = first;
            workers.run(rows, r -> {
                int from = r * activity.columns();
                if (fitMeans) {
                    mean[start + r] = mean(from);
                }
                float centre = mean[start + r];
                for (int t = 0; t < bins.length; t++) {
                    chosen[r * bins.length + t] = whole[from + bins[t]] - centre;
                }
            });
            block.take(first, rows, chosen);
            progress.at(first + rows, neurons());
        }
    }

    private float mean(int from) {
        double sum = 0;
        for (int t : bins) {
            sum += whole[from + t];
        }
        return (float) (sum / bins.length);
    }
}
