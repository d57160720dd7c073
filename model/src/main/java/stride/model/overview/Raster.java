package stride.model.overview;

import stride.engine.RowBlocks;

/**
 * All activity in a picture's worth of values: neurons in groups, bins in groups, and in each cell the mean z-score.
 *
 * @param rows    groups of neurons, in the order that was asked for
 * @param columns groups of bins, in the order of time
 * @param values  (rows, columns)
 */
public record Raster(int rows, int columns, float[] values) {
    /** More rows than a screen shows apart add nothing to see. */
    private static final int MOST_ROWS = 240;

    private static final int MOST_COLUMNS = 720;

    /** Gathers a raster, a neuron at a time. */
    static final class Gathering {
        private final int neurons;
        private final int bins;
        private final int rows;
        private final int columns;
        private final int[] rank;
        private final double[] sums;

        /**
         * Begins with nothing.
         *
         * @param order the neurons from the first row to the last
         */
        Gathering(RowBlocks activity, int[] order) {
            this.neurons = activity.rows();
            this.bins = activity.columns();
            this.rows = Math.min(MOST_ROWS, neurons);
            this.columns = Math.min(MOST_COLUMNS, bins);
            this.rank = new int[neurons];
            for (int i = 0; i < neurons; i++) {
                rank[order[i]] = i;
            }
            this.sums = new double[rows * columns];
        }

        /** Adds a neuron, whose values begin at {@code offset}. */
        void add(int neuron, float[] values, int offset) {
            double sum = 0;
            for (int t = 0; t < bins; t++) {
                sum += values[offset + t];
            }
            double mean = sum / bins;
            double squares = 0;
            for (int t = 0; t < bins; t++) {
                double deviation = values[offset + t] - mean;
                squares += deviation * deviation;
            }
            if (squares == 0) {
                return; // a constant neuron is at its mean throughout
            }
            double perDeviation = 1 / Math.sqrt(squares / bins);
            int row = group(rank[neuron], neurons, rows);
            for (int c = 0; c < columns; c++) {
                double cell = 0;
                for (int t = first(c, bins, columns); t < first(c + 1, bins, columns); t++) {
                    cell += values[offset + t] - mean;
                }
                sums[row * columns + c] += cell * perDeviation;
            }
        }

        Raster done() {
            float[] values = new float[sums.length];
            for (int r = 0; r < rows; r++) {
                int members = first(r + 1, neurons, rows) - first(r, neurons, rows);
                for (int c = 0; c < columns; c++) {
                    int width = first(c + 1, bins, columns) - first(c, bins, columns);
                    values[r * columns + c] = (float) (sums[r * columns + c] / ((double) members * width));
                }
            }
            return new Raster(rows, columns, values);
        }
    }

    /** The first of the members of a group, where {@code count} members lie evenly in {@code groups}. */
    public static int first(int group, int count, int groups) {
        return (int) (((long) group * count + groups - 1) / groups);
    }

    /** The group of a member; {@link #first} the other way round. */
    static int group(int member, int count, int groups) {
        return (int) ((long) member * groups / count);
    }
}
