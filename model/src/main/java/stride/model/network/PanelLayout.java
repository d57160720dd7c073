package stride.model.network;

/**
 * Where the weights of a layer in panels lie, as {@link stride.engine.Kernels#linearPanels} wants them.
 *
 * @param units of a panel; with 1 they lie as (out, in)
 */
record PanelLayout(int in, int out, int units) {
    /** A copy in panels of weights that are (out, in). */
    float[] laid(float[] weights) {
        float[] laid = new float[Math.multiplyExact(Math.ceilDiv(out, units) * units, in)];
        lay(weights, laid);
        return laid;
    }

    /** Copies weights that are (out, in) into panels. */
    void lay(float[] weights, float[] laid) {
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                laid[at(o, i)] = weights[o * in + i];
            }
        }
    }

    /** A copy as (out, in) of weights that lie in panels. */
    float[] plain(float[] laid) {
        float[] weights = new float[out * in];
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                weights[o * in + i] = laid[at(o, i)];
            }
        }
        return weights;
    }

    private int at(int o, int i) {
        return (o / units * in + i) * units + o % units;
    }
}
