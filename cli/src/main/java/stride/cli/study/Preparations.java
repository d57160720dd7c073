package stride.cli.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stride.cli.terminal.Convergence;
import stride.cli.terminal.ProgressLine;
import stride.cli.terminal.Terminal;
import stride.data.Recording;
import stride.engine.Kernels;
import stride.engine.Workers;
import stride.model.NumericException;
import stride.model.OptionsException;
import stride.model.UnfitException;
import stride.model.decoder.InputOptions;
import stride.model.decoder.Prepared;
import stride.model.split.Split;
import stride.model.split.SplitOptions;

/**
 * The recording made ready for trials: once for every way of splitting and reducing it, with as many components as any
 * trial wants; those that want fewer share them.
 */
public final class Preparations {
    private final Recording recording;
    private final int[] bins;
    private final Kernels kernels;
    private final Workers workers;
    private final Terminal terminal;
    private final Map<Setting, List<Prepared>> whole = new LinkedHashMap<>();
    private final Map<Setting, RuntimeException> failed = new LinkedHashMap<>();
    private final Map<Setting, List<Prepared>> shared = new HashMap<>();

    /** A way of splitting and reducing. */
    private record Setting(SplitOptions split, InputOptions inputs) {
        static Setting of(TrialPlan plan) {
            return new Setting(plan.options().split(), plan.options().inputs());
        }

        Setting withComponents(int k) {
            return new Setting(split, inputs.withPca(k));
        }
    }

    /**
     * Takes the recording.
     *
     * @param bins the number in its file of each bin
     */
    public Preparations(Recording recording, int[] bins, Kernels kernels, Workers workers, Terminal terminal) {
        this.recording = recording;
        this.bins = bins;
        this.kernels = kernels;
        this.workers = workers;
        this.terminal = terminal;
    }

    /**
     * Prepares what trials need. What can't be had is kept as the failure of those that need it.
     *
     * @param needed the trials that are still to run
     * @param all    every trial of the run: how many components are found must not depend on what is done already
     * @throws UnfitException or another of the model's exceptions, if nothing at all can be had
     */
    public void prepare(List<TrialPlan> needed, List<TrialPlan> all) {
        for (TrialPlan plan : needed) {
            Setting setting = largest(Setting.of(plan), all);
            if (!whole.containsKey(setting) && !failed.containsKey(setting)) {
                try {
                    whole.put(setting, fit(setting, plan.options().protocol().label()));
                } catch (UnfitException | NumericException | OptionsException e) {
                    failed.put(setting, e);
                }
            }
        }
        if (whole.isEmpty() && !failed.isEmpty()) {
            throw failed.values().iterator().next();
        }
        for (TrialPlan plan : needed) {
            Setting own = Setting.of(plan);
            List<Prepared> most = whole.get(largest(own, all));
            if (most != null) {
                shared.computeIfAbsent(own, s -> leading(most, own.inputs.pca()));
            }
        }
    }

    private static List<Prepared> leading(List<Prepared> most, int components) {
        return most.stream()
                .map(p -> components == 0 || components == p.x().columns() ? p : p.leading(components))
                .toList();
    }

    /** The same setting with as many components as any trial wants; the neurons themselves are one of their own. */
    private static Setting largest(Setting setting, List<TrialPlan> all) {
        if (setting.inputs.pca() == 0) {
            return setting;
        }
        Setting any = setting.withComponents(1);
        int most = all.stream()
                .map(Setting::of)
                .filter(s -> s.inputs.pca() > 0 && s.withComponents(1).equals(any))
                .mapToInt(s -> s.inputs.pca())
                .max()
                .orElseThrow();
        return setting.withComponents(most);
    }

    private List<Prepared> fit(Setting setting, String label) {
        List<Split> splits = setting.split.folds(bins.length);
        List<Prepared> prepared = new ArrayList<>();
        for (int i = 0; i < splits.size(); i++) {
            String fold = splits.size() == 1 ? "" : ", fold %d of %d".formatted(i + 1, splits.size());
            try (ProgressLine line = terminal.progress(label + fold + ": principal components", "")) {
                Prepared one = Prepared.of(
                        recording.activity(),
                        recording.targets(),
                        splits.get(i).numbered(bins),
                        setting.inputs,
                        kernels,
                        workers,
                        line);
                one.pcaAccuracy().ifPresent(accuracy -> Convergence.warn(accuracy, terminal));
                prepared.add(one);
            }
        }
        return prepared;
    }

    /**
     * What a trial is fitted on, fold by fold.
     *
     * @throws UnfitException or another of the model's exceptions, if it can't be had
     */
    public List<Prepared> of(TrialPlan plan, List<TrialPlan> all) {
        Optional.ofNullable(failed.get(largest(Setting.of(plan), all))).ifPresent(e -> {
            throw e;
        });
        return shared.get(Setting.of(plan));
    }
}
