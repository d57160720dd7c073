package stride.bench;

import stride.engine.Adam;
import stride.engine.Kernels;
import stride.engine.Parameter;
import stride.model.network.Loss;
import stride.model.network.Mlp;
import stride.model.network.TrainStep;

/** Stride's own step, which is the one that its trainer takes. */
final class FusedStep implements Step {
    private final int batch;
    private final TrainStep step;

    FusedStep(Mlp start, double learningRate, int batch, Kernels kernels) {
        this.batch = batch;
        this.step = new TrainStep(start, Loss.MSE, new Adam(learningRate, 0), batch, kernels);
    }

    @Override
    public void run(float[] x, float[] y) {
        step.run(batch, x, 0, y, 0);
    }

    @Override
    public Parameter weight(int i) {
        return step.weight(i);
    }

    @Override
    public Parameter bias(int i) {
        return step.bias(i);
    }
}
