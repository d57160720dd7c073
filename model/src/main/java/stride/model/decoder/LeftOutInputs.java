package stride.model.decoder;

import stride.model.network.Neurons;

/**
 * Neurons that are left out where they are the inputs themselves, each by itself: the input is 0 then, its mean, or
 * silence where inputs are not scaled.
 *
 * @param count neurons
 * @param bins  of a window
 */
record LeftOutInputs(int count, int bins) implements Neurons {
    @Override
    public void leaveOut(boolean[] left, int sample, float[] x, int offset) {
        float scale = Neurons.scale(left);
        for (int b = 0; b < bins; b++) {
            int from = offset + b * count;
            for (int n = 0; n < count; n++) {
                x[from + n] = left[n] ? 0 : scale * x[from + n];
            }
        }
    }
}
