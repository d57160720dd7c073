package stride.cli.convert;

import stride.cli.terminal.ProgressLine;
import stride.engine.RowBlocks;

/** Rows that tell how many of them have been read. */
record WatchedRows(RowBlocks rowBlocks, ProgressLine line) implements RowBlocks {
    @Override
    public int rows() {
        return rowBlocks.rows();
    }

    @Override
    public int columns() {
        return rowBlocks.columns();
    }

    @Override
    public void read(int first, int count, float[] target) {
        rowBlocks.read(first, count, target);
        line.at(first + count, rows());
    }
}
