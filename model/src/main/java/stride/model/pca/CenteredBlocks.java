package stride.model.pca;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import stride.engine.Kernels;
import stride.engine.RowBlocks;
import stride.engine.Workers;
import stride.model.Progress;

/** Streams the activity in blocks of neurons: the chosen bins alone, each neuron's mean over them taken away. */
final class CenteredBlocks {
    /** Values in a block that all threads share, 16 M (64 MB): 2,000 neurons by 7,018 bins make long products of deep blocks. */
    private static final int BLOCK_VALUES = 1 << 24;

    /** Most neurons in a block of a lane: what a product takes in one go of its depth, and whole tiles of 12. */
    private static final int LANE_ROWS = 252;

    /** Most values in a block of a lane, 16 MB: half of a usual third-level cache. */
    private static final int LANE_VALUES = 1 << 22;

    private final RowBlocks activity;
    private final Kernels kernels;
    private final Workers workers;
    private final int[] bins;
    private final boolean allBins;
    private final int laneRows;
    private final Queue<Buffer> buffers = new ConcurrentLinkedQueue<>();

    /** A block as it was read, and the chosen bins of it: the same array where those are all. */
    private record Buffer(float[] whole, float[] chosen) {}

    /** Takes what was read and centred: {@code rows} neurons from {@code first} on, (rows, bins), row-major. */
    @FunctionalInterface
    interface Block {
        void take(int first, int rows, float[] values);
    }

    /** Takes a block as {@link Block} does; those of a lane come in order and one at a time. */
    @FunctionalInterface
    interface LaneBlock {
        void take(int lane, int first, int rows, float[] values);
    }

    CenteredBlocks(RowBlocks activity, int[] bins, Kernels kernels, Workers workers) {
        this.activity = activity;
        this.kernels = kernels;
        this.workers = workers;
        this.bins = bins;
        this.allBins = bins.length == activity.columns();
        this.laneRows = Math.clamp(rowsOf(LANE_VALUES), 1, Math.min(LANE_ROWS, activity.rows()));
    }

    int neurons() {
        return activity.rows();
    }

    int bins() {
        return bins.length;
    }

    private int rowsOf(int values) {
        return Math.max(1, values / Math.max(1, activity.columns()));
    }

    private Buffer buffer(int rows) {
        float[] whole = new float[Math.multiplyExact(rows, activity.columns())];
        return new Buffer(whole, allBins ? whole : new float[rows * bins.length]);
    }

    /** The mean of each neuron over the chosen bins, and the sum of squares about it of all neurons together. */
    record Means(float[] mean, double sumOfSquares) {}

    /** One pass that only looks. */
    Means means(Progress progress) {
        return means(blocks(), progress, (lane, first, rows, values) -> {});
    }

    /** One pass that finds the means, and hands on each block with them taken away as {@link #forEachInLanes} does. */
    Means means(int lanes, Progress progress, LaneBlock block) {
        float[] mean = new float[neurons()];
        double[] squares = new double[neurons()];
        lanes(lanes, progress, (lane, first, rows, buffer) -> {
            for (int r = 0; r < rows; r++) {
                int at = r * bins.length;
                choose(buffer, r);
                mean[first + r] = (float) (kernels.sum(bins.length, buffer.chosen, at) / bins.length);
                centre(buffer, r, mean[first + r]);
                squares[first + r] = kernels.dot(bins.length, buffer.chosen, at, buffer.chosen, at);
            }
            block.take(lane, first, rows, buffer.chosen);
        });
        return new Means(mean, Arrays.stream(squares).sum());
    }

    /** One pass over the data with these means taken away, in large blocks, one at a time. */
    void forEach(float[] mean, Progress progress, Block block) {
        int step = Math.min(rowsOf(BLOCK_VALUES), neurons());
        Buffer buffer = buffer(step);
        for (int first = 0; first < neurons(); first += step) {
            int rows = Math.min(step, neurons() - first);
            int start = first;
            activity.read(first, rows, buffer.whole);
            workers.run(rows, r -> {
                choose(buffer, r);
                centre(buffer, r, mean[start + r]);
            });
            block.take(first, rows, buffer.chosen);
            progress.at(first + rows, neurons());
        }
    }

    /** The number of lanes, at most this many, that have a block each; the sizes alone decide it. */
    int lanes(int most) {
        return Math.clamp(most, 1, blocks());
    }

    private int blocks() {
        return Math.ceilDiv(neurons(), laneRows);
    }

    /**
     * One pass over the data with these means taken away. Each lane has its share of the neurons, and goes through it in
     * blocks that fit a cache, while the threads work on as many lanes at once.
     */
    void forEachInLanes(int lanes, float[] mean, Progress progress, LaneBlock block) {
        lanes(lanes, progress, (lane, first, rows, buffer) -> {
            for (int r = 0; r < rows; r++) {
                choose(buffer, r);
                centre(buffer, r, mean[first + r]);
            }
            block.take(lane, first, rows, buffer.chosen);
        });
    }

    @FunctionalInterface
    private interface Read {
        void take(int lane, int first, int rows, Buffer buffer);
    }

    private void lanes(int lanes, Progress progress, Read read) {
        int[] done = new int[1];
        int blocks = blocks();
        workers.run(lanes, lane -> {
            Buffer free = buffers.poll();
            Buffer buffer = free == null ? buffer(laneRows) : free;
            int end = (int) ((long) blocks * (lane + 1) / lanes);
            for (int b = (int) ((long) blocks * lane / lanes); b < end; b++) {
                int first = b * laneRows;
                int rows = Math.min(laneRows, neurons() - first);
                activity.read(first, rows, buffer.whole);
                read.take(lane, first, rows, buffer);
                synchronized (done) {
                    done[0] += rows;
                    progress.at(done[0], neurons());
                }
            }
            buffers.add(buffer);
        });
    }

    /** Copies the chosen bins of a row together; where those are all, they lie so already. */
    private void choose(Buffer buffer, int row) {
        if (!allBins) {
            int from = row * activity.columns();
            int to = row * bins.length;
            for (int t = 0; t < bins.length; t++) {
                buffer.chosen[to + t] = buffer.whole[from + bins[t]];
            }
        }
    }

    private void centre(Buffer buffer, int row, float mean) {
        float[] chosen = buffer.chosen;
        for (int t = row * bins.length; t < (row + 1) * bins.length; t++) {
            chosen[t] -= mean;
        }
    }
}
