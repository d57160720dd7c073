package stride.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void isThatOfASample() {
        assertThat(Spread.of(new double[] {1, 4, 7})).isEqualTo(new Spread(4, 3, 1, 7));
        assertThat(Spread.of(new double[] {-2, -2})).isEqualTo(new Spread(-2, 0, -2, -2));
    }

    @Test
    void oneFigureTellsOfNoSpread() {
        assertThat(Spread.of(new double[] {5}).deviation()).isNaN();
        assertThatThrownBy(() -> Spread.of(new double[0])).isInstanceOf(IllegalArgumentException.class);
    }
}
