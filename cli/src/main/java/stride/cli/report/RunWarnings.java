package stride.cli.report;

import java.util.ArrayList;
import java.util.List;
import stride.cli.run.StoredRun;

/** What a reader must know before a page's figures. */
final class RunWarnings {
    private RunWarnings() {}

    /** Those of one decoder: its own, and components that have not converged. */
    static List<String> of(StoredRun run) {
        List<String> warnings = new ArrayList<>(run.texts("warnings"));
        double unconverged = StoredRun.number(run.json(), "pca", "unconverged");
        if (unconverged > 0) {
            warnings.add(
                    ("%.0f of %s principal components have not converged; their variance may be short by a few per cent;"
                                    + " ask for fewer, or use --pca-solver exact on small data")
                            .formatted(unconverged, run.text("pca", "components")));
        }
        return warnings;
    }
}
