package stride.engine;

import java.util.Arrays;

/**
 * How fast the matrix product runs here: (m, k) by (k, n) in float32, 2 m k n operations.
 *
 * @param threads how many threads shared it
 * @param gflops 10^9 operations per second, by the median of its runs
 */
public record ProductSpeed(int m, int k, int n, int threads, double gflops) {
    private static final int MAX_RUNS = 10_000;

    /**
     * Runs the product for some {@code seconds} to warm up, and as long again to measure; three runs at least.
     *
     * @throws IllegalArgumentException if a size is under 1
     */
    public static ProductSpeed measure(Kernels kernels, Workers workers, int m, int k, int n, double seconds) {
        if (m < 1 || k < 1 || n < 1) {
            throw new IllegalArgumentException("product of %d x %d by %d x %d".formatted(m, k, k, n));
        }
        float[] a = new float[Math.multiplyExact(m, k)];
        float[] b = new float[Math.multiplyExact(k, n)];
        float[] c = new float[Math.multiplyExact(m, n)];
        Arrays.fill(a, 0.5f);
        Arrays.fill(b, 0.25f);
        medianNanos(kernels, workers, m, k, n, a, b, c, seconds);
        double nanos = medianNanos(kernels, workers, m, k, n, a, b, c, seconds);
        return new ProductSpeed(m, k, n, workers.threads(), 2.0 * m * k * n / nanos);
    }

    private static double medianNanos(
            Kernels kernels, Workers workers, int m, int k, int n, float[] a, float[] b, float[] c, double seconds) {
        long[] nanos = new long[MAX_RUNS];
        int runs = 0;
        long start = System.nanoTime();
        while (runs < MAX_RUNS && (runs < 3 || System.nanoTime() - start < seconds * 1e9)) {
            long before = System.nanoTime();
            kernels.gemm(workers, false, false, m, n, k, 1, a, 0, k, b, 0, n, 0, c, 0, n);
            nanos[runs++] = System.nanoTime() - before;
        }
        Arrays.sort(nanos, 0, runs);
        return nanos[runs / 2];
    }
}
