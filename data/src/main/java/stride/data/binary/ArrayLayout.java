package stride.data.binary;

import java.util.List;
import stride.data.ArrayInfo;
import stride.data.StoredArray;

/**
 * How the elements of an array follow each other.
 *
 * @param shape   the length of each dimension
 * @param fortran whether the first index runs fastest
 * @param dtype   of the elements
 */
public record ArrayLayout(List<Long> shape, boolean fortran, Dtype dtype) {
    /** As many as numpy has. */
    public static final int MOST_DIMENSIONS = 64;

    /**
     * Checks the shape.
     *
     * @throws IllegalArgumentException if it can't be the shape of any array, with the reason
     */
    public ArrayLayout {
        shape = List.copyOf(shape);
        if (shape.size() > MOST_DIMENSIONS) {
            throw new IllegalArgumentException(
                    "an array of %d dimensions, more than %d".formatted(shape.size(), MOST_DIMENSIONS));
        }
        long elements = 1;
        try {
            for (long size : shape) {
                if (size < 0) {
                    throw new IllegalArgumentException("a dimension of " + size);
                }
                elements = Math.multiplyExact(elements, size);
            }
            Math.multiplyExact(elements, dtype.itemSize());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("the shape " + shape + " is larger than any file", e);
        }
    }

    /** The number of elements. */
    public long elements() {
        long elements = 1;
        for (long size : shape) {
            elements *= size;
        }
        return elements;
    }

    /** The number of bytes. */
    public long bytes() {
        return elements() * dtype.itemSize();
    }

    /** What a source says of an array with this layout. */
    public ArrayInfo info(String name) {
        return new ArrayInfo(name, shape, dtype.label(), fortran && shape.size() > 1 ? "F" : "C");
    }

    /**
     * The array with this layout whose bytes are {@code payload}.
     *
     * @param file    the file's name, for messages
     * @param payload {@link #bytes()} bytes, if the elements are numbers
     */
    public StoredArray array(String file, String name, Payload payload) {
        return dtype.element()
                .<StoredArray>map(type -> new BinaryArray(file, info(name), type, dtype.order(), payload))
                .orElseGet(() -> new NonNumericArray(file, info(name)));
    }
}
