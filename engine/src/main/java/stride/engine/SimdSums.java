package stride.engine;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Sums of float32 values, accumulated in double. */
final class SimdSums {
    private static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;
    /** As many floats as there are doubles in a vector. */
    private static final VectorSpecies<Float> H =
            VectorSpecies.of(float.class, VectorShape.forBitSize(D.vectorBitSize() / 2));

    private static final int L = D.length();

    /** By way of memory: a method that takes a vector is not always inlined where it is called once, and then makes objects. */
    private static final ThreadLocal<double[]> LANES = ThreadLocal.withInitial(() -> new double[L]);

    private SimdSums() {}

    /** The sum of {@code n} values. */
    static double sum(int n, float[] x, int offset) {
        // Four sums: an addition has a latency of 4, one sum would wait for itself.
        DoubleVector s0 = DoubleVector.zero(D);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        int i = 0;
        for (; i <= n - 4 * L; i += 4 * L) {
            s0 = s0.add(load(x, offset + i));
            s1 = s1.add(load(x, offset + i + L));
            s2 = s2.add(load(x, offset + i + 2 * L));
            s3 = s3.add(load(x, offset + i + 3 * L));
        }
        double[] lanes = LANES.get();
        s0.add(s1).add(s2.add(s3)).intoArray(lanes, 0);
        double sum = total(lanes);
        for (; i < n; i++) {
            sum += x[offset + i];
        }
        return sum;
    }

    /** The inner product of two vectors of {@code n} values. */
    static double dot(int n, float[] x, int xOffset, float[] y, int yOffset) {
        DoubleVector s0 = DoubleVector.zero(D);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        int i = 0;
        for (; i <= n - 4 * L; i += 4 * L) {
            int at = xOffset + i;
            int to = yOffset + i;
            s0 = load(x, at).fma(load(y, to), s0);
            s1 = load(x, at + L).fma(load(y, to + L), s1);
            s2 = load(x, at + 2 * L).fma(load(y, to + 2 * L), s2);
            s3 = load(x, at + 3 * L).fma(load(y, to + 3 * L), s3);
        }
        double[] lanes = LANES.get();
        s0.add(s1).add(s2.add(s3)).intoArray(lanes, 0);
        double sum = total(lanes);
        for (; i < n; i++) {
            sum += (double) x[xOffset + i] * y[yOffset + i];
        }
        return sum;
    }

    /** The sum of squared differences of two vectors of {@code n} values. */
    static double squaredDistance(int n, float[] x, int xOffset, float[] y, int yOffset) {
        DoubleVector s0 = DoubleVector.zero(D);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        int i = 0;
        for (; i <= n - 4 * L; i += 4 * L) {
            int at = xOffset + i;
            int to = yOffset + i;
            DoubleVector d0 = load(x, at).sub(load(y, to));
            DoubleVector d1 = load(x, at + L).sub(load(y, to + L));
            DoubleVector d2 = load(x, at + 2 * L).sub(load(y, to + 2 * L));
            DoubleVector d3 = load(x, at + 3 * L).sub(load(y, to + 3 * L));
            s0 = d0.fma(d0, s0);
            s1 = d1.fma(d1, s1);
            s2 = d2.fma(d2, s2);
            s3 = d3.fma(d3, s3);
        }
        double[] lanes = LANES.get();
        s0.add(s1).add(s2.add(s3)).intoArray(lanes, 0);
        double sum = total(lanes);
        for (; i < n; i++) {
            double difference = (double) x[xOffset + i] - y[yOffset + i];
            sum += difference * difference;
        }
        return sum;
    }

    private static DoubleVector load(float[] x, int at) {
        return (DoubleVector) FloatVector.fromArray(H, x, at).convertShape(VectorOperators.F2D, D, 0);
    }

    /** Adds the lanes in halves, always in the same order; see {@link LaneSums}. */
    private static double total(double[] lanes) {
        for (int half = L / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                lanes[i] += lanes[i + half];
            }
        }
        return lanes[0];
    }
}
