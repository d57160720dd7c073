package stride.data.pickle;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.List;
import stride.data.ArrayInfo;
import stride.data.DataException;
import stride.data.StoredArray;
import stride.data.binary.BinaryArray;
import stride.data.binary.ElementType;
import stride.data.binary.Payload;
import stride.data.pickle.Value.Real;
import stride.data.pickle.Value.Whole;
import stride.engine.Kernels;
import stride.engine.RowBlocks;

/**
 * A Python list or tuple, which may hold numbers. Whether it does is only looked up when it is read: the same long list
 * can stand under many names.
 *
 * @param file the file's name, for messages
 */
record PickledList(String file, String name, List<Value> items) implements StoredArray {
    @Override
    public ArrayInfo info() {
        return new ArrayInfo(name, List.of((long) items.size()), "list", "C");
    }

    @Override
    public RowBlocks matrix(Kernels kernels) {
        return numbers().matrix(kernels);
    }

    @Override
    public RowBlocks transposed(Kernels kernels) {
        return numbers().transposed(kernels);
    }

    @Override
    public double[] values() {
        return numbers().values();
    }

    private BinaryArray numbers() {
        double[] numbers = items.stream().mapToDouble(this::number).toArray();
        Payload payload = Payload.of(MemorySegment.ofArray(numbers));
        return new BinaryArray(file, info(), ElementType.FLOAT64, ByteOrder.nativeOrder(), payload);
    }

    private double number(Value item) {
        return switch (item) {
            case Whole(long whole) -> whole;
            case Real(double real) -> real;
            default ->
                throw new DataException(
                        file, "%s holds a %s; choose a list of numbers".formatted(info().summary(), item.type()));
        };
    }
}
