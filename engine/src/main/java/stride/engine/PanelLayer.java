package stride.engine;

import java.util.Arrays;

/** A layer of many units, whose weights lie in panels as wide as a tile: forward pass and update read them in order. */
final class PanelLayer {
    /** Units of a panel: a thin tile's columns. */
    static final int UNITS = Tiles.THIN_COLUMNS;

    /** Inputs of a block: with a panel's weights 64 kB, which stay in the second cache for all samples. */
    private static final int DEPTH = 512;
    /** Samples of a block, which stay packed there while all panels come by: 240 kB. */
    private static final int SAMPLES = 12 * Tiles.THIN_ROWS;

    private static final ThreadBuffer PACKED_X = new ThreadBuffer();
    private static final ThreadBuffer D_Y = new ThreadBuffer();
    private static final ThreadBuffer GRADIENT = new ThreadBuffer();

    private PanelLayer() {}

    /** Sets y to x w^T + b. */
    static void forward(int batch, int in, int out, float[] x, int xOffset, float[] w, float[] b, float[] y) {
        for (int r = 0; r < batch; r++) {
            System.arraycopy(b, 0, y, r * out, out);
        }
        for (int r = 0; r < batch; r += SAMPLES) {
            int samples = Math.min(SAMPLES, batch - r);
            for (int i = 0; i < in; i += DEPTH) {
                int depth = Math.min(DEPTH, in - i);
                float[] packedX = packed(samples, depth, x, xOffset + r * in + i, in);
                for (int o = 0; o < out; o += UNITS) {
                    products(
                            samples,
                            depth,
                            Math.min(UNITS, out - o),
                            packedX,
                            w,
                            o * in + i * UNITS,
                            y,
                            r * out + o,
                            out);
                }
            }
        }
    }

    /** Adds the products of some samples with one panel. */
    private static void products(
            int samples, int depth, int units, float[] packedX, float[] w, int wAt, float[] y, int yAt, int out) {
        for (int s = 0; s < samples; s += Tiles.THIN_ROWS) {
            int rows = Math.min(Tiles.THIN_ROWS, samples - s);
            Tiles.multiply(true, rows, 0, units, true, depth, packedX, s * depth, w, wAt, UNITS, y, yAt + s * out, out);
        }
    }

    /** As {@link Kernels#linearUpdatePanels}. */
    static void update(
            int batch,
            int in,
            int out,
            float[] x,
            int xOffset,
            float[] dY,
            Parameter weight,
            Parameter bias,
            Adam adam) {
        int row = Math.ceilDiv(out, UNITS) * UNITS;
        float[] d = padded(batch, out, row, dY);
        AdamUpdate.updateBias(batch, out, d, row, bias, adam);
        if (batch <= PanelStep.SAMPLES) {
            float[] packedX = packed(batch, in, x, xOffset, in);
            AdamStep.decay(in * row, weight.values(), 0, adam.decayFactor());
            for (int o = 0; o < row; o += UNITS) {
                PanelStep.run(
                        batch,
                        in,
                        packedX,
                        d,
                        o,
                        row,
                        weight.values(),
                        weight.m(),
                        weight.v(),
                        o * in,
                        -adam.stepSize(),
                        adam.epsilon());
            }
        } else { // more samples than PanelStep has registers for
            float[] gradient = GRADIENT.atLeast(in * row);
            SimdGemm.multiply(Workers.NONE, in, row, batch, 1, x, xOffset, 1, in, d, 0, row, 1, 0, gradient, 0, row);
            for (int o = 0; o < row; o += UNITS) {
                AdamStep.pairs(in, gradient, o, row, weight, o * in, adam);
            }
        }
    }

    /** x in panels of a tile's rows, input by input. */
    private static float[] packed(int samples, int depth, float[] x, int xAt, int xRow) {
        float[] packedX = PACKED_X.atLeast(depth * (samples + Tiles.THIN_ROWS));
        Panels.pack(1, 0, depth, depth, Tiles.THIN_ROWS, samples, x, xAt, xRow, 1, packedX, 0);
        return packedX;
    }

    /** dY without the values that count as zero, with zeros for the units that the last panel lacks, and a row of zeros. */
    private static float[] padded(int batch, int out, int row, float[] dY) {
        float[] d = D_Y.atLeast((batch + 1) * row);
        for (int r = 0; r < batch; r++) {
            AdamUpdate.dropTiny(out, dY, r * out, d, r * row);
            Arrays.fill(d, r * row + out, (r + 1) * row, 0);
        }
        Arrays.fill(d, batch * row, (batch + 1) * row, 0);
        return d;
    }
}
