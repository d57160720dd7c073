package stride.data;

import java.util.List;
import java.util.Optional;
import stride.engine.Kernels;
import stride.engine.RowBlocks;

/** An array that lies in a source and is decoded only when it is read. Valid until its source is closed. */
public interface StoredArray {
    /** Name, shape and type. */
    ArrayInfo info();

    /**
     * The array as a matrix that is read from the file block by block, converted to float32; one dimension makes one
     * column.
     *
     * @param kernels convert the numbers
     * @throws DataException if it does not hold real numbers in one or two dimensions
     */
    RowBlocks matrix(Kernels kernels);

    /** As {@link #matrix}, with rows and columns exchanged; it is read block by block as well. */
    RowBlocks transposed(Kernels kernels);

    /**
     * All values in double precision, row-major.
     *
     * @throws DataException if it does not hold real numbers in at most two dimensions
     */
    double[] values();

    /**
     * The range of its numbers, read from front to back; empty if it holds none.
     *
     * @throws DataException if it can't be read
     */
    default Optional<ValueRange> range() {
        return Optional.empty();
    }

    /** What the file says of it as a series in time, if it does. */
    default Optional<Series> series() {
        return Optional.empty();
    }

    /** Other arrays of the source whose values this one repeats: a table's columns. */
    default List<String> repeats() {
        return List.of();
    }
}
