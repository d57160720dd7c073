package stride.engine;

/**
 * The weights or the biases of a layer, with Adam's two moments of their gradient.
 *
 * <p>Training changes all three arrays in place.
 */
public final class Parameter {
    private final float[] values;
    private final float[] m;
    private final float[] v;

    /** Wraps the values and the state of an optimizer that has already run; all of one length. */
    public Parameter(float[] values, float[] m, float[] v) {
        if (m.length != values.length || v.length != values.length) {
            throw new IllegalArgumentException(
                    "%d values with moments of %d and %d".formatted(values.length, m.length, v.length));
        }
        this.values = values;
        this.m = m;
        this.v = v;
    }

    /** Wraps values that have not been trained yet: both moments are zero. */
    public static Parameter untrained(float[] values) {
        return new Parameter(values, new float[values.length], new float[values.length]);
    }

    /** The weights or biases themselves. */
    public float[] values() {
        return values;
    }

    /** Adam's first moment: the sum of the gradients, each decayed by beta1 a step. */
    public float[] m() {
        return m;
    }

    /** Adam's second moment: the sum of the squared gradients, each decayed by beta2 a step. */
    public float[] v() {
        return v;
    }
}
