package stride.cli.terminal;

import stride.model.pca.PcaAccuracy;

/** Warns of principal components that have not converged. */
public final class Convergence {
    private Convergence() {}

    /** One line where there are any. */
    public static void warn(PcaAccuracy accuracy, Terminal terminal) {
        int[] unconverged = accuracy.unconverged();
        if (unconverged.length == 0) {
            return;
        }
        terminal.message(
                "warning: %d of %d principal components have not converged: the first is component %d (from 0), the largest residual %.2g, above %.2g; their variance may be short by a few per cent; ask for fewer, or use --pca-solver exact on small data"
                        .formatted(
                                unconverged.length,
                                accuracy.residuals().length,
                                unconverged[0],
                                accuracy.largest(),
                                PcaAccuracy.CONVERGED));
    }
}
