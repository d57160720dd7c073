package stride.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The sum of a vector's lanes, added in halves. {@code reduceLanes} leaves the order open, and takes another one once
 * the JVM has compiled the loop: the same run would give other bytes.
 */
final class LaneSums {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;

    // Constants one by one: the compiler folds a shuffle in a static final field, but not one in an array.
    private static final VectorShuffle<Float> F8 = VectorShuffle.iota(F, 8, 1, true);
    private static final VectorShuffle<Float> F4 = VectorShuffle.iota(F, 4, 1, true);
    private static final VectorShuffle<Float> F2 = VectorShuffle.iota(F, 2, 1, true);
    private static final VectorShuffle<Float> F1 = VectorShuffle.iota(F, 1, 1, true);

    private LaneSums() {}

    /** The sum of 2 to 16 lanes. */
    static float of(FloatVector v) {
        FloatVector sum = v;
        if (F.length() > 8) {
            sum = sum.add(sum.rearrange(F8));
        }
        if (F.length() > 4) {
            sum = sum.add(sum.rearrange(F4));
        }
        if (F.length() > 2) {
            sum = sum.add(sum.rearrange(F2));
        }
        return sum.add(sum.rearrange(F1)).lane(0);
    }
}
