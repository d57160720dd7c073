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
 * @param grouped           whether what groups of neurons contribute is found as well, so that train samples can be varied
 *                          by leaving some out
 */
public record InputOptions(
        int pca,
        PcaSolver solver,
        boolean fitOnAll,
        Scaling scaling,
        boolean standardizeTarget,
        History history,
        boolean grouped) {
    public InputOptions {
        if (pca < 0) {
            throw new OptionsException("--pca " + pca + " is negative");
        }
    }

    /** Inputs without groups of neurons. */
    public InputOptions(
            int pca, PcaSolver solver, boolean fitOnAll, Scaling scaling, boolean standardizeTarget, History history) {
        this(pca, solver, fitOnAll, scaling, standardizeTarget, history, false);
    }

    /** The same with another number of components. */
    public InputOptions withPca(int components) {
        return new InputOptions(components, solver, fitOnAll, scaling, standardizeTarget, history, grouped);
    }

    /** The same with or without groups. */
    public InputOptions withGroups(boolean wanted) {
        return new InputOptions(pca, solver, fitOnAll, scaling, standardizeTarget, history, wanted);
    }
}
