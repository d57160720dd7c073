package stride.model.decoder;

import java.util.Optional;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.RowBlocks;
import stride.engine.Workers;
import stride.model.Progress;
import stride.model.Standardizer;
import stride.model.network.Mlp;
import stride.model.pca.Pca;

/**
 * From activity to behaviour: components, scalers and network, all fitted. Immutable.
 *
 * @param pca          empty where the neurons themselves are the inputs
 * @param inputScaler  empty where inputs stay as they are
 * @param targetScaler empty where the network gives the target's own units
 * @param nonNegative  whether a prediction below zero becomes zero, in the target's own units
 */
public record Decoder(
        Optional<Pca> pca,
        Optional<Standardizer> inputScaler,
        Optional<Standardizer> targetScaler,
        Mlp network,
        boolean nonNegative) {
    /** Predictions from scaled inputs (rows, inputs), in the target's own units: (rows, outputs). */
    public Matrix predictScaled(Matrix x, Kernels kernels) {
        Matrix y = network.predict(x, kernels);
        Matrix own = targetScaler.map(s -> s.invert(y)).orElse(y);
        for (int i = 0; nonNegative && i < own.data().length; i++) {
            own.data()[i] = Math.max(0, own.data()[i]);
        }
        return own;
    }

    /**
     * Predictions for every bin of a recording, (bins, outputs).
     *
     * @param activity neurons x bins, of the neurons that the decoder was fitted on
     */
    public Matrix predict(RowBlocks activity, Kernels kernels, Workers workers) {
        Matrix inputs = pca.map(p -> p.scores(activity, kernels, workers, Progress.NONE))
                .orElseGet(() -> Inputs.transposed(activity));
        return predictScaled(inputScaler.map(s -> s.apply(inputs)).orElse(inputs), kernels);
    }
}
