package stride.bench;

import java.nio.file.Path;
import java.util.Optional;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import stride.data.ArrayChoice;
import stride.data.ReadProgress;
import stride.data.Recording;
import stride.data.Recordings;
import stride.data.Source;
import stride.data.ValueRange;
import stride.engine.Kernels;
import stride.engine.RowBlocks;
import stride.engine.Workers;

/**
 * A recording opened and streamed from the page cache: {@code -p file=RECORDING}, of a layout that is known. To open is
 * measured in fresh JVMs, once each, as a user meets it. The column {@code bytes} counts activity as float32, in bytes
 * per nanosecond: GB/s.
 */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ReadingBenchmark {
    /** Values read at a time, as the components' fit does. */
    private static final int BLOCK = 1 << 22;

    /** The recording. */
    @Param("")
    public String file;

    /** What one run read. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Traffic {
        /** Bytes of activity. */
        public long bytes;
    }

    /** The recording, open, for what streams it. */
    @State(Scope.Benchmark)
    public static class Opened {
        private Recording recording;
        private float[] block;

        /** Opens it, and checks what is streamed against the range that the survey of a file finds by itself. */
        @Setup
        public void open(ReadingBenchmark benchmark) {
            recording = benchmark.opened();
            RowBlocks activity = recording.activity();
            int rows = Math.clamp(BLOCK / activity.columns(), 1, activity.rows());
            block = new float[rows * activity.columns()];
            float greatest = Float.NEGATIVE_INFINITY;
            for (int first = 0; first < activity.rows(); first += rows) {
                int count = Math.min(rows, activity.rows() - first);
                activity.read(first, count, block);
                for (int i = 0; i < count * activity.columns(); i++) {
                    greatest = Math.max(greatest, block[i]);
                }
            }
            String name = recording.layout().substring(0, recording.layout().indexOf(" and "));
            try (Source source = Source.open(Path.of(benchmark.file))) {
                Optional<ValueRange> range = source.array(name).range();
                if (range.isEmpty() || (float) range.get().greatest() != greatest) {
                    throw new IllegalStateException(
                            "%s: streamed up to %s, surveyed %s".formatted(name, greatest, range));
                }
            }
        }

        /** Closes it. */
        @TearDown
        public void close() {
            recording.close();
        }
    }

    private Recording opened() {
        if (file.isEmpty()) {
            throw new IllegalArgumentException("name a recording: -p file=RECORDING");
        }
        return Recordings.open(file, ArrayChoice.AUTO, Kernels.choose(), Workers.NONE, ReadProgress.NONE);
    }

    /** Opens the file in a JVM that has done nothing before. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    @Fork(value = 9, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
    public int openFirst() {
        try (Recording fresh = opened()) {
            return fresh.activity().rows();
        }
    }

    /** Reads all activity once, block by block. */
    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.NANOSECONDS)
    @Warmup(iterations = 2, time = 1)
    @Measurement(iterations = 5, time = 1)
    @Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
    public float[] stream(Opened opened, Traffic traffic) {
        RowBlocks activity = opened.recording.activity();
        int rows = opened.block.length / activity.columns();
        for (int first = 0; first < activity.rows(); first += rows) {
            activity.read(first, Math.min(rows, activity.rows() - first), opened.block);
        }
        traffic.bytes += (long) Float.BYTES * activity.rows() * activity.columns();
        return opened.block;
    }
}
