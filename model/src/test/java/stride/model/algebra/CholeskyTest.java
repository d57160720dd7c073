package stride.model.algebra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stride.engine.Matrix;
import stride.model.Draws;
import stride.model.NumericException;

class CholeskyTest {
    /** The sums of squares and products of a random tall matrix's columns, and a unit more on the diagonal. */
    private static double[] positiveDefinite(int n, long seed) {
        Matrix tall = Draws.normal(2 * n, n, seed);
        double[] a = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int r = 0; r < tall.rows(); r++) {
                    a[i * n + j] += (double) tall.at(r, i) * tall.at(r, j);
                }
            }
            a[i * n + i] += 1;
        }
        return a;
    }

    @Property(tries = 100)
    void theFactorTimesItsTransposeIsTheMatrix(@ForAll @IntRange(min = 1, max = 40) int n, @ForAll long seed) {
        double[] a = positiveDefinite(n, seed);
        double[] inverse = Cholesky.of(n, a).inverseTransposed();
        // A = L L^T is the same as (L^-1) A (L^-T) = I, and L^-T is what is shown; its rounding grows with A's
        // condition.
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                double magnitudes = 0;
                for (int p = 0; p <= i; p++) {
                    for (int q = 0; q <= j; q++) {
                        double term = inverse[p * n + i] * a[p * n + q] * inverse[q * n + j];
                        sum += term;
                        magnitudes += Math.abs(term);
                    }
                }
                assertThat(sum).isEqualTo(i == j ? 1 : 0, within(8 * n * 0x1p-52 * (1 + magnitudes)));
            }
        }
    }

    @Property(tries = 100)
    void theInverseIsUpperTriangular(@ForAll @IntRange(min = 1, max = 12) int n, @ForAll long seed) {
        double[] inverse = Cholesky.of(n, positiveDefinite(n, seed)).inverseTransposed();
        for (int i = 0; i < n; i++) {
            assertThat(inverse[i * n + i]).isPositive();
            for (int j = 0; j < i; j++) {
                assertThat(inverse[i * n + j]).isZero();
            }
        }
    }

    @Property(tries = 100)
    void solvingAndMultiplyingGivesTheRightHandSide(@ForAll @IntRange(min = 1, max = 40) int n, @ForAll long seed) {
        double[] a = positiveDefinite(n, seed);
        double[] b = new double[n];
        for (int i = 0; i < n; i++) {
            b[i] = Math.sin(3.7 * i);
        }
        double[] before = b.clone();
        double[] x = Cholesky.of(n, a).solve(b);
        assertThat(b).isEqualTo(before);
        for (int i = 0; i < n; i++) {
            double sum = 0;
            double magnitudes = Math.abs(b[i]);
            for (int j = 0; j < n; j++) {
                sum += a[i * n + j] * x[j];
                // |L| |L^T| |x| is at most the product of the diagonal's roots (Higham 2002, theorem 10.4).
                magnitudes += Math.sqrt(a[i * n + i] * a[j * n + j]) * Math.abs(x[j]);
            }
            assertThat(sum).isEqualTo(b[i], within((3 * n + 1) * 0x1p-53 * n * magnitudes));
        }
    }

    @Test
    void onlyTheLowerTriangleIsReadAndNothingIsWritten() {
        double[] a = {4, Double.NaN, 2, 5};
        double[] inverse = Cholesky.of(2, a).inverseTransposed();
        assertThat(a).containsExactly(4, Double.NaN, 2, 5);
        assertThat(inverse).containsExactly(0.5, -0.25, 0, 0.5); // L is 2, 0; 1, 2
    }

    @Test
    void aSingularMatrixIsRefused() {
        double[] dependent = {1, 2, 3, 2, 4, 6, 3, 6, 10};
        assertThatThrownBy(() -> Cholesky.of(3, dependent))
                .isInstanceOf(NumericException.class)
                .hasMessageContaining("3 x 3 is singular at column 1");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void aPivotThatIsNotPositiveAndFiniteIsRefused(double pivot) {
        assertThatThrownBy(() -> Cholesky.of(2, new double[] {1, 0, 0, pivot})).isInstanceOf(NumericException.class);
    }

    @Test
    void aPivotOfRoundingErrorsIsRefused() {
        // In exact arithmetic the third column is the sum of the first two.
        double a = 1.0 / 3;
        double b = 1.0 / 7;
        double[] dependent = {a, 0, a, 0, b, b, a, b, a + b};
        assertThatThrownBy(() -> Cholesky.of(3, dependent))
                .isInstanceOf(NumericException.class)
                .hasMessageContaining("column 2");
    }

    /** More columns than one tile has, and not a multiple of anything: each value as if it were finished by itself. */
    @ParameterizedTest
    @ValueSource(ints = {3, 31, 32, 33, 70, 530})
    void theFactorHasTheRoundingsOfThePlainOne(int n) {
        double[] a = new double[n * n];
        Matrix noise = Draws.normal(n, n, 3);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                a[i * n + j] = noise.at(i, j);
            }
            a[i * n + i] = 4 * n;
        }
        double[] lower = plain(n, a);
        double[] b = new double[n];
        Arrays.setAll(b, i -> Math.cos(i));
        double[] x = b.clone();
        for (int i = 0; i < n; i++) {
            for (int p = 0; p < i; p++) {
                x[i] -= lower[i * n + p] * x[p];
            }
            x[i] /= lower[i * n + i];
        }
        for (int i = n - 1; i >= 0; i--) {
            x[i] /= lower[i * n + i];
            for (int p = 0; p < i; p++) {
                x[p] -= lower[i * n + p] * x[i];
            }
        }
        assertThat(Cholesky.of(n, a).solve(b)).isEqualTo(x);
    }

    private static double[] plain(int n, double[] a) {
        double[] lower = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i * n + j];
                for (int p = 0; p < j; p++) {
                    sum -= lower[i * n + p] * lower[j * n + p];
                }
                lower[i * n + j] = i == j ? Math.sqrt(sum) : sum / lower[j * n + j];
            }
        }
        return lower;
    }

    @Test
    void severalRightHandSidesAreSolvedAsEachAlone() {
        int n = 37;
        double[] a = positiveDefinite(n, 5);
        Cholesky factor = Cholesky.of(n, a);
        double[] both = new double[2 * n];
        Arrays.setAll(both, i -> Math.sin(i));
        double[] solution = factor.solve(both, 2);
        for (int column = 0; column < 2; column++) {
            for (int i = 0; i < n; i++) {
                double[] alone = new double[n];
                for (int r = 0; r < n; r++) {
                    alone[r] = both[2 * r + column];
                }
                assertThat(solution[2 * i + column]).isEqualTo(factor.solve(alone)[i]);
            }
        }
    }
}
