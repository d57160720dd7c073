package stride.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import stride.engine.Activation;
import stride.engine.Kernels;

/**
 * One training step on a batch of 10, forward to update, in one thread: the study's networks, Stride and its rivals.
 * Where a network's arrays come to lie changes its speed, hence the forks.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class TrainStepBenchmark {
    /** Who takes the step. */
    @Param
    public Stepper stepper;

    /** Widths from input to output, and what follows each hidden layer. */
    @Param({"500-400-10-10-1 relu", "500-400-1 sigmoid", "100-400-10-10-1 relu", "500-10-1 relu"})
    public String network;

    private StepProblem problem;
    private Step step;
    private int number;

    /** Draws the batches; checks Stride's training loop against PyTorch, and the step to be timed against Stride's. */
    @Setup
    public void check() {
        problem = new StepProblem(network);
        boolean relu = problem.activation() == Activation.RELU;
        PyTorchReference reference = PyTorchReference.of(relu ? "relu-20-5-decay" : "sigmoid-12-9-6");
        reference.check(Kernels.choose(stepper == Stepper.SCALAR ? "scalar" : "simd"));
        problem.check(stepper);
        step = problem.begin(stepper);
    }

    /** The next batch. */
    @Benchmark
    public Step step() {
        problem.run(step, number);
        number++;
        return step;
    }
}
