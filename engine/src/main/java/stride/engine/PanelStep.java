package stride.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost part of a wide layer's update: the gradient of a batch of up to ten samples for one panel of weights, and
 * Adam's step on it while it is still in registers.
 *
 * <p>The panel's part of dY, ten times two vectors, is loaded once for all inputs; 32 registers hold it, with 16 most of it comes
 * from the first cache. Each input's row of the panel then takes ten values of x, in two chains of sums for each vector
 * (one chain took 5 % longer), and Adam's step as {@link AdamStep} has it; the pair that shares a quotient is of two units. The sums
 * fill the time in which the divider is busy: on a Zen 4, 500 x 400 weights take 78 us, where the gradient through an array
 * in the first cache took 120.
 */
final class PanelStep {
    /** Samples of a batch: the rows of a thin tile, so that both have x in the same order. */
    static final int SAMPLES = Tiles.THIN_ROWS;

    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int L = F.length();

    private PanelStep() {}

    /**
     * Steps the weights of one panel.
     *
     * @param batch at most SAMPLES
     * @param x     a panel (in, SAMPLES), zero for samples past the last one
     * @param d     the panel's part of dY, (batch, 2 vectors) from {@code dAt} on, its rows {@code dRow} apart; one more row,
     *              of zeros, follows
     * @param w     the panel's weights, (in, 2 vectors) from {@code at} on, as m and v
     */
    static void run(
            int batch,
            int in,
            float[] x,
            float[] d,
            int dAt,
            int dRow,
            float[] w,
            float[] m,
            float[] v,
            int at,
            float stepSize,
            float epsilon) {
        FloatVector y00 = FloatVector.fromArray(F, d, dAt + Math.min(0, batch) * dRow);
        FloatVector y01 = FloatVector.fromArray(F, d, dAt + Math.min(0, batch) * dRow + L);
        FloatVector y10 = FloatVector.fromArray(F, d, dAt + Math.min(1, batch) * dRow);
        FloatVector y11 = FloatVector.fromArray(F, d, dAt + Math.min(1, batch) * dRow + L);
        FloatVector y20 = FloatVector.fromArray(F, d, dAt + Math.min(2, batch) * dRow);
        FloatVector y21 = FloatVector.fromArray(F, d, dAt + Math.min(2, batch) * dRow + L);
        FloatVector y30 = FloatVector.fromArray(F, d, dAt + Math.min(3, batch) * dRow);
        FloatVector y31 = FloatVector.fromArray(F, d, dAt + Math.min(3, batch) * dRow + L);
        FloatVector y40 = FloatVector.fromArray(F, d, dAt + Math.min(4, batch) * dRow);
        FloatVector y41 = FloatVector.fromArray(F, d, dAt + Math.min(4, batch) * dRow + L);
        FloatVector y50 = FloatVector.fromArray(F, d, dAt + Math.min(5, batch) * dRow);
        FloatVector y51 = FloatVector.fromArray(F, d, dAt + Math.min(5, batch) * dRow + L);
        FloatVector y60 = FloatVector.fromArray(F, d, dAt + Math.min(6, batch) * dRow);
        FloatVector y61 = FloatVector.fromArray(F, d, dAt + Math.min(6, batch) * dRow + L);
        FloatVector y70 = FloatVector.fromArray(F, d, dAt + Math.min(7, batch) * dRow);
        FloatVector y71 = FloatVector.fromArray(F, d, dAt + Math.min(7, batch) * dRow + L);
        FloatVector y80 = FloatVector.fromArray(F, d, dAt + Math.min(8, batch) * dRow);
        FloatVector y81 = FloatVector.fromArray(F, d, dAt + Math.min(8, batch) * dRow + L);
        FloatVector y90 = FloatVector.fromArray(F, d, dAt + Math.min(9, batch) * dRow);
        FloatVector y91 = FloatVector.fromArray(F, d, dAt + Math.min(9, batch) * dRow + L);
        FloatVector gradientFloor = FloatVector.broadcast(F, ScalarKernels.GRADIENT_FLOOR);
        FloatVector squareFloor = FloatVector.broadcast(F, ScalarKernels.SQUARE_FLOOR);
        FloatVector beta1 = FloatVector.broadcast(F, (float) Adam.BETA1);
        FloatVector beta2 = FloatVector.broadcast(F, (float) Adam.BETA2);
        FloatVector epsilons = FloatVector.broadcast(F, epsilon);
        FloatVector steps = FloatVector.broadcast(F, stepSize);
        for (int i = 0; i < in; i++) {
            int xAt = i * SAMPLES;
            FloatVector x0 = FloatVector.broadcast(F, x[xAt]);
            FloatVector g0 = x0.fma(y00, gradientFloor);
            FloatVector g1 = x0.fma(y01, gradientFloor);
            FloatVector x1 = FloatVector.broadcast(F, x[xAt + 1]);
            FloatVector h0 = x1.mul(y10);
            FloatVector h1 = x1.mul(y11);
            FloatVector x2 = FloatVector.broadcast(F, x[xAt + 2]);
            g0 = x2.fma(y20, g0);
            g1 = x2.fma(y21, g1);
            FloatVector x3 = FloatVector.broadcast(F, x[xAt + 3]);
            h0 = x3.fma(y30, h0);
            h1 = x3.fma(y31, h1);
            FloatVector x4 = FloatVector.broadcast(F, x[xAt + 4]);
            g0 = x4.fma(y40, g0);
            g1 = x4.fma(y41, g1);
            FloatVector x5 = FloatVector.broadcast(F, x[xAt + 5]);
            h0 = x5.fma(y50, h0);
            h1 = x5.fma(y51, h1);
            FloatVector x6 = FloatVector.broadcast(F, x[xAt + 6]);
            g0 = x6.fma(y60, g0);
            g1 = x6.fma(y61, g1);
            FloatVector x7 = FloatVector.broadcast(F, x[xAt + 7]);
            h0 = x7.fma(y70, h0);
            h1 = x7.fma(y71, h1);
            FloatVector x8 = FloatVector.broadcast(F, x[xAt + 8]);
            g0 = x8.fma(y80, g0);
            g1 = x8.fma(y81, g1);
            FloatVector x9 = FloatVector.broadcast(F, x[xAt + 9]);
            h0 = x9.fma(y90, h0);
            h1 = x9.fma(y91, h1);
            g0 = g0.add(h0);
            g1 = g1.add(h1);
            int j = at + i * 2 * L;
            FloatVector m0 = FloatVector.fromArray(F, m, j).fma(beta1, g0);
            FloatVector m1 = FloatVector.fromArray(F, m, j + L).fma(beta1, g1);
            m0.intoArray(m, j);
            m1.intoArray(m, j + L);
            FloatVector v0 = FloatVector.fromArray(F, v, j).fma(beta2, g0.fma(g0, squareFloor));
            FloatVector v1 = FloatVector.fromArray(F, v, j + L).fma(beta2, g1.fma(g1, squareFloor));
            v0.intoArray(v, j);
            v1.intoArray(v, j + L);
            FloatVector d0 = v0.sqrt().add(epsilons);
            FloatVector d1 = v1.sqrt().add(epsilons);
            FloatVector quotient = steps.div(d0.mul(d1));
            m0.mul(d1).fma(quotient, FloatVector.fromArray(F, w, j)).intoArray(w, j);
            m1.mul(d0).fma(quotient, FloatVector.fromArray(F, w, j + L)).intoArray(w, j + L);
        }
    }
}
