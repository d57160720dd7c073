package stride.cli.study;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stride.cli.run.OverviewFile;
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
    private final Map<Setting, List<Prepared>> ready = new LinkedHashMap<>();
    private final Map<Setting, RuntimeException> failed = new LinkedHashMap<>();

    /** Takes the recording at a glance, for each fit of components, by the name of the first trial that uses it. */
    @FunctionalInterface
    public interface Overviews {
        /** Keeps one. */
        void keep(JsonObject overview, String name);
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
     * @param overviews are told of each fit
     * @throws UnfitException or another of the model's exceptions, if no trial of the run can have anything
     */
    public void prepare(List<TrialPlan> needed, List<TrialPlan> all, Overviews overviews) {
        for (TrialPlan plan : needed) {
            Setting own = Setting.of(plan);
            if (!ready.containsKey(own) && !failed.containsKey(own)) {
                String label = plan.options().protocol().label();
                List<TrialPlan> sharing = all.stream()
                        .filter(other -> own.shares(Setting.of(other)))
                        .toList();
                share(sharing.stream().map(Setting::of).distinct().toList(), label)
                        .ifPresent(fitted -> overviews.keep(
                                OverviewFile.overview(
                                        recording,
                                        fitted.getFirst(),
                                        sharing.stream().map(TrialPlan::name).toList()),
                                sharing.getFirst().name()));
            }
        }
        // Those that an earlier process finished had what they needed.
        if (ready.isEmpty() && !failed.isEmpty() && needed.size() == all.size()) {
            throw failed.values().iterator().next();
        }
    }

    /**
     * Finds as many components as any of these settings wants and can have; the others take the first of them. Gives what
     * was found, fold by fold; nothing if nothing can be had.
     */
    private Optional<List<Prepared>> share(List<Setting> settings, String label) {
        List<Setting> largestFirst = settings.stream()
                .sorted(Comparator.comparingInt((Setting s) -> -s.inputs().pca()))
                .toList();
        boolean grouped = settings.stream().anyMatch(s -> s.inputs().grouped());
        List<Prepared> most = null;
        for (Setting setting : largestFirst) {
            try {
                most = most == null ? fit(setting.withGroups(grouped), label) : most;
                ready.put(setting, leading(most, setting.inputs()));
            } catch (UnfitException | NumericException | OptionsException e) {
                failed.put(setting, e);
            }
        }
        return Optional.ofNullable(most);
    }

    private static List<Prepared> leading(List<Prepared> most, InputOptions inputs) {
        return most.stream()
                .map(p -> inputs.pca() == 0 || inputs.pca() == p.x().columns() ? p : p.leading(inputs))
                .toList();
    }

    private List<Prepared> fit(Setting setting, String label) {
        List<Split> splits = setting.split().folds(bins.length);
        List<Prepared> prepared = new ArrayList<>();
        for (int i = 0; i < splits.size(); i++) {
            String fold = splits.size() == 1 ? "" : ", fold %d of %d".formatted(i + 1, splits.size());
            try (ProgressLine line = terminal.progress(label + fold + ": principal components", "")) {
                Prepared one = Prepared.of(
                        recording.activity(),
                        recording.targets(),
                        splits.get(i).numbered(bins),
                        setting.inputs(),
                        kernels,
                        workers,
                        line);
                one.pcaAccuracy().ifPresent(accuracy -> Convergence.warn(accuracy, terminal));
                prepared.add(one);
            }
        }
        return prepared;
    }

    /** Whether what a trial is fitted on could be had. */
    boolean has(TrialPlan plan) {
        return ready.containsKey(Setting.of(plan));
    }

    /**
     * What a trial is fitted on, fold by fold.
     *
     * @throws UnfitException or another of the model's exceptions, if it can't be had
     */
    public List<Prepared> of(TrialPlan plan) {
        RuntimeException failure = failed.get(Setting.of(plan));
        if (failure != null) {
            throw failure;
        }
        return ready.get(Setting.of(plan));
    }
}
