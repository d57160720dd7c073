package stride.engine;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Unsigned numbers made floats: the JIT compiler does not vectorise the plain loop over bytes and shorts, and over ints
 * it takes the way through longs. For every other type it does as well as vectors by hand.
 */
final class SimdConversions {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;
    private static final int L = F.length();
    /** As many shorts as there are floats in a vector. */
    private static final VectorSpecies<Short> S =
            VectorSpecies.of(short.class, VectorShape.forBitSize(F.vectorBitSize() / 2));
    /** As many bytes, or twice as many: no vector is narrower than 64 bits. */
    private static final VectorSpecies<Byte> B =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, F.vectorBitSize() / 4)));

    private static final ScalarKernels PLAIN = new ScalarKernels();

    private SimdConversions() {}

    /** As {@link Kernels#convert(int, byte[], int, boolean, float[], int)}. */
    static void unsigned(int n, byte[] x, int xOffset, float[] y, int yOffset) {
        int i = 0;
        for (; i < B.loopBound(n); i += B.length()) {
            ByteVector v = ByteVector.fromArray(B, x, xOffset + i);
            IntVector first = (IntVector) v.convertShape(VectorOperators.ZERO_EXTEND_B2I, I, 0);
            ((FloatVector) first.convert(VectorOperators.I2F, 0)).intoArray(y, yOffset + i);
            if (B.length() > L) {
                IntVector second = (IntVector) v.convertShape(VectorOperators.ZERO_EXTEND_B2I, I, 1);
                ((FloatVector) second.convert(VectorOperators.I2F, 0)).intoArray(y, yOffset + i + L);
            }
        }
        PLAIN.convert(n - i, x, xOffset + i, true, y, yOffset + i);
    }

    /** As {@link Kernels#convert(int, short[], int, boolean, float[], int)}. */
    static void unsigned(int n, short[] x, int xOffset, float[] y, int yOffset) {
        int i = 0;
        for (; i < S.loopBound(n); i += L) {
            IntVector v = (IntVector)
                    ShortVector.fromArray(S, x, xOffset + i).convertShape(VectorOperators.ZERO_EXTEND_S2I, I, 0);
            ((FloatVector) v.convert(VectorOperators.I2F, 0)).intoArray(y, yOffset + i);
        }
        PLAIN.convert(n - i, x, xOffset + i, true, y, yOffset + i);
    }

    /** As {@link Kernels#convert(int, int[], int, boolean, float[], int)}. */
    static void unsigned(int n, int[] x, int xOffset, float[] y, int yOffset) {
        int i = 0;
        for (; i < I.loopBound(n); i += L) {
            IntVector v = IntVector.fromArray(I, x, xOffset + i);
            FloatVector small = (FloatVector) v.convert(VectorOperators.I2F, 0);
            // From 2^31 on: half the value, whose last bit tells the rounding that something followed, twice.
            IntVector half = v.lanewise(VectorOperators.LSHR, 1).or(v.and(1));
            FloatVector large = (FloatVector) half.convert(VectorOperators.I2F, 0);
            VectorMask<Float> isLarge = v.compare(VectorOperators.LT, 0).cast(F);
            small.blend(large.add(large), isLarge).intoArray(y, yOffset + i);
        }
        PLAIN.convert(n - i, x, xOffset + i, true, y, yOffset + i);
    }
}
