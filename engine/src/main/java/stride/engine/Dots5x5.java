package stride.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost part of a layer's forward pass: the inner products of 5 rows of x with 5 rows of w.
 *
 * <p>For machines with 32 vector registers: 25 sums, 5 values of w and one of x. Where fewer rows are left, the last one is taken again: it gives the same value for the same place.
 */
final class Dots5x5 {
    static final int SAMPLES = 5;
    static final int UNITS = 5;
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;

    private Dots5x5() {}

    /** Sets y at rows {@code r ..} and columns {@code o ..} to x w^T + b; shapes as in {@link Kernels#linear}. */
    static void multiply(
            int batch, int in, int out, int r, int o, float[] x, int xOffset, float[] w, float[] b, float[] y) {
        int r0 = r;
        int r1 = Math.min(r + 1, batch - 1);
        int r2 = Math.min(r + 2, batch - 1);
        int r3 = Math.min(r + 3, batch - 1);
        int r4 = Math.min(r + 4, batch - 1);
        int o0 = o;
        int o1 = Math.min(o + 1, out - 1);
        int o2 = Math.min(o + 2, out - 1);
        int o3 = Math.min(o + 3, out - 1);
        int o4 = Math.min(o + 4, out - 1);
        int x0 = xOffset + r0 * in;
        int x1 = xOffset + r1 * in;
        int x2 = xOffset + r2 * in;
        int x3 = xOffset + r3 * in;
        int x4 = xOffset + r4 * in;
        int w0 = o0 * in;
        int w1 = o1 * in;
        int w2 = o2 * in;
        int w3 = o3 * in;
        int w4 = o4 * in;
        FloatVector s00 = FloatVector.zero(F);
        FloatVector s01 = FloatVector.zero(F);
        FloatVector s02 = FloatVector.zero(F);
        FloatVector s03 = FloatVector.zero(F);
        FloatVector s04 = FloatVector.zero(F);
        FloatVector s10 = FloatVector.zero(F);
        FloatVector s11 = FloatVector.zero(F);
        FloatVector s12 = FloatVector.zero(F);
        FloatVector s13 = FloatVector.zero(F);
        FloatVector s14 = FloatVector.zero(F);
        FloatVector s20 = FloatVector.zero(F);
        FloatVector s21 = FloatVector.zero(F);
        FloatVector s22 = FloatVector.zero(F);
        FloatVector s23 = FloatVector.zero(F);
        FloatVector s24 = FloatVector.zero(F);
        FloatVector s30 = FloatVector.zero(F);
        FloatVector s31 = FloatVector.zero(F);
        FloatVector s32 = FloatVector.zero(F);
        FloatVector s33 = FloatVector.zero(F);
        FloatVector s34 = FloatVector.zero(F);
        FloatVector s40 = FloatVector.zero(F);
        FloatVector s41 = FloatVector.zero(F);
        FloatVector s42 = FloatVector.zero(F);
        FloatVector s43 = FloatVector.zero(F);
        FloatVector s44 = FloatVector.zero(F);
        int i = 0;
        for (; i < F.loopBound(in); i += F.length()) {
            FloatVector v0 = FloatVector.fromArray(F, w, w0 + i);
            FloatVector v1 = FloatVector.fromArray(F, w, w1 + i);
            FloatVector v2 = FloatVector.fromArray(F, w, w2 + i);
            FloatVector v3 = FloatVector.fromArray(F, w, w3 + i);
            FloatVector v4 = FloatVector.fromArray(F, w, w4 + i);
            FloatVector u0 = FloatVector.fromArray(F, x, x0 + i);
            s00 = u0.fma(v0, s00);
            s01 = u0.fma(v1, s01);
            s02 = u0.fma(v2, s02);
            s03 = u0.fma(v3, s03);
            s04 = u0.fma(v4, s04);
            FloatVector u1 = FloatVector.fromArray(F, x, x1 + i);
            s10 = u1.fma(v0, s10);
            s11 = u1.fma(v1, s11);
            s12 = u1.fma(v2, s12);
            s13 = u1.fma(v3, s13);
            s14 = u1.fma(v4, s14);
            FloatVector u2 = FloatVector.fromArray(F, x, x2 + i);
            s20 = u2.fma(v0, s20);
            s21 = u2.fma(v1, s21);
            s22 = u2.fma(v2, s22);
            s23 = u2.fma(v3, s23);
            s24 = u2.fma(v4, s24);
            FloatVector u3 = FloatVector.fromArray(F, x, x3 + i);
            s30 = u3.fma(v0, s30);
            s31 = u3.fma(v1, s31);
            s32 = u3.fma(v2, s32);
            s33 = u3.fma(v3, s33);
            s34 = u3.fma(v4, s34);
            FloatVector u4 = FloatVector.fromArray(F, x, x4 + i);
            s40 = u4.fma(v0, s40);
            s41 = u4.fma(v1, s41);
            s42 = u4.fma(v2, s42);
            s43 = u4.fma(v3, s43);
            s44 = u4.fma(v4, s44);
        }
        if (i < in) {
            VectorMask<Float> rest = F.indexInRange(i, in);
            FloatVector v0 = FloatVector.fromArray(F, w, w0 + i, rest);
            FloatVector v1 = FloatVector.fromArray(F, w, w1 + i, rest);
            FloatVector v2 = FloatVector.fromArray(F, w, w2 + i, rest);
            FloatVector v3 = FloatVector.fromArray(F, w, w3 + i, rest);
            FloatVector v4 = FloatVector.fromArray(F, w, w4 + i, rest);
            FloatVector u0 = FloatVector.fromArray(F, x, x0 + i, rest);
            s00 = u0.fma(v0, s00);
            s01 = u0.fma(v1, s01);
            s02 = u0.fma(v2, s02);
            s03 = u0.fma(v3, s03);
            s04 = u0.fma(v4, s04);
            FloatVector u1 = FloatVector.fromArray(F, x, x1 + i, rest);
            s10 = u1.fma(v0, s10);
            s11 = u1.fma(v1, s11);
            s12 = u1.fma(v2, s12);
            s13 = u1.fma(v3, s13);
            s14 = u1.fma(v4, s14);
            FloatVector u2 = FloatVector.fromArray(F, x, x2 + i, rest);
            s20 = u2.fma(v0, s20);
            s21 = u2.fma(v1, s21);
            s22 = u2.fma(v2, s22);
            s23 = u2.fma(v3, s23);
            s24 = u2.fma(v4, s24);
            FloatVector u3 = FloatVector.fromArray(F, x, x3 + i, rest);
            s30 = u3.fma(v0, s30);
            s31 = u3.fma(v1, s31);
            s32 = u3.fma(v2, s32);
            s33 = u3.fma(v3, s33);
            s34 = u3.fma(v4, s34);
            FloatVector u4 = FloatVector.fromArray(F, x, x4 + i, rest);
            s40 = u4.fma(v0, s40);
            s41 = u4.fma(v1, s41);
            s42 = u4.fma(v2, s42);
            s43 = u4.fma(v3, s43);
            s44 = u4.fma(v4, s44);
        }
        y[r0 * out + o0] = s00.reduceLanes(VectorOperators.ADD) + b[o0];
        y[r0 * out + o1] = s01.reduceLanes(VectorOperators.ADD) + b[o1];
        y[r0 * out + o2] = s02.reduceLanes(VectorOperators.ADD) + b[o2];
        y[r0 * out + o3] = s03.reduceLanes(VectorOperators.ADD) + b[o3];
        y[r0 * out + o4] = s04.reduceLanes(VectorOperators.ADD) + b[o4];
        y[r1 * out + o0] = s10.reduceLanes(VectorOperators.ADD) + b[o0];
        y[r1 * out + o1] = s11.reduceLanes(VectorOperators.ADD) + b[o1];
        y[r1 * out + o2] = s12.reduceLanes(VectorOperators.ADD) + b[o2];
        y[r1 * out + o3] = s13.reduceLanes(VectorOperators.ADD) + b[o3];
        y[r1 * out + o4] = s14.reduceLanes(VectorOperators.ADD) + b[o4];
        y[r2 * out + o0] = s20.reduceLanes(VectorOperators.ADD) + b[o0];
        y[r2 * out + o1] = s21.reduceLanes(VectorOperators.ADD) + b[o1];
        y[r2 * out + o2] = s22.reduceLanes(VectorOperators.ADD) + b[o2];
        y[r2 * out + o3] = s23.reduceLanes(VectorOperators.ADD) + b[o3];
        y[r2 * out + o4] = s24.reduceLanes(VectorOperators.ADD) + b[o4];
        y[r3 * out + o0] = s30.reduceLanes(VectorOperators.ADD) + b[o0];
        y[r3 * out + o1] = s31.reduceLanes(VectorOperators.ADD) + b[o1];
        y[r3 * out + o2] = s32.reduceLanes(VectorOperators.ADD) + b[o2];
        y[r3 * out + o3] = s33.reduceLanes(VectorOperators.ADD) + b[o3];
        y[r3 * out + o4] = s34.reduceLanes(VectorOperators.ADD) + b[o4];
        y[r4 * out + o0] = s40.reduceLanes(VectorOperators.ADD) + b[o0];
        y[r4 * out + o1] = s41.reduceLanes(VectorOperators.ADD) + b[o1];
        y[r4 * out + o2] = s42.reduceLanes(VectorOperators.ADD) + b[o2];
        y[r4 * out + o3] = s43.reduceLanes(VectorOperators.ADD) + b[o3];
        y[r4 * out + o4] = s44.reduceLanes(VectorOperators.ADD) + b[o4];
    }
}
