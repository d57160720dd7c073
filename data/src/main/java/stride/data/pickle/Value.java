package stride.data.pickle;

import java.util.ArrayList;
import java.util.List;

/**
 * What a pickle builds. Text and bytes stay in the file: a value knows where they lie.
 *
 * <p>Containers are never hashed, compared or walked through while the pickle is read, so that one which contains
 * itself, or keys that collide, do no harm.
 */
sealed interface Value
        permits Value.Constant,
                Value.Whole,
                Value.Real,
                Value.Text,
                Value.Bytes,
                Value.Tuple,
                Value.Sequence,
                Value.Dict,
                Value.Other,
                Global,
                PickledDtype,
                PickledArray {
    /** None, True and False. */
    enum Constant implements Value {
        NONE,
        TRUE,
        FALSE
    }

    /** A whole number of at most 64 bits. */
    record Whole(long value) implements Value {}

    /** A floating-point number. */
    record Real(double value) implements Value {}

    /** UTF-8 text that lies in the file. */
    record Text(long offset, long length) implements Value {}

    /**
     * Bytes that lie in the file.
     *
     * @param length as stored
     * @param latin1 whether each byte is written as the UTF-8 of the character with its number, as protocol 2 does
     */
    record Bytes(long offset, long length, boolean latin1) implements Value {}

    /** A tuple. */
    record Tuple(List<Value> items) implements Value {}

    /** A list. */
    record Sequence(ArrayList<Value> items) implements Value {}

    /** A dict: keys and values in turn, in the order in which they were set. */
    record Dict(ArrayList<Value> entries) implements Value {}

    /** Something that is accepted but never needed: a set, a complex number, an integer of more than 64 bits. */
    record Other(String type) implements Value {}

    /** How the value's type is called in messages. */
    default String type() {
        return switch (this) {
            case Constant c -> c == Constant.NONE ? "None" : "bool";
            case Whole w -> "int";
            case Real r -> "float";
            case Text t -> "str";
            case Bytes b -> "bytes";
            case Tuple t -> "tuple";
            case Sequence s -> "list";
            case Dict d -> "dict";
            case Other o -> o.type();
            case Global g -> "function";
            case PickledDtype d -> "dtype";
            case PickledArray a -> "array";
        };
    }

    /** Whether Python could use the value as a key. */
    default boolean hashable() {
        return !(this instanceof Sequence || this instanceof Dict || this instanceof PickledArray);
    }
}
