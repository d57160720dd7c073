package stride.cli.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import stride.cli.terminal.ProgressLine;
import stride.cli.terminal.Terminal;
import stride.engine.Kernels;
import stride.engine.Workers;
import stride.model.NumericException;
import stride.model.UnfitException;
import stride.model.decoder.Outcome;
import stride.model.decoder.Prepared;
import stride.model.decoder.Trial;

/** Ridge on the inputs of every trial, which each is compared with: one for all that see the same. */
final class Ridges {
    private final Map<Setting, Outcome> fitted = new LinkedHashMap<>();
    private final Map<Setting, RuntimeException> failed = new LinkedHashMap<>();

    /** Fits them; one that fails is missing, and no trial fails of it. */
    void fit(List<TrialPlan> plans, Preparations preparations, Kernels kernels, Workers workers, Terminal terminal) {
        Map<Setting, List<Prepared>> wanted = new LinkedHashMap<>();
        for (TrialPlan plan : plans) {
            if (preparations.has(plan)) {
                wanted.computeIfAbsent(Setting.of(plan), s -> preparations.of(plan));
            }
        }
        try (ProgressLine line = terminal.progress("ridge", "fits")) {
            long done = 0;
            for (Map.Entry<Setting, List<Prepared>> entry : wanted.entrySet()) {
                try {
                    Stream<Outcome.Fold> folds =
                            entry.getValue().stream().map(p -> new Outcome.Fold(p, Trial.ridge(p, kernels, workers)));
                    fitted.put(entry.getKey(), new Outcome(folds.toList()));
                } catch (NumericException | UnfitException e) {
                    failed.put(entry.getKey(), e);
                }
                line.at(++done, wanted.size());
            }
        }
    }

    /** Ridge on the inputs of this trial; empty where it could not be fitted. */
    Optional<Outcome> beside(TrialPlan plan) {
        return Optional.ofNullable(fitted.get(Setting.of(plan)));
    }

    /**
     * Ridge as a trial of its own.
     *
     * @throws NumericException or another of the model's exceptions, if it could not be fitted
     */
    Trial trial(TrialPlan plan, int fold) {
        RuntimeException failure = failed.get(Setting.of(plan));
        if (failure != null) {
            throw failure;
        }
        return fitted.get(Setting.of(plan)).folds().get(fold).trial();
    }
}
