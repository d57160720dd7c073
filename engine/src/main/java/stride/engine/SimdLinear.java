package stride.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** A layer's sums x w^T + b, tile by tile of samples and units, straight from x and w as they lie. */
final class SimdLinear {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int L = F.length();
    private static final int SAMPLES = Tiles.MANY_REGISTERS ? Dots5x5.SAMPLES : Dots4x3.SAMPLES;
    private static final int UNITS = Tiles.MANY_REGISTERS ? Dots5x5.UNITS : Dots4x3.UNITS;

    /** Up to so many samples w is read where it lies. */
    static final int MAX_BATCH = 30;

    private static final ThreadBuffer SUMS = new ThreadBuffer();

    private SimdLinear() {}

    static void forward(int batch, int in, int out, float[] x, int xOffset, float[] w, float[] b, float[] y) {
        if (batch > MAX_BATCH) {
            product(batch, in, out, x, xOffset, w, b, y);
            return;
        }
        float[] sums = SUMS.atLeast(SAMPLES * UNITS * L);
        for (int o = 0; o < out; o += UNITS) {
            int units = Math.min(UNITS, out - o);
            for (int r = 0; r < batch; r += SAMPLES) {
                int samples = Math.min(SAMPLES, batch - r);
                int xAt = xOffset + r * in;
                if (Tiles.MANY_REGISTERS) {
                    Dots5x5.multiply(in, samples, units, x, xAt, w, o * in, sums);
                } else {
                    Dots4x3.multiply(in, samples, units, x, xAt, w, o * in, sums);
                }
                for (int s = 0; s < samples; s++) {
                    finish(in, units, x, xAt + s * in, w, o * in, sums, s * UNITS * L, b, o, y, (r + s) * out + o);
                }
            }
        }
    }

    /** A large batch: the general product packs w, and gets from it what the copy costs many times over. */
    private static void product(int batch, int in, int out, float[] x, int xOffset, float[] w, float[] b, float[] y) {
        for (int r = 0; r < batch; r++) {
            System.arraycopy(b, 0, y, r * out, out);
        }
        SimdGemm.multiply(Workers.NONE, batch, out, in, 1, x, xOffset, in, 1, w, 0, 1, in, 1, y, 0, out);
    }

    /** Adds up the lanes of one sample's sums, with what is left of its row and with the biases. */
    private static void finish(
            int in,
            int units,
            float[] x,
            int xAt,
            float[] w,
            int wAt,
            float[] sums,
            int sumsAt,
            float[] b,
            int bAt,
            float[] y,
            int yAt) {
        int whole = F.loopBound(in);
        VectorMask<Float> rest = F.indexInRange(whole, in);
        for (int u = 0; u < units; u++) {
            FloatVector sum = FloatVector.fromArray(F, sums, sumsAt + u * L);
            if (whole < in) {
                sum = FloatVector.fromArray(F, x, xAt + whole, rest)
                        .fma(FloatVector.fromArray(F, w, wAt + u * in + whole, rest), sum);
            }
            y[yAt + u] = LaneSums.of(sum) + b[bAt + u];
        }
    }
}
