package stride.model.network;

import stride.engine.Activation;
import stride.engine.Adam;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.PanelLayout;
import stride.engine.Parameter;

/**
 * A layer under training: its weights and biases with Adam's moments.
 *
 * <p>A network's first layer, where it is wide, keeps its weights in panels while it is trained: both its sums and its
 * update take less time so, and nobody asks for a gradient by its inputs, which would take more. What it gives out and
 * takes in is (out, in), as everywhere.
 */
final class TrainedLayer implements Layer {
    /** From so many units on: two vectors of the widest kind. */
    private static final int WIDE = 32;

    private final int in;
    private final int out;
    private final boolean wide;
    private final PanelLayout panels;
    private final Parameter weight;
    private final Parameter bias;

    /**
     * Copies the weights of a layer that has not been trained yet.
     *
     * @param kernels those that will train it, for the panels are as wide as they want them
     */
    TrainedLayer(Linear start, boolean first, Kernels kernels) {
        in = start.in();
        out = start.out();
        wide = first && out >= WIDE;
        panels = new PanelLayout(in, out, wide ? kernels.panelUnits() : 1);
        weight = Parameter.untrained(panels.laid(start.weight().data()));
        bias = Parameter.untrained(start.bias().clone());
    }

    @Override
    public int in() {
        return in;
    }

    @Override
    public int out() {
        return out;
    }

    @Override
    public void forward(Kernels kernels, int batch, float[] x, int xOffset, Activation f, float[] y) {
        if (wide) {
            kernels.linearPanels(batch, in, out, x, xOffset, weight.values(), bias.values(), f, y);
        } else {
            kernels.linear(batch, in, out, x, xOffset, weight.values(), bias.values(), f, y);
        }
    }

    /** Sets {@code dX} (batch, in) to {@code dY W}; not for a network's first layer. */
    void backward(Kernels kernels, int batch, float[] dY, float[] dX) {
        if (wide) {
            throw new IllegalStateException("a first layer has no gradient by its inputs");
        }
        kernels.linearInputGradient(batch, in, out, dY, weight.values(), dX);
    }

    /** Steps weights and biases by their gradients {@code dY^T x} and the sums of dY. */
    void update(Kernels kernels, int batch, float[] x, int xOffset, float[] dY, Adam adam) {
        if (wide) {
            kernels.linearUpdatePanels(batch, in, out, x, xOffset, dY, weight, bias, adam);
        } else {
            kernels.linearUpdate(batch, in, out, x, xOffset, dY, weight, bias, adam);
        }
    }

    /** A copy of weights and biases as they are now. */
    Linear linear() {
        return new Linear(
                new Matrix(out, in, panels.plain(weight.values())),
                bias.values().clone());
    }

    /** A copy of the weights, (out, in), with their moments. */
    Parameter weight() {
        return new Parameter(panels.plain(weight.values()), panels.plain(weight.m()), panels.plain(weight.v()));
    }

    /** A copy of the biases with their moments. */
    Parameter bias() {
        return new Parameter(bias.values().clone(), bias.m().clone(), bias.v().clone());
    }

    /** Takes up weights, (out, in), and biases with their moments, as a copy. */
    void goOnFrom(Parameter keptWeight, Parameter keptBias) {
        panels.lay(keptWeight.values(), weight.values());
        panels.lay(keptWeight.m(), weight.m());
        panels.lay(keptWeight.v(), weight.v());
        System.arraycopy(keptBias.values(), 0, bias.values(), 0, out);
        System.arraycopy(keptBias.m(), 0, bias.m(), 0, out);
        System.arraycopy(keptBias.v(), 0, bias.v(), 0, out);
    }
}
