package stride.engine;

import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Loops that do one thing only, as fast as the machine can. */
final class Saturation {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int L = F.length();
    private static final int CHAINS = 12;
    private static final int ROUNDS = 20_000;
    /** Runs before any counts: the compiler replaces the loop after a few thousand of its rounds. */
    private static final int WARM_UP = 50;

    private Saturation() {}

    /** The usual rate of multiply-adds in registers, in 10^9 operations per second: the median of many short runs. */
    static double fmaGflops(double seconds) {
        // What comes out goes in again, so that no round can be left out.
        float factor = 0.5f;
        for (int run = 0; run < WARM_UP; run++) {
            factor = 0.5f + multiplyAdds(factor) * Float.MIN_VALUE;
        }
        List<Double> rates = new ArrayList<>();
        long start = System.nanoTime();
        while (System.nanoTime() - start < seconds * 1e9) {
            long before = System.nanoTime();
            factor = 0.5f + multiplyAdds(factor) * Float.MIN_VALUE;
            rates.add(2.0 * CHAINS * L * ROUNDS / (System.nanoTime() - before));
        }
        rates.sort(null);
        return rates.get(rates.size() / 2);
    }

    /** The best rate of reading {@code values} from first to last, in 10^9 bytes per second. */
    static double readGigabytesPerSecond(float[] values, double seconds) {
        int length = values.length - values.length % (8 * L);
        // A first cache is read through in less than the clock can tell.
        int passes = Math.max(1, (1 << 18) / Math.max(1, length));
        double best = 0;
        long start = System.nanoTime();
        float carried = 0;
        do {
            long before = System.nanoTime();
            for (int pass = 0; pass < passes; pass++) {
                carried = sum(values, length, carried);
            }
            best = Math.max(best, (double) Float.BYTES * length * passes / (System.nanoTime() - before));
        } while (System.nanoTime() - start < seconds * 1e9);
        values[0] = carried;
        return best;
    }

    private static float multiplyAdds(float factor) {
        // A chain waits 4 cycles for itself and there are 2 units at most: 8 chains would do, 12 leave some room.
        FloatVector f = FloatVector.broadcast(F, factor);
        FloatVector one = FloatVector.broadcast(F, 1);
        FloatVector a = one;
        FloatVector b = one;
        FloatVector c = one;
        FloatVector d = one;
        FloatVector e = one;
        FloatVector g = one;
        FloatVector h = one;
        FloatVector i = one;
        FloatVector j = one;
        FloatVector k = one;
        FloatVector l = one;
        FloatVector m = one;
        for (int round = 0; round < ROUNDS; round++) {
            a = a.fma(f, one);
            b = b.fma(f, one);
            c = c.fma(f, one);
            d = d.fma(f, one);
            e = e.fma(f, one);
            g = g.fma(f, one);
            h = h.fma(f, one);
            i = i.fma(f, one);
            j = j.fma(f, one);
            k = k.fma(f, one);
            l = l.fma(f, one);
            m = m.fma(f, one);
        }
        FloatVector sum =
                a.add(b).add(c.add(d)).add(e.add(g)).add(h.add(i)).add(j.add(k)).add(l.add(m));
        return sum.reduceLanes(VectorOperators.ADD);
    }

    private static float sum(float[] values, int length, float start) {
        FloatVector a = FloatVector.broadcast(F, start);
        FloatVector b = a;
        FloatVector c = a;
        FloatVector d = a;
        FloatVector e = a;
        FloatVector f = a;
        FloatVector g = a;
        FloatVector h = a;
        for (int i = 0; i < length; i += 8 * L) {
            a = a.add(FloatVector.fromArray(F, values, i));
            b = b.add(FloatVector.fromArray(F, values, i + L));
            c = c.add(FloatVector.fromArray(F, values, i + 2 * L));
            d = d.add(FloatVector.fromArray(F, values, i + 3 * L));
            e = e.add(FloatVector.fromArray(F, values, i + 4 * L));
            f = f.add(FloatVector.fromArray(F, values, i + 5 * L));
            g = g.add(FloatVector.fromArray(F, values, i + 6 * L));
            h = h.add(FloatVector.fromArray(F, values, i + 7 * L));
        }
        return a.add(b).add(c.add(d)).add(e.add(f)).add(g.add(h)).reduceLanes(VectorOperators.ADD);
    }
}
