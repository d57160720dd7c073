package stride.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GemmTest {
    private static final int L = Samples.LANES;
    private static final Kernels KERNELS = Kernels.choose();

    /** Every edge of a tile in every direction, each with all four transpositions. */
    static List<int[]> smallShapes() {
        List<int[]> shapes = new ArrayList<>();
        for (int m : new int[] {0, 1, 2, 3, 4, 9, 10, 11, 23}) {
            for (int n : new int[] {0, 1, L - 1, L, L + 1, 2 * L, 3 * L, 3 * L + 2, 5 * L - 1}) {
                for (int k : new int[] {0, 1, 2, 5, L - 1, L, L + 1, 3 * L + 2}) {
                    shapes.add(new int[] {m, n, k});
                }
            }
        }
        return shapes;
    }

    /** One beyond each block of the product, in each direction. */
    static Stream<int[]> largeShapes() {
        return Stream.of(
                new int[] {2 * SimdGemm.ROWS + 3, 2 * L + 1, 33},
                new int[] {13, SimdGemm.COLUMNS + L + 1, 19},
                new int[] {21, 3 * L + 2, SimdGemm.BLOCK_DEPTH + SimdGemm.DEPTH + 5},
                new int[] {SimdGemm.ROWS + 1, SimdGemm.COLUMNS + 1, 9},
                new int[] {SimdGemm.ROWS + 1, 9, SimdGemm.BLOCK_DEPTH + 1},
                new int[] {9, SimdGemm.COLUMNS + 1, SimdGemm.DEPTH + 1},
                new int[] {1, 1, SimdGemm.BLOCK_DEPTH + 3},
                new int[] {1, SimdGemm.COLUMNS + 7, SimdGemm.DEPTH + 3},
                new int[] {SimdGemm.ROWS + 7, 1, SimdGemm.DEPTH + 3});
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void isExactOnIntegersAtEveryEdge(int transpositions) {
        float[] alphas = {1, -2, 0};
        float[] betas = {0, 1, -3};
        int count = 0;
        for (int[] s : smallShapes()) {
            int gap = count % 2 * 3;
            assertExact(cases(Samples::integers, transpositions, s, alphas[count % 3], betas[count / 3 % 3], gap));
            count++;
        }
    }

    @ParameterizedTest
    @MethodSource("largeShapes")
    void isExactOnIntegersBeyondEachBlock(int[] shape) {
        for (int transpositions = 0; transpositions < 4; transpositions++) {
            assertExact(cases(Samples::integers, transpositions, shape, 2, transpositions % 2, 5));
        }
    }

    @ParameterizedTest
    @MethodSource("largeShapes")
    void staysWithinTheBoundOfRounding(int[] shape) {
        for (int transpositions = 0; transpositions < 4; transpositions++) {
            GemmCase product = cases(Samples::reals, transpositions, shape, 0.7f, transpositions % 2 * 1.3f, 1);
            float[] c = product.run(KERNELS, Workers.NONE);
            for (int i = 0; i < product.m; i++) {
                for (int j = 0; j < product.n; j++) {
                    float actual = c[product.at(i, j)];
                    Samples.assertWithin(actual, product.expected(i, j), product.bound(i, j), product, i, j);
                }
            }
        }
    }

    @Test
    void staysWithinTheBoundOfRoundingAtEveryEdge() {
        for (int[] shape : smallShapes()) {
            GemmCase product = cases(Samples::reals, shape[0] % 4, shape, -1.5f, shape[2] % 2 * 0.3f, 0);
            float[] c = product.run(KERNELS, Workers.NONE);
            for (int i = 0; i < product.m; i++) {
                for (int j = 0; j < product.n; j++) {
                    Samples.assertWithin(
                            c[product.at(i, j)], product.expected(i, j), product.bound(i, j), product, i, j);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("largeShapes")
    void doesNotDependOnTheNumberOfThreads(int[] shape) {
        for (int transpositions = 0; transpositions < 4; transpositions++) {
            GemmCase product = cases(Samples::reals, transpositions, shape, 1.1f, 0.9f, 0);
            float[] alone = product.run(KERNELS, Workers.NONE);
            for (int threads = 2; threads <= 5; threads++) {
                try (Workers workers = Workers.of(threads)) {
                    assertThat(product.run(KERNELS, workers))
                            .as("%s, %d threads", product, threads)
                            .isEqualTo(alone);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void carriesNaNAndInfinityAsIeeeSays(float special) {
        Random random = new Random(5);
        for (int transpositions = 0; transpositions < 4; transpositions++) {
            for (int[] shape : new int[][] {{12, 3 * L + 1, 40}, {3, L - 1, 7}, {25, 2 * L, SimdGemm.DEPTH + 2}}) {
                GemmCase product = cases(Samples::integers, transpositions, shape, 1, 1, 2);
                for (int t = 0; t < 3; t++) {
                    product.a[random.nextInt(product.a.length)] = special;
                    product.b[random.nextInt(product.b.length)] = -special;
                    product.c[product.at(random.nextInt(shape[0]), random.nextInt(shape[1]))] = special;
                }
                assertExact(product);
            }
        }
    }

    @Test
    void betaZeroNeverReadsC() {
        // C holds nothing but NaN before: see GemmCase.
        GemmCase product = cases(Samples::integers, 0, new int[] {11, 2 * L + 3, 9}, 1, 0, 0);
        assertThat(product.run(KERNELS, Workers.NONE)[product.at(10, 2 * L + 2)])
                .isFinite();
    }

    private static GemmCase cases(
            GemmCase.Values values, int transpositions, int[] s, float alpha, float beta, int gap) {
        boolean transA = (transpositions & 1) != 0;
        boolean transB = (transpositions & 2) != 0;
        return new GemmCase(values, transA, transB, s[0], s[1], s[2], alpha, beta, gap);
    }

    private static void assertExact(GemmCase product) {
        float[] c = product.run(KERNELS, Workers.NONE);
        for (int i = 0; i < product.m; i++) {
            for (int j = 0; j < product.n; j++) {
                Samples.assertExact(c[product.at(i, j)], product.expected(i, j), product, i, j);
            }
        }
        Samples.assertGuards(c, product::inside);
    }
}
