package stride.data.binary;

import java.util.List;
import java.util.Optional;
import stride.data.ArrayInfo;
import stride.data.Series;
import stride.data.StoredArray;
import stride.data.ValueRange;
import stride.engine.Kernels;
import stride.engine.RowBlocks;

/**
 * An array of which a format knows more than its bytes tell.
 *
 * @param array   the array
 * @param name    the name to ask for it by
 * @param series  what is said of it as a series in time
 * @param repeats other arrays of the source whose values it repeats
 */
public record DescribedArray(StoredArray array, String name, Optional<Series> series, List<String> repeats)
        implements StoredArray {
    /** Copies the names. */
    public DescribedArray {
        repeats = List.copyOf(repeats);
    }

    /** The array under another name: that of a link which leads to it. */
    public static StoredArray renamed(StoredArray array, String name) {
        return new DescribedArray(array, name, Optional.empty(), List.of());
    }

    /** The array as a series in time. */
    public static StoredArray series(StoredArray array, Series series) {
        return new DescribedArray(array, array.info().name(), Optional.of(series), List.of());
    }

    /** The array as a table that has other arrays for its columns. */
    public static StoredArray table(StoredArray array, List<String> columns) {
        return new DescribedArray(array, array.info().name(), Optional.empty(), columns);
    }

    @Override
    public ArrayInfo info() {
        ArrayInfo info = array.info();
        return new ArrayInfo(name, info.shape(), info.type(), info.order());
    }

    @Override
    public RowBlocks matrix(Kernels kernels) {
        return array.matrix(kernels);
    }

    @Override
    public RowBlocks transposed(Kernels kernels) {
        return array.transposed(kernels);
    }

    @Override
    public double[] values() {
        return array.values();
    }

    @Override
    public Optional<ValueRange> range() {
        return array.range();
    }
}
