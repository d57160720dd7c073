package stride.data;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a source says of one of its arrays.
 *
 * @param name  the name to ask for it by
 * @param shape the length of each dimension; empty for a single value
 * @param type  the type as numpy names it: {@code float32}, {@code object}, ...
 * @param order {@code C} where the last index runs fastest in the file, {@code F} where the first does
 */
public record ArrayInfo(String name, List<Long> shape, String type, String order) {
    /** Copies the shape. */
    public ArrayInfo {
        shape = List.copyOf(shape);
    }

    /** The shape as people write it: {@code 120 x 800}, or {@code single value}. */
    public String size() {
        return shape.isEmpty()
                ? "single value"
                : shape.stream().map(String::valueOf).collect(Collectors.joining(" x "));
    }

    /** Name, shape and type: {@code sresp (120 x 800 float32)}. */
    public String summary() {
        return name + " (" + size() + " " + type + ")";
    }
}
