package stride.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Laws of the product that need no reference; on whole numbers, where they hold to the bit. */
class GemmPropertiesTest {
    private static final Kernels KERNELS = Kernels.choose();

    @Property(tries = 300)
    void theTransposeOfAProductIsTheProductOfTheTransposesReversed(
            @ForAll @IntRange(min = 1, max = 70) int m,
            @ForAll @IntRange(min = 1, max = 70) int n,
            @ForAll @IntRange(min = 1, max = 70) int k,
            @ForAll long seed) {
        Random random = new Random(seed);
        Matrix a = new Matrix(m, k, Samples.integers(random, m * k));
        Matrix b = new Matrix(k, n, Samples.integers(random, k * n));
        Matrix product = product(false, a, false, b);
        assertThat(transpose(product)).isEqualTo(product(false, transpose(b), false, transpose(a)));
        assertThat(product(true, transpose(a), false, b)).isEqualTo(product);
        assertThat(product(false, a, true, transpose(b))).isEqualTo(product);
        assertThat(product(true, transpose(a), true, transpose(b))).isEqualTo(product);
    }

    @Property(tries = 300)
    void theProductIsLinear(
            @ForAll @IntRange(min = 1, max = 70) int m,
            @ForAll @IntRange(min = 1, max = 70) int n,
            @ForAll @IntRange(min = 0, max = 70) int k,
            @ForAll long seed) {
        Random random = new Random(seed);
        float[] a = Samples.integers(random, m * k);
        float[] a2 = Samples.integers(random, m * k);
        float[] sum = new float[m * k];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = 3 * a[i] - 2 * a2[i];
        }
        float[] b = Samples.integers(random, k * n);
        float[] together = new float[m * n];
        KERNELS.gemm(Workers.NONE, false, false, m, n, k, 1, sum, 0, k, b, 0, n, 0, together, 0, n);
        float[] apart = new float[m * n];
        KERNELS.gemm(Workers.NONE, false, false, m, n, k, 3, a, 0, k, b, 0, n, 0, apart, 0, n);
        KERNELS.gemm(Workers.NONE, false, false, m, n, k, -2, a2, 0, k, b, 0, n, 1, apart, 0, n);
        assertThat(apart).isEqualTo(together);
    }

    @Property(tries = 300)
    void theProductIsAssociative(
            @ForAll @IntRange(min = 1, max = 50) int m,
            @ForAll @IntRange(min = 1, max = 50) int n,
            @ForAll @IntRange(min = 1, max = 50) int k,
            @ForAll @IntRange(min = 1, max = 50) int l,
            @ForAll long seed) {
        Random random = new Random(seed);
        Matrix a = new Matrix(m, k, Samples.integers(random, m * k));
        Matrix b = new Matrix(k, l, Samples.integers(random, k * l));
        Matrix c = new Matrix(l, n, Samples.integers(random, l * n));
        Matrix left = product(false, product(false, a, false, b), false, c);
        assertThat(left).isEqualTo(product(false, a, false, product(false, b, false, c)));
    }

    @Property(tries = 300)
    void theIdentityChangesNothingAndZeroGivesZero(
            @ForAll @IntRange(min = 1, max = 80) int m, @ForAll @IntRange(min = 1, max = 80) int n, @ForAll long seed) {
        Matrix a = new Matrix(m, n, Samples.reals(new Random(seed), m * n));
        assertThat(product(false, identity(m), false, a)).isEqualTo(a);
        assertThat(product(false, a, true, identity(n))).isEqualTo(a);
        assertThat(product(false, Matrix.zeros(m, m), false, Matrix.zeros(m, n)))
                .isEqualTo(Matrix.zeros(m, n));
    }

    private static Matrix product(boolean transA, Matrix a, boolean transB, Matrix b) {
        int m = transA ? a.columns() : a.rows();
        int k = transA ? a.rows() : a.columns();
        int n = transB ? b.rows() : b.columns();
        Matrix c = Matrix.zeros(m, n);
        KERNELS.gemm(
                Workers.NONE,
                transA,
                transB,
                m,
                n,
                k,
                1,
                a.data(),
                0,
                a.columns(),
                b.data(),
                0,
                b.columns(),
                0,
                c.data(),
                0,
                n);
        return c;
    }

    private static Matrix transpose(Matrix a) {
        Matrix t = Matrix.zeros(a.columns(), a.rows());
        for (int r = 0; r < a.rows(); r++) {
            for (int c = 0; c < a.columns(); c++) {
                t.data()[c * a.rows() + r] = a.at(r, c);
            }
        }
        return t;
    }

    private static Matrix identity(int n) {
        Matrix one = Matrix.zeros(n, n);
        for (int i = 0; i < n; i++) {
            one.data()[i * n + i] = 1;
        }
        return one;
    }
}
