package stride.model.decoder;

import stride.model.OptionsException;
import stride.model.pca.PcaSolver;
import stride.model.split.History;

/**
 * What a decoder sees of a recording.
 *
 * @param pca               principal components; 0 for the neurons themselves
 * @param solver            how they are found
 * @param fitOnAll          whether the components are fitted on all bins, test bins included, which leaks
 * @param scaling           how the inputs are scaled, fitted on the train bins
 * @param standardizeTarget whether each target is, for training
 * @param history           how many neighbouring bins' inputs it sees beside those of the present one
 */
public record InputOptions(
        int pca, PcaSolver solver, boolean fitOnAll, Scaling scaling, boolean standardizeTarget, History history) {
    public InputOptions {
        if (pca < 0) {
            throw new OptionsException("--pca " + pca + " is negative");
        }
    }

    /** The same with another number of components. */
    public InputOptions withPca(int components) {
        return new InputOptions(components, solver, fitOnAll, scaling, standardizeTarget, history);
    }
}
