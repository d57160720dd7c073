package stride.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PanelLayoutTest {
    /** Three units of two inputs, weight 10 o + i. */
    private static final float[] WEIGHTS = {0, 1, 10, 11, 20, 21};

    @Test
    void aPanelHoldsItsUnitsSideBySideInputByInput() {
        PanelLayout layout = new PanelLayout(2, 3, 2);
        float[] laid = layout.laid(WEIGHTS);
        assertThat(laid).containsExactly(0, 10, 1, 11, 20, 0, 21, 0);
        assertThat(layout.plain(laid)).isEqualTo(WEIGHTS);
    }

    @Test
    void panelsOfOneUnitLieAsTheLayerDoes() {
        assertThat(new PanelLayout(2, 3, 1).laid(WEIGHTS)).isEqualTo(WEIGHTS);
    }
}
