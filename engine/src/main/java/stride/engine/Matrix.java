package stride.engine;

import java.util.Arrays;

/**
 * A dense float32 matrix, row-major without gaps: element (r, c) is {@code data[r * columns + c]}.
 *
 * <p>The array is shared, not copied: whoever holds the matrix may write into it.
 */
public final class Matrix implements RowBlocks {
    private final int rows;
    private final int columns;
    private final float[] data;

    /** Wraps {@code data}, of exactly {@code rows * columns} values. */
    public Matrix(int rows, int columns, float[] data) {
        if (rows < 0 || columns < 0 || data.length != Math.multiplyExact(rows, columns)) {
            throw new IllegalArgumentException(
                    "matrix %d x %d does not fit %d values".formatted(rows, columns, data.length));
        }
        this.rows = rows;
        this.columns = columns;
        this.data = data;
    }

    /** Makes a matrix of zeros. */
    public static Matrix zeros(int rows, int columns) {
        return new Matrix(rows, columns, new float[Math.multiplyExact(rows, columns)]);
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int columns() {
        return columns;
    }

    /** The values themselves, row-major; writing to them changes the matrix. */
    public float[] data() {
        return data;
    }

    /** The value at row {@code r}, column {@code c}. */
    public float at(int r, int c) {
        return data[r * columns + c];
    }

    @Override
    public void read(int first, int count, float[] target) {
        RowBlocks.check(this, first, count, target);
        System.arraycopy(data, first * columns, target, 0, count * columns);
    }

    /** A copy of the rows with these numbers, in that order. */
    public Matrix selectRows(int[] wanted) {
        Matrix copy = zeros(wanted.length, columns);
        for (int i = 0; i < wanted.length; i++) {
            System.arraycopy(data, wanted[i] * columns, copy.data, i * columns, columns);
        }
        return copy;
    }

    /** A copy of the first {@code count} columns. */
    public Matrix leadingColumns(int count) {
        Matrix copy = zeros(rows, count);
        for (int r = 0; r < rows; r++) {
            System.arraycopy(data, r * columns, copy.data, r * count, count);
        }
        return copy;
    }

    /** Equal shape and equal bits, so that NaN equals NaN and 0 differs from -0. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Matrix that
                && rows == that.rows
                && columns == that.columns
                && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * rows + columns) + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return "matrix " + rows + " x " + columns;
    }
}
