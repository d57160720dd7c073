package stride.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import stride.engine.Kernels;

/** That everyone takes the same step before anyone is timed, and that a wrong one is found. */
class TrainStepTest {
    @ParameterizedTest
    @EnumSource(Stepper.class)
    void everyoneStepsAlike(Stepper stepper) {
        new StepProblem("37-20-6-1 relu").check(stepper);
        new StepProblem("37-20-3 sigmoid").check(stepper);
    }

    @ParameterizedTest
    @ValueSource(strings = {"simd", "scalar"})
    void theLoopReproducesPyTorch(String kernels) {
        PyTorchReference.of("relu-20-5-decay").check(Kernels.choose(kernels));
        PyTorchReference.of("sigmoid-12-9-6").check(Kernels.choose(kernels));
    }

    @Test
    void aReferenceThatIsNotThereIsNotPassedOver() {
        assertThatThrownBy(() -> PyTorchReference.of("nothing"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no reference nothing on the class path");
    }

    @Test
    void aStepThatDiffersIsFound() {
        Step some = new StepProblem("37-20-3 relu").begin(Stepper.SIMD);
        Step other = new StepProblem("37-20-3 relu").begin(Stepper.SIMD);
        new StepProblem("37-20-3 relu").run(some, 0);
        new StepProblem("37-20-3 relu").run(other, 1);
        assertThat(some.weight(0).values()).isNotEqualTo(other.weight(0).values());
        assertThatThrownBy(() -> StepProblem.check("step", some.weight(0), other.weight(0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("step");
    }
}
