package stride.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** That the other tests of this run prove what they claim to prove. */
class ChosenKernelsTest {
    @Test
    void theKernelsOfThisRunAreThoseThatItIsFor() {
        String wanted = System.getProperty("stride.kernels", "auto");
        // The JVM lowers a width that the processor does not have, and says so in this option.
        HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        int bits = 8 * Integer.parseInt(jvm.getVMOption("MaxVectorSize").getValue());
        String expected = wanted.equals("scalar") ? "scalar" : "simd-" + bits;
        assertThat(Kernels.choose().name()).isEqualTo(expected);
        Integer limit = Integer.getInteger("stride.test.bits");
        if (limit != null) {
            assertThat(bits).isLessThanOrEqualTo(limit);
        }
    }

    @Test
    void aMisspeltChoiceIsRefused() {
        assertThatThrownBy(() -> Kernels.choose("smid"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("stride.kernels=smid is not auto, simd or scalar");
    }

    @Test
    void eachNameGivesItsKernels() {
        assertThat(Kernels.choose("scalar")).isInstanceOf(ScalarKernels.class);
        assertThat(Kernels.choose("simd")).isInstanceOf(SimdKernels.class);
        assertThat(Kernels.choose("auto")).isInstanceOf(SimdKernels.class);
    }
}
