package stride.data.binary;

import stride.data.ArrayInfo;
import stride.data.DataException;
import stride.data.StoredArray;
import stride.engine.Kernels;
import stride.engine.RowBlocks;

/**
 * An array that is listed, but holds no real numbers: objects, text, records, complex values.
 *
 * @param file the file's name, for messages
 */
public record NonNumericArray(String file, ArrayInfo info) implements StoredArray {
    @Override
    public RowBlocks matrix(Kernels kernels) {
        throw refusal();
    }

    @Override
    public RowBlocks transposed(Kernels kernels) {
        throw refusal();
    }

    @Override
    public double[] values() {
        throw refusal();
    }

    private DataException refusal() {
        return new DataException(file, info.summary() + " does not hold real numbers; choose another array");
    }
}
