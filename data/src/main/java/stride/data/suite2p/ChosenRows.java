package stride.data.suite2p;

import java.util.List;
import java.util.Optional;
import stride.data.ArrayInfo;
import stride.data.StoredArray;
import stride.data.ValueRange;
import stride.engine.Kernels;
import stride.engine.RowBlocks;
import stride.engine.ScalarKernels;

/**
 * Some rows of a matrix: of all regions that suite2p found, those that are cells.
 *
 * @param all  every row, time bins in the columns
 * @param rows which to take, ascending
 */
record ChosenRows(StoredArray all, int[] rows) implements StoredArray {
    /** Values read at a time. */
    private static final int BLOCK = 1 << 18;

    @Override
    public ArrayInfo info() {
        ArrayInfo info = all.info();
        return new ArrayInfo(
                info.name(), List.of((long) rows.length, info.shape().getLast()), info.type(), info.order());
    }

    @Override
    public RowBlocks matrix(Kernels kernels) {
        return new Rows(all.matrix(kernels), rows);
    }

    @Override
    public RowBlocks transposed(Kernels kernels) {
        return new Columns(all.transposed(kernels), rows);
    }

    @Override
    public double[] values() {
        double[] every = all.values();
        int columns = Math.toIntExact(all.info().shape().getLast());
        double[] chosen = new double[rows.length * columns];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(every, rows[i] * columns, chosen, i * columns, columns);
        }
        return chosen;
    }

    @Override
    public Optional<ValueRange> range() {
        RowBlocks matrix = matrix(new ScalarKernels()); // with any kernels the range is the same
        int step = Math.clamp(BLOCK / Math.max(1, matrix.columns()), 1, Math.max(1, matrix.rows()));
        float[] block = new float[step * matrix.columns()];
        double[] values = new double[block.length];
        ValueRange range = ValueRange.NONE;
        for (int first = 0; first < matrix.rows(); first += step) {
            int count = Math.min(step, matrix.rows() - first);
            matrix.read(first, count, block);
            for (int i = 0; i < count * matrix.columns(); i++) {
                values[i] = block[i];
            }
            range = range.with(values, count * matrix.columns());
        }
        return Optional.of(range);
    }

    private record Rows(RowBlocks all, int[] chosen) implements RowBlocks {
        @Override
        public int rows() {
            return chosen.length;
        }

        @Override
        public int columns() {
            return all.columns();
        }

        @Override
        public void read(int first, int count, float[] target) {
            RowBlocks.check(this, first, count, target);
            float[] row = new float[columns()];
            for (int i = 0; i < count; i++) {
                all.read(chosen[first + i], 1, row);
                System.arraycopy(row, 0, target, i * row.length, row.length);
            }
        }
    }

    private record Columns(RowBlocks all, int[] chosen) implements RowBlocks {
        @Override
        public int rows() {
            return all.rows();
        }

        @Override
        public int columns() {
            return chosen.length;
        }

        @Override
        public void read(int first, int count, float[] target) {
            RowBlocks.check(this, first, count, target);
            float[] row = new float[all.columns()];
            for (int i = 0; i < count; i++) {
                all.read(first + i, 1, row);
                for (int j = 0; j < chosen.length; j++) {
                    target[i * chosen.length + j] = row[chosen[j]];
                }
            }
        }
    }
}
