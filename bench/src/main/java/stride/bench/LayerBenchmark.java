package stride.bench;

import java.util.Arrays;
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
import stride.engine.Adam;
import stride.engine.Kernels;
import stride.engine.PanelLayout;
import stride.engine.Parameter;

/** What one layer costs in a training step. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class LayerBenchmark {
    /** Which kernels: {@code simd} or {@code scalar}. */
    @Param({"simd", "scalar"})
    public String kernels;

    /** batch x in x out. */
    @Param({"10x500x400", "10x400x10", "10x10x10", "10x10x1", "2x500x400", "256x500x400"})
    public String shape;

    /** What Adam's moments start with; under 2^-126 = 1.2e-38 they are subnormal. */
    @Param("1")
    public float moments;

    private Kernels chosen;
    private int batch;
    private int in;
    private int out;
    private float[] x;
    private float[] b;
    private float[] y;
    private float[] dY;
    private float[] dX;
    private Parameter weight;
    private Parameter panels;
    private Parameter bias;
    private Adam adam;

    /** Draws a layer and checks one whole step against the scalar kernels. */
    @Setup
    public void draw() {
        String[] sizes = shape.split("x", 3);
        batch = Integer.parseInt(sizes[0]);
        in = Integer.parseInt(sizes[1]);
        out = Integer.parseInt(sizes[2]);
        x = Numbers.reals(1, batch * in);
        b = Numbers.reals(2, out);
        dY = Numbers.reals(3, batch * out);
        Kernels reference = Kernels.choose("scalar");
        run(reference);
        float[] expectedY = y;
        float[] expectedDX = dX;
        Parameter expected = weight;
        chosen = Kernels.choose(kernels);
        run(chosen);
        Numbers.check("linear", y, expectedY, 1e-3);
        Numbers.check("linearInputGradient", dX, expectedDX, 1e-3);
        Numbers.check("linearUpdate", weight.values(), expected.values(), 1e-5);
        Numbers.check("m", weight.m(), expected.m(), 1e-4);
        Numbers.check("v", weight.v(), expected.v(), 1e-4);
        drawPanels(expectedY, expected);
        if (moments < Float.MIN_NORMAL) {
            // A silent unit: without a gradient the moments decay, and would be subnormal but for their remainders.
            Arrays.fill(dY, 0);
        }
    }

    /** The same weights in panels, and the same checks. */
    private void drawPanels(float[] expectedY, Parameter expected) {
        PanelLayout layout = new PanelLayout(in, out, chosen.panelUnits());
        panels = Parameter.untrained(layout.laid(Numbers.reals(4, in * out)));
        Arrays.fill(panels.m(), moments);
        Arrays.fill(panels.v(), moments);
        chosen.linearPanels(batch, in, out, x, 0, panels.values(), b, Activation.RELU, y);
        Numbers.check("linearPanels", y, expectedY, 1e-3);
        chosen.linearUpdatePanels(batch, in, out, x, 0, dY, panels, Parameter.untrained(b.clone()), adam);
        Numbers.check("linearUpdatePanels", layout.plain(panels.values()), expected.values(), 1e-5);
    }

    private void run(Kernels which) {
        y = new float[batch * out];
        dX = new float[batch * in];
        weight = Parameter.untrained(Numbers.reals(4, in * out));
        Arrays.fill(weight.m(), moments);
        Arrays.fill(weight.v(), moments);
        bias = Parameter.untrained(b.clone());
        adam = new Adam(1e-3, 0);
        adam.next();
        which.linear(batch, in, out, x, 0, weight.values(), b, Activation.RELU, y);
        which.linearInputGradient(batch, in, out, dY, weight.values(), dX);
        which.linearUpdate(batch, in, out, x, 0, dY, weight, bias, adam);
    }

    /** Forward: 2 batch in out operations on in out weights. */
    @Benchmark
    public float[] linear() {
        chosen.linear(batch, in, out, x, 0, weight.values(), b, Activation.RELU, y);
        return y;
    }

    /** Back to the input: as many. */
    @Benchmark
    public float[] linearInputGradient() {
        chosen.linearInputGradient(batch, in, out, dY, weight.values(), dX);
        return dX;
    }

    /** Gradient and Adam: as many, and a root and a quotient for each weight. */
    @Benchmark
    public float[] linearUpdate() {
        chosen.linearUpdate(batch, in, out, x, 0, dY, weight, bias, adam);
        return weight.values();
    }

    /** As {@link #linear}, of weights in panels. */
    @Benchmark
    public float[] linearPanels() {
        chosen.linearPanels(batch, in, out, x, 0, panels.values(), b, Activation.RELU, y);
        return y;
    }

    /** As {@link #linearUpdate}, of weights in panels. */
    @Benchmark
    public float[] linearUpdatePanels() {
        chosen.linearUpdatePanels(batch, in, out, x, 0, dY, panels, bias, adam);
        return panels.values();
    }
}
