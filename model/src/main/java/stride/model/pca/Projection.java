package stride.model.pca;

import java.util.Arrays;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.RowBlocks;
import stride.engine.Workers;
import stride.model.NumericException;
import stride.model.Progress;

/**
 * Components fitted on some bins, with the scores of all, and how well the components were found.
 *
 * @param pca      the components; they depend on the fitted bins alone
 * @param scores   of every bin, (bins, k)
 * @param accuracy over the fitted bins
 */
public record Projection(Pca pca, Matrix scores, PcaAccuracy accuracy) {
    /**
     * Fits components and applies them; the scores give the accuracy without a further pass over the activity.
     *
     * @param activity neurons x bins, read in blocks; not modified
     * @param bins     the bins to fit on, ascending; at least 2
     * @param k        1 .. min(neurons, bins)
     * @throws stride.model.UnfitException if the data do not allow k components, or are too large for the solver
     * @throws NumericException            if a decomposition does not converge
     */
    public static Projection of(
            RowBlocks activity,
            int[] bins,
            int k,
            PcaSolver solver,
            Kernels kernels,
            Workers workers,
            Progress progress) {
        PcaFit fit = new PcaFit(activity, bins, k, solver, kernels, workers);
        Stages stages = fit.stages(progress, true);
        PcaFit.Fitted fitted = fit.fit(stages);
        Matrix scores = fitted.pca().scores(activity, kernels, workers, fit.scoring(stages));
        double[] residuals = fitted.residuals().of(scores.selectRows(bins));
        if (!Arrays.stream(residuals).allMatch(Double::isFinite)) {
            throw new NumericException(
                    "a principal component is not finite; the activity's values may be too large for float32: rescale them");
        }
        return new Projection(fitted.pca(), scores, new PcaAccuracy(fitted.solver(), residuals));
    }
}
