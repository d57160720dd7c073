package stride.engine;

import java.util.Random;

/** One product: its shape, how its operands lie, and its values, with guards around and between the rows of C. */
final class GemmCase {
    private static final int A_OFFSET = 3;
    private static final int B_OFFSET = 5;
    private static final int C_OFFSET = 7;

    final int m;
    final int n;
    final float[] a;
    final float[] b;
    final float[] c;
    private final boolean transA;
    private final boolean transB;
    private final int k;
    private final float alpha;
    private final float beta;
    private final int gap;

    /** Where values come from. */
    interface Values {
        float[] draw(Random random, int n);
    }

    /**
     * Draws the values of a case.
     *
     * @param gap how much longer than needed the leading dimensions are
     */
    GemmCase(Values values, boolean transA, boolean transB, int m, int n, int k, float alpha, float beta, int gap) {
        this.transA = transA;
        this.transB = transB;
        this.m = m;
        this.n = n;
        this.k = k;
        this.alpha = alpha;
        this.beta = beta;
        this.gap = gap;
        Random random = new Random(31 * (31 * (31L * m + n) + k) + gap);
        a = values.draw(random, A_OFFSET + (transA ? k : m) * ((transA ? m : k) + gap));
        b = values.draw(random, B_OFFSET + (transB ? n : k) * ((transB ? k : n) + gap));
        c = Samples.guards(C_OFFSET + m * (n + gap) + C_OFFSET);
        if (beta != 0) {
            float[] old = values.draw(random, m * n);
            for (int i = 0; i < m; i++) {
                System.arraycopy(old, i * n, c, C_OFFSET + i * (n + gap), n);
            }
        }
    }

    /** C after the product, the case itself unchanged. */
    float[] run(Kernels kernels, Workers workers) {
        float[] result = c.clone();
        kernels.gemm(
                workers,
                transA,
                transB,
                m,
                n,
                k,
                alpha,
                a,
                A_OFFSET,
                (transA ? m : k) + gap,
                b,
                B_OFFSET,
                (transB ? k : n) + gap,
                beta,
                result,
                C_OFFSET,
                n + gap);
        return result;
    }

    /** Where value (i, j) of C lies. */
    int at(int i, int j) {
        return C_OFFSET + i * (n + gap) + j;
    }

    /** Whether C has a value there, and not a guard. */
    boolean inside(int index) {
        int from = index - C_OFFSET;
        return from >= 0 && from < m * (n + gap) && from % (n + gap) < n;
    }

    double left(int i, int p) {
        return a[A_OFFSET + (transA ? p * (m + gap) + i : i * (k + gap) + p)];
    }

    double right(int p, int j) {
        return b[B_OFFSET + (transB ? j * (k + gap) + p : p * (n + gap) + j)];
    }

    /** What value (i, j) of C should become, summed in double. */
    double expected(int i, int j) {
        double sum = 0;
        for (int p = 0; p < k; p++) {
            sum += left(i, p) * right(p, j);
        }
        return beta == 0 ? alpha * sum : alpha * sum + beta * c[at(i, j)];
    }

    /** The most that rounding can add to value (i, j) in any order of the sum: see Higham 2002, section 3.1. */
    double bound(int i, int j) {
        double magnitudes = 0;
        for (int p = 0; p < k; p++) {
            magnitudes += Math.abs(left(i, p) * right(p, j));
        }
        double old = beta == 0 ? 0 : Math.abs(beta * c[at(i, j)]);
        return 1.01 * (k + 4) * Samples.ROUNDING * (Math.abs(alpha) * magnitudes + old);
    }

    @Override
    public String toString() {
        return "%s%s m=%d n=%d k=%d alpha=%s beta=%s gap=%d"
                .formatted(transA ? "A^T " : "A ", transB ? "B^T" : "B", m, n, k, alpha, beta, gap);
    }
}
