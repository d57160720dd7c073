package stride.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What this machine can do at most, in one thread: operations per second, and bytes per second from each level of its
 * memory. A kernel's time can't be less than its operations over the one, nor its bytes over the other.
 *
 * @param fmaPeakGflops float32 operations by fused multiply-add, two each, in 10^9 per second; a median, as clocks go up
 *     and down, and so that it can be compared with the medians of kernels
 * @param bandwidths what reading gives, level by level
 * @see <a href="https://doi.org/10.1145/1498765.1498785">Williams, Waterman and Patterson 2009, the roofline model</a>
 */
public record Roofline(double fmaPeakGflops, List<Bandwidth> bandwidths) {
    /** Seconds for each figure. */
    private static final double SECONDS = 0.5;

    /** Sizes of the caches where the system does not tell them, in bytes: on the small side of what is usual. */
    private static final long[] USUAL_CACHES = {32L << 10, 512L << 10, 16L << 20};

    /**
     * The speed of reading from one level.
     *
     * @param level {@code L1}, {@code L2}, {@code L3} or {@code memory}
     * @param workingSetBytes what was read, again and again: half of a cache, of the third one no more than eight
     *     times the second; for memory twice the last one, or a quarter of the heap if that is less
     * @param gigabytesPerSecond in 10^9 bytes per second
     */
    public record Bandwidth(String level, long workingSetBytes, double gigabytesPerSecond) {}

    /**
     * Measures this machine in some five seconds.
     *
     * @throws IllegalStateException if the JVM runs without the vector module
     */
    public static Roofline measure() {
        return measure(SECONDS);
    }

    /** The same with {@code seconds} for each figure. */
    static Roofline measure(double seconds) {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            throw new IllegalStateException(
                    "start java with --add-modules jdk.incubator.vector to measure the machine");
        }
        return new Roofline(Saturation.fmaGflops(seconds), bandwidths(seconds));
    }

    private static List<Bandwidth> bandwidths(double seconds) {
        List<Bandwidth> result = new ArrayList<>();
        result.add(bandwidth("L1", cacheBytes(1) / 2, seconds));
        result.add(bandwidth("L2", cacheBytes(2) / 2, seconds));
        // A third cache may be shared by a hundred cores; a set just too large for the second one is this core's to
        // use.
        result.add(bandwidth("L3", Math.min(cacheBytes(3) / 2, 8 * cacheBytes(2)), seconds));
        result.add(bandwidth("memory", 2 * cacheBytes(3), seconds));
        return List.copyOf(result);
    }

    private static Bandwidth bandwidth(String level, long wantedBytes, double seconds) {
        long bytes = Math.min(wantedBytes, Runtime.getRuntime().maxMemory() / 4);
        float[] values = new float[Math.toIntExact(bytes / Float.BYTES)];
        return new Bandwidth(level, bytes, Saturation.readGigabytesPerSecond(values, seconds));
    }

    /** The size of the first processor's data cache of this level, as Linux tells it; elsewhere a usual one. */
    private static long cacheBytes(int level) {
        for (int index = 0; index < 8; index++) {
            Path cache = Path.of("/sys/devices/system/cpu/cpu0/cache/index" + index);
            try {
                boolean wanted = Files.readString(cache.resolve("level"))
                                .strip()
                                .equals(Integer.toString(level))
                        && !Files.readString(cache.resolve("type")).strip().equals("Instruction");
                if (wanted) {
                    String size = Files.readString(cache.resolve("size")).strip();
                    return Long.parseLong(size.substring(0, size.length() - 1)) << 10;
                }
            } catch (IOException | NumberFormatException e) {
                break;
            }
        }
        return USUAL_CACHES[level - 1];
    }
}
