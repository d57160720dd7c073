package stride.data.pickle;

import java.util.ArrayList;
import java.util.List;
import stride.data.binary.ArrayLayout;
import stride.data.binary.Dtype;
import stride.data.pickle.Value.Bytes;
import stride.data.pickle.Value.Constant;
import stride.data.pickle.Value.Dict;
import stride.data.pickle.Value.Other;
import stride.data.pickle.Value.Sequence;
import stride.data.pickle.Value.Text;
import stride.data.pickle.Value.Tuple;
import stride.data.pickle.Value.Whole;

/** What stands in for the calls of a pickle: each makes a value that says what Python would have made. */
final class Construction {
    private static final Bytes NO_BYTES = new Bytes(0, 0, false);

    private final PickleInput input;
    private final Allowance allowance;

    Construction(PickleInput input, Allowance allowance) {
        this.input = input;
        this.allowance = allowance;
    }

    /** What {@code callable(*arguments)} makes. */
    Value call(Value callable, Value arguments) {
        if (!(callable instanceof Global global) || !(arguments instanceof Tuple(List<Value> items))) {
            throw input.failure("a %s is called with a %s".formatted(callable.type(), arguments.type()));
        }
        allowance.object(8);
        return switch (global) {
            case RECONSTRUCT -> new PickledArray();
            case DTYPE -> dtype(at(items, 0, global));
            case SCALAR -> scalar(items);
            case FROM_BUFFER -> fromBuffer(items);
            case ENCODE -> encode(items);
            case BYTES -> byteString(items, global);
            case BYTEARRAY -> byteString(items, global);
            case ORDERED_DICT -> orderedDict(items);
            case SET -> new Other("set");
            case FROZENSET -> new Other("frozenset");
            case COMPLEX -> new Other("complex");
            case RANGE -> new Other("range");
            case NDARRAY -> throw input.failure("numpy.ndarray is called; save it with numpy.save");
        };
    }

    /** Gives an object its state, as {@code __setstate__} would. */
    void build(Value object, Value state) {
        if (!(state instanceof Tuple(List<Value> items))) {
            throw input.failure("the state of a %s is a %s, not a tuple".formatted(object.type(), state.type()));
        }
        switch (object) {
            case PickledArray array -> buildArray(array, items);
            case PickledDtype dtype -> buildDtype(dtype, items);
            default -> throw input.failure("a %s is given a state".formatted(object.type()));
        }
    }

    private Value dtype(Value name) {
        String text = input.name(name);
        return new PickledDtype(
                Dtype.parse(text).orElseThrow(() -> input.failure("type '%s' is not known".formatted(text))));
    }

    /** The state is (version, order, subarray, names, fields, size, alignment, flags, ...). */
    private void buildDtype(PickledDtype dtype, List<Value> state) {
        if (state.size() < 2) {
            throw input.failure("the state of a dtype has %d parts".formatted(state.size()));
        }
        String mark = input.name(state.get(1));
        if (mark.length() != 1 || "<>|=".indexOf(mark.charAt(0)) < 0) {
            throw input.failure("the byte order '%s' is not known".formatted(mark));
        }
        dtype.setOrder(Dtype.orderOf(mark.charAt(0)));
    }

    /** The state is (version, shape, dtype, whether in Fortran order, bytes or list of objects). */
    private void buildArray(PickledArray array, List<Value> state) {
        if (state.size() != 5) {
            throw input.failure("the state of an array has %d parts, not 5".formatted(state.size()));
        }
        fill(array, state.get(1), state.get(2), state.get(3) == Constant.TRUE || isOne(state.get(3)), state.get(4));
    }

    private Value scalar(List<Value> arguments) {
        PickledArray scalar = new PickledArray();
        Value data = at(arguments, 1, Global.SCALAR);
        boolean object = !(data instanceof Bytes || data instanceof Text);
        Value elements = object ? new Sequence(new ArrayList<>(List.of(data))) : data;
        fill(scalar, new Tuple(List.of()), at(arguments, 0, Global.SCALAR), false, elements);
        return scalar;
    }

    private Value fromBuffer(List<Value> arguments) {
        PickledArray array = new PickledArray();
        boolean fortran = input.name(at(arguments, 3, Global.FROM_BUFFER)).equals("F");
        fill(array, arguments.get(2), arguments.get(1), fortran, arguments.get(0));
        return array;
    }

    private void fill(PickledArray array, Value shape, Value dtype, boolean fortran, Value elements) {
        ArrayLayout layout = layout(shape, dtype, fortran);
        switch (elements) {
            case Bytes bytes -> {
                requireSize(layout, bytes);
                array.fill(layout, bytes);
            }
            case Sequence list -> {
                if (list.items().size() != layout.elements()) {
                    throw input.failure("an array of shape %s has %d objects"
                            .formatted(layout.shape(), list.items().size()));
                }
                array.fill(layout, list.items());
            }
            default -> throw input.failure("the elements of an array are a " + elements.type());
        }
    }

    /** Characters of latin-1 take one or two bytes in UTF-8; how many there are is only known when they are read. */
    private void requireSize(ArrayLayout layout, Bytes bytes) {
        long wanted = layout.bytes();
        boolean fits = bytes.latin1()
                ? wanted <= bytes.length() && bytes.length() - wanted <= wanted
                : wanted == bytes.length();
        if (!fits || layout.dtype().kind() == 'O') {
            throw input.failure("an array of shape %s and type %s needs %d bytes, but has %d"
                    .formatted(layout.shape(), layout.dtype().label(), wanted, bytes.length()));
        }
    }

    private ArrayLayout layout(Value shape, Value dtype, boolean fortran) {
        if (!(dtype instanceof PickledDtype type)) {
            throw input.failure("the type of an array is a " + dtype.type());
        }
        try {
            return new ArrayLayout(sizes(shape), fortran, type.dtype());
        } catch (IllegalArgumentException e) {
            throw input.failure(e.getMessage());
        }
    }

    /** A loop, as this runs for every small array of a recording's {@code stat}, before anything is compiled. */
    private List<Long> sizes(Value shape) {
        if (shape instanceof Tuple(List<Value> items) && items.size() <= ArrayLayout.MOST_DIMENSIONS) {
            List<Long> sizes = new ArrayList<>(items.size());
            for (Value item : items) {
                if (item instanceof Whole(long size)) {
                    sizes.add(size);
                }
            }
            if (sizes.size() == items.size()) {
                return sizes;
            }
        }
        throw input.failure("the shape of an array is not a tuple of up to %d whole numbers"
                .formatted(ArrayLayout.MOST_DIMENSIONS));
    }

    /** Protocol 2 has no bytes: they are written as text, to be encoded again. */
    private Value encode(List<Value> arguments) {
        String encoding = input.name(at(arguments, 1, Global.ENCODE));
        if (!(arguments.get(0) instanceof Text text) || !Latin1Payload.isLatin1(encoding)) {
            throw input.failure("a %s is encoded as '%s'; only text as latin1 is accepted"
                    .formatted(arguments.get(0).type(), encoding));
        }
        return new Bytes(text.offset(), text.length(), true);
    }

    private Value byteString(List<Value> arguments, Global global) {
        if (arguments.isEmpty()) {
            return NO_BYTES;
        }
        return switch (arguments.get(0)) {
            case Bytes bytes -> bytes;
            case Text text -> encode(arguments);
            default ->
                throw input.failure(
                        "%s of a %s".formatted(global, arguments.get(0).type()));
        };
    }

    private Value orderedDict(List<Value> arguments) {
        if (!arguments.isEmpty()) {
            throw input.failure("an OrderedDict with arguments is not accepted");
        }
        return new Dict(new ArrayList<>(0));
    }

    private Value at(List<Value> arguments, int index, Global global) {
        if (arguments.size() <= index) {
            throw input.failure("%s with %d arguments".formatted(global, arguments.size()));
        }
        return arguments.get(index);
    }

    private static boolean isOne(Value value) {
        return value instanceof Whole(long number) && number == 1;
    }
}
