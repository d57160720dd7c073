package stride.engine;

/**
 * Where the weights of a layer lie in panels, as {@link Kernels#linearPanels} wants them.
 *
 * @param in    inputs of the layer
 * @param out   its units
 * @param units of a panel, {@link Kernels#panelUnits}; with 1 the weights lie as (out, in)
 */
public record PanelLayout(int in, int out, int units) {
    /** The number of weights, those that fill the last panel among them. */
    public int size() {
        return Math.multiplyExact(Math.ceilDiv(out, units) * units, in);
    }

    /** The place of the weight of unit {@code o} and input {@code i}. */
    public int at(int o, int i) {
        return (o / units * in + i) * units + o % units;
    }

    /** A copy in panels of weights that are (out, in). */
    public float[] laid(float[] weights) {
        float[] laid = new float[size()];
        lay(weights, laid);
        return laid;
    }

    /** Copies weights that are (out, in) into panels. */
    public void lay(float[] weights, float[] laid) {
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                laid[at(o, i)] = weights[o * in + i];
            }
        }
    }

    /** A copy as (out, in) of weights that lie in panels. */
    public float[] plain(float[] laid) {
        float[] weights = new float[out * in];
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                weights[o * in + i] = laid[at(o, i)];
            }
        }
        return weights;
    }
}
