package stride.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import stride.engine.Activation;
import stride.engine.Kernels;

/** The kernels that go over arrays once. The column {@code bytes} counts what they read and write, in bytes per nanosecond: GB/s. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ElementwiseBenchmark {
    /** Which kernels: {@code simd} or {@code scalar}. */
    @Param({"simd", "scalar"})
    public String kernels;

    /** How many values: in the first cache, the second, beyond. */
    @Param({"4000", "100000", "10000000"})
    public int n;

    private Kernels chosen;
    private float[] x;
    private float[] y;

    /** What one run moved. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Traffic {
        /** Bytes read and written. */
        public long bytes;
    }

    /** Draws the values and checks every kernel against the scalar one. */
    @Setup
    public void draw() {
        chosen = Kernels.choose(kernels);
        Kernels scalar = Kernels.choose("scalar");
        x = Numbers.reals(1, n);
        for (Activation f : Activation.values()) {
            y = x.clone();
            chosen.activate(f, n, y, 0);
            float[] expected = x.clone();
            scalar.activate(f, n, expected, 0);
            Numbers.check(f.name(), y, expected, 1e-6);
            float[] dY = x.clone();
            float[] expectedDY = x.clone();
            chosen.activationGradient(f, n, y, dY);
            scalar.activationGradient(f, n, y, expectedDY);
            Numbers.check(f + "'", dY, expectedDY, 1e-6);
        }
        y = Numbers.reals(2, n);
        check(chosen.sum(n, x, 0), scalar.sum(n, x, 0));
        check(chosen.dot(n, x, 0, y, 0), scalar.dot(n, x, 0, y, 0));
        check(chosen.squaredDistance(n, x, 0, y, 0), scalar.squaredDistance(n, x, 0, y, 0));
    }

    private void check(double actual, double expected) {
        if (!(Math.abs(actual - expected) <= 1e-10 * n)) {
            throw new IllegalStateException(actual + " is not " + expected);
        }
    }

    /** Reads and writes n values. */
    @Benchmark
    public float[] relu(Traffic traffic) {
        return activate(Activation.RELU, traffic);
    }

    /** Reads and writes n values. */
    @Benchmark
    public float[] sigmoid(Traffic traffic) {
        return activate(Activation.SIGMOID, traffic);
    }

    /** Reads and writes n values. */
    @Benchmark
    public float[] tanh(Traffic traffic) {
        return activate(Activation.TANH, traffic);
    }

    private float[] activate(Activation f, Traffic traffic) {
        chosen.activate(f, n, x, 0);
        traffic.bytes += 2L * Float.BYTES * n;
        return x;
    }

    /** Reads 2 n values and writes n. */
    @Benchmark
    public float[] tanhGradient(Traffic traffic) {
        chosen.activationGradient(Activation.TANH, n, y, x);
        traffic.bytes += 3L * Float.BYTES * n;
        return x;
    }

    /** Reads n values. */
    @Benchmark
    public double sum(Traffic traffic) {
        traffic.bytes += (long) Float.BYTES * n;
        return chosen.sum(n, x, 0);
    }

    /** Reads 2 n values. */
    @Benchmark
    public double dot(Traffic traffic) {
        traffic.bytes += 2L * Float.BYTES * n;
        return chosen.dot(n, x, 0, y, 0);
    }

    /** Reads 2 n values. */
    @Benchmark
    public double squaredDistance(Traffic traffic) {
        traffic.bytes += 2L * Float.BYTES * n;
        return chosen.squaredDistance(n, x, 0, y, 0);
    }
}
