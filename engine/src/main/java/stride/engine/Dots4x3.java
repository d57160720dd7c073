package stride.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost part of a layer's forward pass: the inner products of 4 rows of x with 3 rows of w.
 *
 * <p>For machines with 16 vector registers: 12 sums, 3 values of w and one of x. Where fewer rows are left, the last one is taken again: it gives the same value for the same place.
 */
final class Dots4x3 {
    static final int SAMPLES = 4;
    static final int UNITS = 3;
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;

    private Dots4x3() {}

    /** Sets y at rows {@code r ..} and columns {@code o ..} to x w^T + b; shapes as in {@link Kernels#linear}. */
    static void multiply(
            int batch, int in, int out, int r, int o, float[] x, int xOffset, float[] w, float[] b, float[] y) {
        int r0 = r;
        int r1 = Math.min(r + 1, batch - 1);
        int r2 = Math.min(r + 2, batch - 1);
        int r3 = Math.min(r + 3, batch - 1);
        int o0 = o;
        int o1 = Math.min(o + 1, out - 1);
        int o2 = Math.min(o + 2, out - 1);
        int x0 = xOffset + r0 * in;
        int x1 = xOffset + r1 * in;
        int x2 = xOffset + r2 * in;
        int x3 = xOffset + r3 * in;
        int w0 = o0 * in;
        int w1 = o1 * in;
        int w2 = o2 * in;
        FloatVector s00 = FloatVector.zero(F);
        FloatVector s01 = FloatVector.zero(F);
        FloatVector s02 = FloatVector.zero(F);
        FloatVector s10 = FloatVector.zero(F);
        FloatVector s11 = FloatVector.zero(F);
        FloatVector s12 = FloatVector.zero(F);
        FloatVector s20 = FloatVector.zero(F);
        FloatVector s21 = FloatVector.zero(F);
        FloatVector s22 = FloatVector.zero(F);
        FloatVector s30 = FloatVector.zero(F);
        FloatVector s31 = FloatVector.zero(F);
        FloatVector s32 = FloatVector.zero(F);
        int i = 0;
        for (; i < F.loopBound(in); i += F.length()) {
            FloatVector v0 = FloatVector.fromArray(F, w, w0 + i);
            FloatVector v1 = FloatVector.fromArray(F, w, w1 + i);
            FloatVector v2 = FloatVector.fromArray(F, w, w2 + i);
            FloatVector u0 = FloatVector.fromArray(F, x, x0 + i);
            s00 = u0.fma(v0, s00);
            s01 = u0.fma(v1, s01);
            s02 = u0.fma(v2, s02);
            FloatVector u1 = FloatVector.fromArray(F, x, x1 + i);
            s10 = u1.fma(v0, s10);
            s11 = u1.fma(v1, s11);
            s12 = u1.fma(v2, s12);
            FloatVector u2 = FloatVector.fromArray(F, x, x2 + i);
            s20 = u2.fma(v0, s20);
            s21 = u2.fma(v1, s21);
            s22 = u2.fma(v2, s22);
            FloatVector u3 = FloatVector.fromArray(F, x, x3 + i);
            s30 = u3.fma(v0, s30);
            s31 = u3.fma(v1, s31);
            s32 = u3.fma(v2, s32);
        }
        if (i < in) {
            VectorMask<Float> rest = F.indexInRange(i, in);
            FloatVector v0 = FloatVector.fromArray(F, w, w0 + i, rest);
            FloatVector v1 = FloatVector.fromArray(F, w, w1 + i, rest);
            FloatVector v2 = FloatVector.fromArray(F, w, w2 + i, rest);
            FloatVector u0 = FloatVector.fromArray(F, x, x0 + i, rest);
            s00 = u0.fma(v0, s00);
            s01 = u0.fma(v1, s01);
            s02 = u0.fma(v2, s02);
            FloatVector u1 = FloatVector.fromArray(F, x, x1 + i, rest);
            s10 = u1.fma(v0, s10);
            s11 = u1.fma(v1, s11);
            s12 = u1.fma(v2, s12);
            FloatVector u2 = FloatVector.fromArray(F, x, x2 + i, rest);
            s20 = u2.fma(v0, s20);
            s21 = u2.fma(v1, s21);
            s22 = u2.fma(v2, s22);
            FloatVector u3 = FloatVector.fromArray(F, x, x3 + i, rest);
            s30 = u3.fma(v0, s30);
            s31 = u3.fma(v1, s31);
            s32 = u3.fma(v2, s32);
        }
        y[r0 * out + o0] = s00.reduceLanes(VectorOperators.ADD) + b[o0];
        y[r0 * out + o1] = s01.reduceLanes(VectorOperators.ADD) + b[o1];
        y[r0 * out + o2] = s02.reduceLanes(VectorOperators.ADD) + b[o2];
        y[r1 * out + o0] = s10.reduceLanes(VectorOperators.ADD) + b[o0];
        y[r1 * out + o1] = s11.reduceLanes(VectorOperators.ADD) + b[o1];
        y[r1 * out + o2] = s12.reduceLanes(VectorOperators.ADD) + b[o2];
        y[r2 * out + o0] = s20.reduceLanes(VectorOperators.ADD) + b[o0];
        y[r2 * out + o1] = s21.reduceLanes(VectorOperators.ADD) + b[o1];
        y[r2 * out + o2] = s22.reduceLanes(VectorOperators.ADD) + b[o2];
        y[r3 * out + o0] = s30.reduceLanes(VectorOperators.ADD) + b[o0];
        y[r3 * out + o1] = s31.reduceLanes(VectorOperators.ADD) + b[o1];
        y[r3 * out + o2] = s32.reduceLanes(VectorOperators.ADD) + b[o2];
    }
}
