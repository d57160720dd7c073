package stride.data.binary;

import java.lang.foreign.MemorySegment;

/**
 * The elements of some rows of a matrix, one after the other as those of all rows are.
 *
 * @param all      the elements of every row
 * @param rows     which to take, ascending
 * @param every    how many rows there are
 * @param columns  the elements of a row
 * @param rowMajor whether the elements of a row lie side by side, or those of a column
 * @param element  the bytes of an element
 */
record RowsPayload(Payload all, int[] rows, int every, int columns, boolean rowMajor, int element) implements Payload {
    @Override
    public MemorySegment bytes(long offset, int length) {
        MemorySegment target = MemorySegment.ofArray(new byte[length]);
        int run = rowMajor ? columns : rows.length;
        long next = offset / element;
        for (int done = 0; done < length; ) {
            int outer = (int) (next / run);
            int inner = (int) (next % run);
            int n = 1;
            long from;
            if (rowMajor) {
                n = Math.min(columns - inner, (length - done) / element);
                from = (long) rows[outer] * columns + inner;
            } else {
                from = (long) outer * every + rows[inner];
            }
            MemorySegment.copy(all.bytes(from * element, n * element), 0, target, done, (long) n * element);
            done += n * element;
            next += n;
        }
        return target;
    }

    /** Rows ascend, so in the order of the rows, or within columns, the elements do. */
    @Override
    public Payload onePass() {
        return new RowsPayload(all.onePass(), rows, every, columns, rowMajor, element);
    }
}
