package stride.model.decoder;

import stride.engine.Matrix;
import stride.model.Draws;

/** Small recordings for decoders: activity with a few shared signals, and targets that follow some neurons. */
final class Recordings {
    private Recordings() {}

    /** Targets (bins, outputs): the sum of two neurons each, under a little noise. */
    static Matrix targets(Matrix activity, int outputs, long seed) {
        Matrix targets = Draws.normal(activity.columns(), outputs, seed);
        for (int t = 0; t < targets.rows(); t++) {
            for (int o = 0; o < outputs; o++) {
                targets.data()[t * outputs + o] =
                        20 + 3 * activity.at(2 * o, t) - 2 * activity.at(2 * o + 1, t) + 0.3f * targets.at(t, o);
            }
        }
        return targets;
    }
}
