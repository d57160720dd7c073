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
import stride.engine.Kernels;

/**
 * The numbers of files made floats. The column {@code bytes} counts what is read and written, in bytes per nanosecond:
 * GB/s. The scalar kernels are the plain loop, which the JIT compiler vectorises where it can.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ConversionBenchmark {
    /** Which kernels: {@code simd} or {@code scalar}. */
    @Param({"simd", "scalar"})
    public String kernels;

    /** The type of the numbers. */
    @Param
    public FileNumbers from;

    /** How many: what a reader takes at a time, and more than the second-level cache holds. */
    @Param({"2048", "1000000"})
    public int n;

    private Kernels chosen;
    private FileNumbers.Arrays x;
    private float[] y;

    /** What one run moved. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Traffic {
        /** Bytes read and written. */
        public long bytes;
    }

    /** Draws the numbers and checks that both kernels make the same of them. */
    @Setup
    public void draw() {
        chosen = Kernels.choose(kernels);
        x = new FileNumbers.Arrays(n);
        y = new float[n];
        float[] expected = new float[n];
        from.convert(Kernels.choose("scalar"), n, x, expected);
        from.convert(chosen, n, x, y);
        Numbers.check(from.name(), y, expected, 0);
    }

    /** Reads and writes n numbers. */
    @Benchmark
    public float[] convert(Traffic traffic) {
        from.convert(chosen, n, x, y);
        traffic.bytes += (long) (from.bytes() + Float.BYTES) * n;
        return y;
    }
}
