package stride.model.decoder;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.RowBlocks;
import stride.engine.Workers;
import stride.model.Progress;
import stride.model.Standardizer;
import stride.model.network.Mlp;
import stride.model.pca.Pca;
import stride.model.split.History;

/**
 * From activity to behaviour: components, scalers and network, all fitted. Immutable.
 *
 * @param pca          empty where the neurons themselves are the inputs
 * @param inputScaler  empty where inputs stay as they are
 * @param history      which neighbouring bins' scaled inputs the network sees beside those of the present one
 * @param targetScaler empty where the network gives the target's own units
 * @param nonNegative  whether a prediction below zero becomes zero, in the target's own units
 */
public record Decoder(
        Optional<Pca> pca,
        Optional<Standardizer> inputScaler,
        History history,
        Optional<Standardizer> targetScaler,
        Mlp network,
        boolean nonNegative) {
    /** Windows made at once: with several bins in each, all of them together can be many times the inputs. */
    private static final int CHUNK = 1024;

    /**
     * Predictions from scaled inputs in the order of time (bins, inputs), in the target's own units: (bins, outputs).
     * Bins without a whole window, at the ends, have NaN.
     */
    public Matrix predictScaled(Matrix x, Kernels kernels) {
        Matrix y = Matrix.zeros(x.rows(), network.outputs());
        Arrays.fill(y.data(), Float.NaN);
        int end = x.rows() - history.after();
        for (int first = history.before(); first < end; first += CHUNK) {
            int[] bins = IntStream.range(first, Math.min(first + CHUNK, end)).toArray();
            Matrix part = network.predict(history.windows(x, bins), kernels);
            System.arraycopy(part.data(), 0, y.data(), first * y.columns(), part.data().length);
        }
        Matrix own = targetScaler.map(s -> s.invert(y)).orElse(y);
        for (int i = 0; nonNegative && i < own.data().length; i++) {
            own.data()[i] = Math.max(0, own.data()[i]);
        }
        return own;
    }

    /**
     * Predictions for every bin of a recording, (bins, outputs); NaN for those without a whole window, at the ends.
     *
     * @param activity neurons x bins, of the neurons that the decoder was fitted on, without bins left out
     */
    public Matrix predict(RowBlocks activity, Kernels kernels, Workers workers) {
        return predictScaled(scaled(activity, kernels, workers), kernels);
    }

    private Matrix scaled(RowBlocks activity, Kernels kernels, Workers workers) {
        Matrix inputs = pca.map(p -> p.scores(activity, kernels, workers, Progress.NONE))
                .orElseGet(() -> Inputs.transposed(activity));
        return inputScaler.map(s -> s.apply(inputs)).orElse(inputs);
    }
}
