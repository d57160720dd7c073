package stride.model.algebra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import stride.engine.Matrix;
import stride.model.Draws;
import stride.model.NumericException;

class SymmetricEigenTest {
    @Property(tries = 100)
    void theProjectionOnAllIsTheIdentityAndEachStepTakesTheNextEigenvalue(
            @ForAll @IntRange(min = 1, max = 12) int n, @ForAll long seed) {
        Matrix noise = Draws.normal(n, n, seed);
        double[] a = new double[n * n];
        double norm = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                a[i * n + j] = (double) noise.at(i, j) + noise.at(j, i);
                norm += a[i * n + j] * a[i * n + j];
            }
        }
        SymmetricEigen eigen = SymmetricEigen.of(n, a);
        double[] vectors = eigen.vectors();
        double[] before = new double[n * n];
        for (int count = 1; count <= n; count++) {
            double[] projection = eigen.projection(count);
            double along = 0; // the trace of A times the newest direction's projection
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    along += a[i * n + j] * (projection[j * n + i] - before[j * n + i]);
                    assertThat(vectors[i * n + count - 1] * vectors[j * n + count - 1])
                            .isEqualTo(projection[i * n + j] - before[i * n + j], within(0x1p-40));
                }
            }
            assertThat(along).isEqualTo(eigen.values()[count - 1], within(0x1p-40 * (1 + Math.sqrt(norm))));
            assertThat(count == 1 || eigen.values()[count - 1] <= eigen.values()[count - 2])
                    .isTrue();
            before = projection;
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                assertThat(before[i * n + j]).isEqualTo(i == j ? 1 : 0, within(0x1p-40));
            }
        }
    }

    @Test
    void whatIsNotFiniteIsRefused() {
        double[] broken = {1, Double.NaN, Double.NaN, 1};
        assertThatThrownBy(() -> SymmetricEigen.of(2, broken)).isInstanceOf(NumericException.class);
    }
}
