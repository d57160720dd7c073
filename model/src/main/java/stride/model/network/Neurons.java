package stride.model.network;

import java.util.random.RandomGenerator;

/**
 * What each neuron, or each group of neurons, brings to the inputs of train samples, so that some can be left out of a
 * sample. One that is left out is taken to be at its mean; those that stay are scaled up to the strength of all.
 */
public interface Neurons {
    /** How many can be left out, each by itself. */
    int count();

    /**
     * Leaves some out of the inputs of a sample, in place.
     *
     * @param left   which of them are left out; not all
     * @param sample its number among the train samples
     * @param x      holds its inputs from {@code offset} on
     */
    void leaveOut(boolean[] left, int sample, float[] x, int offset);

    /** Draws which are left out, each with probability p, but never all. */
    static void draw(double p, RandomGenerator random, boolean[] left) {
        boolean all = true;
        while (all) {
            for (int i = 0; i < left.length; i++) {
                left[i] = random.nextDouble() < p;
                all &= left[i];
            }
        }
    }

    /** What those that stay are scaled by. */
    static float scale(boolean[] left) {
        int stay = 0;
        for (boolean out : left) {
            stay += out ? 0 : 1;
        }
        return (float) left.length / stay;
    }
}
