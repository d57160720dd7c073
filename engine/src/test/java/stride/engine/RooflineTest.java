package stride.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RooflineTest {
    @Test
    void everyLevelIsMeasuredOnALargerSet() {
        Roofline roofline = Roofline.measure(0.05);
        assertThat(roofline.fmaPeakGflops()).isPositive();
        assertThat(roofline.bandwidths())
                .extracting(Roofline.Bandwidth::level)
                .containsExactly("L1", "L2", "L3", "memory");
        assertThat(roofline.bandwidths())
                .allSatisfy(b -> assertThat(b.gigabytesPerSecond()).isPositive().isFinite());
        assertThat(roofline.bandwidths())
                .extracting(Roofline.Bandwidth::workingSetBytes)
                .isSorted();
    }

    @Test
    void aProductIsMeasured() {
        ProductSpeed speed = ProductSpeed.measure(Kernels.choose(), Workers.NONE, 20, 30, 40, 0.01);
        assertThat(speed.gflops()).isPositive();
        assertThat(speed).isEqualTo(new ProductSpeed(20, 30, 40, 1, speed.gflops()));
    }

    @Test
    void anEmptyProductIsRefused() {
        assertThatThrownBy(() -> ProductSpeed.measure(Kernels.choose(), Workers.NONE, 0, 2, 3, 0.01))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("product of 0 x 2 by 2 x 3");
    }
}
