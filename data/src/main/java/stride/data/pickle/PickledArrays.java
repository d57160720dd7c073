package stride.data.pickle;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import stride.data.ArrayInfo;
import stride.data.DataException;
import stride.data.StoredArray;
import stride.data.binary.ArrayLayout;
import stride.data.binary.Claims;
import stride.data.binary.NameAllowance;
import stride.data.binary.NonNumericArray;
import stride.data.binary.Payload;
import stride.data.pickle.Value.Bytes;
import stride.data.pickle.Value.Dict;
import stride.data.pickle.Value.Sequence;
import stride.data.pickle.Value.Text;
import stride.data.pickle.Value.Tuple;

/**
 * The arrays of a pickle: the entries of a dict, with a dot between the keys of nested ones; a single array; or what the
 * elements of an array of objects hold, by their place.
 */
public final class PickledArrays {
    /** Behaviour nests two or three dicts deep; the bound keeps a hostile pickle from nesting a million. */
    private static final int DEEPEST = 16;

    /** Elements of an array of objects that are listed one by one; one of more has an entry for each neuron, say. */
    private static final int LISTED = 100;

    private final PickleInput input;
    private final List<StoredArray> found = new ArrayList<>();
    private final Set<Dict> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final NameAllowance names;
    private final Claims claims;

    private PickledArrays(PickleInput input, Claims claims) {
        this.input = input;
        this.names = new NameAllowance(input.file());
        this.claims = claims;
    }

    /**
     * Reads the structure of a pickle; the elements of its arrays stay where they are.
     *
     * @param bytes the file
     * @param start the byte at which the pickle begins
     * @param file  the file's name, for messages
     * @param name  the name for an array that has none
     * @param claims books what the arrays hold: one can stand under many names
     * @throws DataException if the pickle is malformed, or holds neither a dict nor an array
     */
    public static List<StoredArray> read(MemorySegment bytes, long start, String file, String name, Claims claims) {
        PickleInput input = new PickleInput(bytes, start, file);
        PickledArrays arrays = new PickledArrays(input, claims);
        Value root = Unpickler.read(input);
        // numpy.save wraps a dict in an array without dimensions.
        if (root instanceof PickledArray array && array.objects().size() == 1 && isSingle(array)) {
            root = array.objects().getFirst();
        }
        switch (root) {
            case Dict dict -> arrays.list("", dict, 0);
            case PickledArray array -> arrays.root(name, array);
            default ->
                throw new DataException(
                        file, "holds a pickled %s; expected a dict of arrays or an array".formatted(root.type()));
        }
        return arrays.found;
    }

    private static boolean isSingle(PickledArray array) {
        return array.layout().filter(layout -> layout.shape().isEmpty()).isPresent();
    }

    /** Of sessions, say, each with arrays of its own: {@code dat[11].spks}. */
    private void root(String name, PickledArray array) {
        add(name, array);
        List<Long> shape = array.layout().map(ArrayLayout::shape).orElseThrow();
        for (int i = 0; i < array.objects().size() && array.objects().size() <= LISTED; i++) {
            Value value = array.objects().get(i);
            if (value instanceof PickledArray || value instanceof Dict) {
                add(name + index(i, shape), value, 0);
            }
        }
    }

    /** Each dict is listed once, wherever it first appears: it may contain itself. */
    private void list(String prefix, Dict dict, int depth) {
        if (depth == DEEPEST || !seen.add(dict)) {
            return;
        }
        List<Value> entries = dict.entries();
        for (int i = 0; i < entries.size(); i += 2) {
            Value key = entries.get(i);
            if (key instanceof Text || key instanceof Bytes) {
                add(prefix + input.name(key), entries.get(i + 1), depth);
            }
        }
    }

    private void add(String name, Value value, int depth) {
        switch (value) {
            case PickledArray array -> add(name, array);
            case Dict dict -> list(name + ".", dict, depth + 1);
            case Sequence(ArrayList<Value> items) -> add(name, new PickledList(input.file(), name, items));
            case Tuple(List<Value> items) -> add(name, new PickledList(input.file(), name, items));
            default -> add(name, new NonNumericArray(input.file(), new ArrayInfo(name, List.of(), value.type(), "C")));
        }
    }

    private void add(String name, PickledArray array) {
        if (array.layout().isEmpty()) {
            throw new DataException(input.file(), "array '%s' has no elements; save it again".formatted(name));
        }
        ArrayLayout layout = array.layout().get();
        if (array.bytes().isEmpty()) {
            add(name, new NonNumericArray(input.file(), layout.info(name)));
            return;
        }
        claims.claim(name, layout.bytes());
        add(name, layout.array(input.file(), name, payload(name, array.bytes().get(), layout.bytes())));
    }

    /** The place of an element, row-major as a pickle has them, as Python writes it. */
    private static String index(int element, List<Long> shape) {
        if (shape.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("]");
        long rest = element;
        for (int d = shape.size() - 1; d >= 0; d--) {
            text.insert(0, rest % shape.get(d)).insert(0, d == 0 ? "[" : ",");
            rest /= shape.get(d);
        }
        return text.toString();
    }

    private Payload payload(String name, Bytes bytes, long size) {
        MemorySegment stored = input.bytes().asSlice(bytes.offset(), bytes.length());
        return bytes.latin1() ? new Latin1Payload(input.file() + ": " + name, stored, size) : Payload.of(stored);
    }

    private void add(String name, StoredArray array) {
        names.take(name);
        found.add(array);
    }
}
