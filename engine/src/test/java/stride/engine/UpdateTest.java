package stride.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A layer's gradient with Adam's step. */
class UpdateTest {
    private static final Kernels KERNELS = Kernels.choose();
    private static final int X_OFFSET = 3;
    /** Beyond the parameters' own places nothing may change. */
    private static final int MARGIN = 5;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void followsTheFormulaInDouble(boolean inPanels) {
        for (int[] s : LayerTest.shapes()) {
            int batch = s[0];
            int in = s[1];
            int out = s[2];
            Random random = new Random(in + 1000L * out);
            float[] x = Samples.reals(random, X_OFFSET + batch * in);
            float[] dY = Samples.reals(random, batch * out);
            PanelLayout layout = layout(inPanels, in, out);
            int weights = layout.size();
            Parameter weight = trained(random, weights);
            Parameter bias = trained(random, out);
            Parameter weightBefore = copy(weight);
            Parameter biasBefore = copy(bias);
            Adam adam = new Adam(0.01, 0.1, 4);
            adam.next();
            update(inPanels, batch, in, out, x, X_OFFSET, dY, weight, bias, adam);
            for (int o = 0; o < out; o++) {
                double sum = 0;
                double sumOfMagnitudes = 0;
                for (int r = 0; r < batch; r++) {
                    sum += dY[r * out + o];
                    sumOfMagnitudes += Math.abs(dY[r * out + o]);
                }
                assertStep(biasBefore, bias, o, sum, batch * Samples.ROUNDING * sumOfMagnitudes, adam);
                for (int i = 0; i < in; i++) {
                    double gradient = 0;
                    double magnitudes = 0;
                    for (int r = 0; r < batch; r++) {
                        double product = (double) dY[r * out + o] * x[X_OFFSET + r * in + i];
                        gradient += product;
                        magnitudes += Math.abs(product);
                    }
                    double error = batch * Samples.ROUNDING * magnitudes;
                    int at = layout.at(o, i);
                    assertStep(weightBefore, weight, at, gradient, error, adam);
                }
            }
            for (Parameter p : new Parameter[] {weight, bias}) {
                int n = p == weight ? weights : out;
                Samples.assertGuards(p.values(), i -> i < n);
                Samples.assertGuards(p.m(), i -> i < n);
                Samples.assertGuards(p.v(), i -> i < n);
            }
        }
    }

    private static void assertStep(Parameter before, Parameter after, int i, double g, double gError, Adam adam) {
        double m = 0.9 * before.m()[i] + g;
        double mError = gError + 4 * Samples.ROUNDING * (0.9 * Math.abs(before.m()[i]) + Math.abs(g));
        Samples.assertWithin(after.m()[i], m, mError, "m", i);
        double v = 0.999 * before.v()[i] + g * g;
        double vError = 2 * gError * Math.abs(g) + gError * gError + 6 * Samples.ROUNDING * v;
        Samples.assertWithin(after.v()[i], v, vError, "v", i);
        // From the moments as they are after the step, so that only this line's own rounding counts.
        double step = adam.stepSize() * after.m()[i] / (Math.sqrt(after.v()[i]) + adam.epsilon());
        double w = before.values()[i] * (1 - 0.01 * 0.1) - step;
        double wError = 3 * Samples.ROUNDING * Math.abs(before.values()[i]) + 10 * Samples.ROUNDING * Math.abs(step);
        Samples.assertWithin(after.values()[i], w, wError, "weight", i);
    }

    @Test
    void theFirstStepsAreAdamsOwn() {
        // By the paper's formulas, with averages instead of sums, in double.
        double[] gradients = {3, -1, 0.5};
        double m = 0;
        double v = 0;
        double w = 1;
        Parameter weight = Parameter.untrained(new float[] {1});
        Parameter bias = Parameter.untrained(new float[1]);
        Adam adam = new Adam(0.01, 0);
        for (int t = 1; t <= gradients.length; t++) {
            double g = gradients[t - 1];
            m = 0.9 * m + 0.1 * g;
            v = 0.999 * v + 0.001 * g * g;
            w -= 0.01 * (m / (1 - Math.pow(0.9, t))) / (Math.sqrt(v / (1 - Math.pow(0.999, t))) + 1e-8);
            adam.next();
            KERNELS.linearUpdate(1, 1, 1, new float[] {(float) g}, 0, new float[] {1}, weight, bias, adam);
            assertThat((double) weight.values()[0]).isCloseTo(w, within(4 * t * Samples.ROUNDING));
        }
    }

    @Test
    void weightsThatFillAPanelStayNextToZero() {
        int units = KERNELS.panelUnits();
        int in = 5;
        int out = units + 1;
        PanelLayout layout = new PanelLayout(in, out, units);
        Random random = new Random(4);
        for (int batch : new int[] {3, 10, 11, 64}) {
            Parameter weight = Parameter.untrained(layout.laid(Samples.reals(random, in * out)));
            Adam adam = new Adam(1e-3, 0);
            adam.next();
            KERNELS.linearUpdatePanels(
                    batch,
                    in,
                    out,
                    Samples.reals(random, batch * in),
                    0,
                    Samples.reals(random, batch * out),
                    weight,
                    Parameter.untrained(new float[out]),
                    adam);
            for (int o = out; o < 2 * units; o++) {
                for (int i = 0; i < in; i++) {
                    assertThat(Math.abs(weight.values()[layout.at(o, i)])).isLessThan(1e-20f);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theRootAndTheQuotientHoldOverTheWholeRangeOfMoments(boolean inPanels) {
        Random random = new Random(1);
        int in = 20_000;
        int n = layout(inPanels, in, 1).size();
        Parameter p = new Parameter(new float[n], new float[n], new float[n]);
        for (int i = 0; i < n; i++) {
            p.v()[i] = (float) Math.pow(10, 70 * random.nextDouble() - 36);
            p.m()[i] = (float) (Math.sqrt(p.v()[i]) * random.nextGaussian());
        }
        Adam adam = new Adam(1e-3, 0, 1000);
        adam.next();
        // No gradient: the moments only decay.
        Parameter bias = Parameter.untrained(new float[1]);
        update(inPanels, 1, in, 1, new float[in], 0, new float[1], p, bias, adam);
        for (int i = 0; i < n; i++) {
            double step = adam.stepSize() * (double) p.m()[i] / (Math.sqrt(p.v()[i]) + adam.epsilon());
            Samples.assertWithin(p.values()[i], -step, 8 * Samples.ROUNDING * Math.abs(step), "step", i);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void momentsOfASilentUnitAreNeverSubnormalAndEndFarBelowWhatMovesAWeight(boolean inPanels) {
        int in = 3 * Samples.LANES + 2;
        int out = 5;
        int weights = layout(inPanels, in, out).size();
        Random random = new Random(2);
        Parameter weight = trained(random, weights);
        Parameter bias = trained(random, out);
        float[] x = Samples.reals(random, in);
        float[] dY = new float[out];
        Adam adam = new Adam(1e-3, 0);
        for (int step = 0; step < 3000; step++) {
            // First silent, then with gradients that are as good as none.
            Arrays.fill(dY, step % 3 == 0 ? 1e-25f : step % 3 == 1 ? Float.MIN_VALUE : 0);
            adam.next();
            update(inPanels, 1, in, out, x, 0, dY, weight, bias, adam);
            assertNormal(weight.m(), weights);
            assertNormal(weight.v(), weights);
            assertNormal(bias.m(), out);
            assertNormal(bias.v(), out);
        }
        for (int i = 0; i < weights; i++) {
            // What one step moves, in units of the learning rate: 1e5 steps would not move a weight of 1e-6 by a bit.
            double step =
                    Math.abs(weight.m()[i]) / (Math.sqrt(weight.v()[i]) + adam.epsilon()) * adam.stepSize() / 1e-3;
            assertThat(step).isLessThan(1e-16);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void secondMomentsEndFarBelowEpsilonSquared(boolean inPanels) {
        int in = Samples.LANES + 1;
        int n = layout(inPanels, in, 1).size();
        Parameter weight = new Parameter(new float[n], new float[n], new float[n]);
        Arrays.fill(weight.v(), 3e-38f);
        Adam adam = new Adam(1e-3, 0);
        for (int step = 0; step < 1000; step++) {
            adam.next();
            Parameter bias = Parameter.untrained(new float[1]);
            update(inPanels, 1, in, 1, new float[in], 0, new float[1], weight, bias, adam);
            assertNormal(weight.v(), n);
        }
        for (float v : weight.v()) {
            assertThat(v).isPositive().isLessThan(1e-30f);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anUndefinedGradientReachesMomentsAndWeights(boolean inPanels) {
        // Vectors that share a quotient are of one unit, or of two a vector apart, of which here one is missing.
        int in = 4 * Samples.LANES;
        PanelLayout layout = layout(inPanels, in, 2);
        Parameter weight = Parameter.untrained(new float[layout.size()]);
        Parameter bias = Parameter.untrained(new float[2]);
        float[] x = new float[in];
        x[in - 1] = 1;
        Adam adam = new Adam(1e-3, 0);
        adam.next();
        update(inPanels, 1, in, 2, x, 0, new float[] {1, Float.NaN}, weight, bias, adam);
        for (int i = 0; i < in; i++) {
            float sound = weight.values()[layout.at(0, i)];
            if (i < in - 1) {
                assertThat(sound).isBetween(-1e-20f, 0f);
            } else {
                assertThat(sound).isCloseTo(-1e-3f, within(1e-9f));
            }
            int undefined = layout.at(1, i);
            assertThat(weight.values()[undefined]).isNaN();
            assertThat(weight.m()[undefined]).isNaN();
            assertThat(weight.v()[undefined]).isNaN();
        }
        assertThat(bias.values()[1]).isNaN();
    }

    @Test
    void aWeightWithoutGradientStaysAsItIs() {
        int n = 2 * Samples.LANES + 1;
        float[] values = Samples.reals(new Random(3), n);
        Parameter weight = Parameter.untrained(values.clone());
        Adam adam = new Adam(1e-3, 0);
        adam.next();
        KERNELS.linearUpdate(
                2, n, 1, new float[2 * n], 0, new float[] {1, 2}, weight, Parameter.untrained(new float[1]), adam);
        assertThat(weight.values()).isEqualTo(values);
    }

    private static void update(
            boolean inPanels,
            int batch,
            int in,
            int out,
            float[] x,
            int xOffset,
            float[] dY,
            Parameter weight,
            Parameter bias,
            Adam adam) {
        if (inPanels) {
            KERNELS.linearUpdatePanels(batch, in, out, x, xOffset, dY, weight, bias, adam);
        } else {
            KERNELS.linearUpdate(batch, in, out, x, xOffset, dY, weight, bias, adam);
        }
    }

    private static PanelLayout layout(boolean inPanels, int in, int out) {
        return new PanelLayout(in, out, inPanels ? KERNELS.panelUnits() : 1);
    }

    private static void assertNormal(float[] values, int n) {
        for (int i = 0; i < n; i++) {
            if (values[i] != 0 && Math.abs(values[i]) < Float.MIN_NORMAL) {
                assertThat(values[i]).as("moment %d", i).isZero();
            }
        }
    }

    private static Parameter trained(Random random, int n) {
        float[] values = Samples.guards(n + MARGIN);
        float[] m = Samples.guards(n + MARGIN);
        float[] v = Samples.guards(n + MARGIN);
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian();
            m[i] = (float) random.nextGaussian();
            v[i] = (float) Math.exp(3 * random.nextGaussian());
        }
        return new Parameter(values, m, v);
    }

    private static Parameter copy(Parameter p) {
        return new Parameter(p.values().clone(), p.m().clone(), p.v().clone());
    }
}
