package stride.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A layer's way forward and the way back to its input. */
class LayerTest {
    private static final int L = Samples.LANES;
    private static final Kernels KERNELS = Kernels.choose();
    private static final int X_OFFSET = 3;

    /** Batch, inputs and units at every edge of a tile, and the layers of the study. */
    static List<int[]> shapes() {
        List<int[]> shapes = new ArrayList<>();
        for (int batch : new int[] {1, 2, 4, 5, 6, 10, 13, 31}) {
            for (int in : new int[] {1, 10, L - 1, L, L + 1, 3 * L + 2}) {
                for (int out : new int[] {1, 2, 3, 4, 5, 7, 10, 2 * L + 1}) {
                    shapes.add(new int[] {batch, in, out});
                }
            }
        }
        shapes.add(new int[] {10, 500, 400});
        shapes.add(new int[] {2, 500, 400});
        shapes.add(new int[] {256, 100, 40});
        return shapes;
    }

    @Test
    void forwardIsExactOnIntegers() {
        for (int[] s : shapes()) {
            for (Activation f : new Activation[] {Activation.IDENTITY, Activation.RELU}) {
                Layer layer = new Layer(Samples::integers, s[0], s[1], s[2]);
                float[] y = layer.forward(f);
                for (int r = 0; r < s[0]; r++) {
                    for (int o = 0; o < s[2]; o++) {
                        double sum = layer.sum(r, o);
                        double expected = f == Activation.RELU ? Math.max(sum, 0) : sum;
                        Samples.assertExact(y[r * s[2] + o], expected, layer, r, o);
                    }
                }
                Samples.assertGuards(y, i -> i < s[0] * s[2]);
            }
        }
    }

    @Test
    void forwardStaysWithinTheBoundOfRounding() {
        for (int[] s : shapes()) {
            Layer layer = new Layer(Samples::reals, s[0], s[1], s[2]);
            float[] y = layer.forward(Activation.IDENTITY);
            for (int r = 0; r < s[0]; r++) {
                for (int o = 0; o < s[2]; o++) {
                    Samples.assertWithin(y[r * s[2] + o], layer.sum(r, o), layer.bound(r, o), layer, r, o);
                }
            }
        }
    }

    @Test
    void weightsInPanelsGiveTheSame() {
        for (int[] s : shapes()) {
            Layer whole = new Layer(Samples::integers, s[0], s[1], s[2]);
            assertThat(whole.forwardPanels(Activation.RELU)).as("%s", whole).isEqualTo(whole.forward(Activation.RELU));
            Layer layer = new Layer(Samples::reals, s[0], s[1], s[2]);
            float[] y = layer.forwardPanels(Activation.IDENTITY);
            for (int r = 0; r < s[0]; r++) {
                for (int o = 0; o < s[2]; o++) {
                    Samples.assertWithin(y[r * s[2] + o], layer.sum(r, o), layer.bound(r, o), layer, r, o);
                }
            }
            Samples.assertGuards(y, i -> i < s[0] * s[2]);
        }
    }

    @Test
    void forwardAppliesEveryActivationToTheSums() {
        Layer layer = new Layer(Samples::reals, 7, 2 * L + 3, 9);
        float[] sums = layer.forward(Activation.IDENTITY);
        for (Activation f : Activation.values()) {
            float[] expected = sums.clone();
            KERNELS.activate(f, 7 * 9, expected, 0);
            assertThat(layer.forward(f)).as("%s", f).isEqualTo(expected);
        }
    }

    @Test
    void forwardCarriesNaNAndInfinity() {
        Layer layer = new Layer(Samples::integers, 6, L + 2, 7);
        layer.x[X_OFFSET + 2 * layer.in + L] = Float.NaN;
        layer.w[5 * layer.in + L + 1] = Float.POSITIVE_INFINITY;
        float[] y = layer.forward(Activation.IDENTITY);
        for (int r = 0; r < 6; r++) {
            for (int o = 0; o < 7; o++) {
                Samples.assertExact(y[r * 7 + o], layer.sum(r, o), layer, r, o);
            }
        }
    }

    @Test
    void theInputGradientIsExactOnIntegers() {
        for (int[] s : shapes()) {
            Layer layer = new Layer(Samples::integers, s[0], s[1], s[2]);
            float[] dY = Samples.integers(new Random(9), s[0] * s[2]);
            float[] dX = Samples.guards(s[0] * s[1] + 5);
            KERNELS.linearInputGradient(s[0], s[1], s[2], dY, layer.w, dX);
            for (int r = 0; r < s[0]; r++) {
                for (int i = 0; i < s[1]; i++) {
                    double sum = 0;
                    for (int o = 0; o < s[2]; o++) {
                        sum += dY[r * s[2] + o] * layer.w[o * s[1] + i];
                    }
                    Samples.assertExact(dX[r * s[1] + i], sum, layer, r, i);
                }
            }
            Samples.assertGuards(dX, i -> i < s[0] * s[1]);
        }
    }

    private static final class Layer {
        final int batch;
        final int in;
        final int out;
        final float[] x;
        final float[] w;
        final float[] b;

        Layer(GemmCase.Values values, int batch, int in, int out) {
            Random random = new Random(batch + 100L * in + 100_000L * out);
            this.batch = batch;
            this.in = in;
            this.out = out;
            x = values.draw(random, X_OFFSET + batch * in);
            w = values.draw(random, out * in);
            b = values.draw(random, out);
        }

        float[] forward(Activation f) {
            float[] y = Samples.guards(batch * out + 3);
            KERNELS.linear(batch, in, out, x, X_OFFSET, w, b, f, y);
            return y;
        }

        float[] forwardPanels(Activation f) {
            float[] panels = new PanelLayout(in, out, KERNELS.panelUnits()).laid(w);
            float[] y = Samples.guards(batch * out + 3);
            KERNELS.linearPanels(batch, in, out, x, X_OFFSET, panels, b, f, y);
            return y;
        }

        double sum(int r, int o) {
            double sum = b[o];
            for (int i = 0; i < in; i++) {
                sum += (double) x[X_OFFSET + r * in + i] * w[o * in + i];
            }
            return sum;
        }

        double bound(int r, int o) {
            double magnitudes = Math.abs(b[o]);
            for (int i = 0; i < in; i++) {
                magnitudes += Math.abs((double) x[X_OFFSET + r * in + i] * w[o * in + i]);
            }
            return 1.01 * (in + 2) * Samples.ROUNDING * magnitudes;
        }

        @Override
        public String toString() {
            return "batch %d, %d -> %d".formatted(batch, in, out);
        }
    }
}
