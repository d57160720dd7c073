package stride.cli.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stride.cli.evidence.Baselines;
import stride.cli.evidence.VersusRidge;
import stride.cli.terminal.ProgressLine;
import stride.cli.terminal.Terminal;
import stride.engine.Kernels;
import stride.engine.Workers;
import stride.model.NumericException;
import stride.model.decoder.Baseline;
import stride.model.decoder.Outcome;
import stride.model.decoder.Prepared;
import stride.model.decoder.Trial;

/** What every trial is compared with: the baselines on its own inputs, fitted once for all trials that see the same. */
final class Comparisons {
    private final Map<Setting, Baselines> fitted = new LinkedHashMap<>();

    /** Fits them for these trials. */
    void fit(List<TrialPlan> plans, Preparations preparations, Kernels kernels, Workers workers, Terminal terminal) {
        Map<Setting, List<Prepared>> wanted = new LinkedHashMap<>();
        for (TrialPlan plan : plans) {
            if (preparations.has(plan)) {
                wanted.computeIfAbsent(Setting.of(plan), s -> preparations.of(plan));
            }
        }
        try (ProgressLine line = terminal.progress("baselines", "inputs")) {
            wanted.forEach((setting, folds) -> {
                fitted.put(setting, Baselines.fit(Baseline.ALWAYS, folds, kernels, workers));
                line.at(fitted.size(), wanted.size());
            });
        }
    }

    /** Those on the inputs of this trial. */
    Baselines beside(TrialPlan plan) {
        return fitted.get(Setting.of(plan));
    }

    /** What a trial has over ridge on its inputs; empty for ridge itself, and where ridge could not be fitted. */
    Optional<VersusRidge> versusRidge(TrialPlan plan, Outcome outcome) {
        return plan.row().model() == Model.RIDGE
                ? Optional.empty()
                : beside(plan).outcome(Baseline.RIDGE).flatMap(ridge -> VersusRidge.of(outcome, ridge));
    }

    /**
     * Ridge as a trial of its own.
     *
     * @throws NumericException if it could not be fitted
     */
    Trial ridge(TrialPlan plan, int fold) {
        Baselines own = beside(plan);
        return own.outcome(Baseline.RIDGE)
                .orElseThrow(() -> new NumericException(own.failed().get(Baseline.RIDGE)))
                .folds()
                .get(fold)
                .trial();
    }
}
