package stride.data.pickle;

import java.lang.foreign.MemorySegment;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import stride.data.binary.Decoder;
import stride.data.binary.ElementType;
import stride.data.pickle.Value.Bytes;
import stride.data.pickle.Value.Dict;
import stride.data.pickle.Value.Real;
import stride.data.pickle.Value.Sequence;
import stride.data.pickle.Value.Text;
import stride.data.pickle.Value.Tuple;
import stride.data.pickle.Value.Whole;
import stride.engine.Matrix;

/** Numbers that each of many pickled dicts has under the same key: suite2p's {@code stat}, one dict per neuron. */
public final class PickledRecords {
    private final PickleInput input;

    /** What a dict has under the key: each is walked through once, wherever it stands. */
    private final IdentityHashMap<Dict, Optional<Value>> known = new IdentityHashMap<>();

    private PickledRecords(PickleInput input) {
        this.input = input;
    }

    /**
     * Reads what an array of dicts has under one key.
     *
     * @param bytes the file
     * @param start the byte at which the pickle begins
     * @param file  the file's name, for messages
     * @param key   of each dict
     * @param width how many numbers stand under it
     * @return dicts x width; empty if this is no array of dicts, or one of them has something else under the key
     * @throws stride.data.DataException if the pickle is malformed
     */
    public static Optional<Matrix> read(MemorySegment bytes, long start, String file, String key, int width) {
        PickledRecords records = new PickledRecords(new PickleInput(bytes, start, file));
        return Unpickler.read(records.input) instanceof PickledArray array
                ? records.numbers(array.objects(), key, width)
                : Optional.empty();
    }

    private Optional<Matrix> numbers(List<Value> dicts, String key, int width) {
        Matrix numbers = Matrix.zeros(dicts.size(), width);
        for (int i = 0; i < dicts.size(); i++) {
            if (!(dicts.get(i) instanceof Dict dict)
                    || !fill(numbers, i, known.computeIfAbsent(dict, d -> under(key, d)))) {
                return Optional.empty();
            }
        }
        return Optional.of(numbers);
    }

    private Optional<Value> under(String key, Dict dict) {
        List<Value> entries = dict.entries();
        for (int i = 0; i < entries.size(); i += 2) {
            Value name = entries.get(i);
            if ((name instanceof Text || name instanceof Bytes)
                    && input.name(name).equals(key)) {
                return Optional.of(entries.get(i + 1));
            }
        }
        return Optional.empty();
    }

    private boolean fill(Matrix numbers, int row, Optional<Value> found) {
        List<Value> items = switch (found.orElse(Value.Constant.NONE)) {
            case Sequence(var list) -> list;
            case Tuple(var list) -> list;
            default -> List.of();
        };
        if (items.size() != numbers.columns()) {
            return false;
        }
        for (int j = 0; j < items.size(); j++) {
            double number = number(items.get(j));
            if (!Double.isFinite(number)) {
                return false;
            }
            numbers.data()[row * numbers.columns() + j] = (float) number;
        }
        return true;
    }

    private double number(Value value) {
        return switch (value) {
            case Whole(long whole) -> whole;
            case Real(double real) -> real;
            case PickledArray array -> scalar(array);
            default -> Double.NaN;
        };
    }

    /** A single number of one of numpy's types. */
    private double scalar(PickledArray array) {
        Optional<ElementType> type = array.layout()
                .filter(layout -> layout.elements() == 1)
                .flatMap(layout -> layout.dtype().element());
        if (type.isEmpty() || array.bytes().isEmpty() || array.bytes().get().latin1()) {
            return Double.NaN;
        }
        Bytes stored = array.bytes().get();
        double[] value = new double[1];
        new Decoder(type.get(), array.layout().get().dtype().order())
                .doubles(input.bytes().asSlice(stored.offset(), stored.length()), 1, value, 0);
        return value[0];
    }
}
