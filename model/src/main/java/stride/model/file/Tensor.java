package stride.model.file;

import java.util.Arrays;
import java.util.List;

/** A float32 array of any number of dimensions, row-major; shared, not copied. */
public final class Tensor {
    private final List<Integer> shape;
    private final float[] values;

    /** Joins a shape and as many values as it has. */
    public Tensor(List<Integer> shape, float[] values) {
        int count = shape.stream().reduce(1, Math::multiplyExact);
        if (count != values.length) {
            throw new IllegalArgumentException("a tensor of shape %s with %d values".formatted(shape, values.length));
        }
        this.shape = List.copyOf(shape);
        this.values = values;
    }

    /** A vector. */
    public static Tensor of(float... values) {
        return new Tensor(List.of(values.length), values);
    }

    /** A vector, narrowed. */
    public static Tensor of(double[] values) {
        float[] narrow = new float[values.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) values[i];
        }
        return of(narrow);
    }

    /** The length of each dimension. */
    public List<Integer> shape() {
        return shape;
    }

    /** The values; not to be written to. */
    public float[] values() {
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor that && shape.equals(that.shape) && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "tensor " + shape;
    }
}
