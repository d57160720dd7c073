package stride.cli.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import stride.cli.evidence.Baselines;
import stride.cli.evidence.Nulls;
import stride.cli.options.NullArguments;
import stride.cli.terminal.ProgressLine;
import stride.cli.terminal.Stopwatch;
import stride.cli.terminal.Terminal;
import stride.engine.Kernels;
import stride.engine.Workers;
import stride.model.NumericException;
import stride.model.OptionsException;
import stride.model.Progress;
import stride.model.UnfitException;
import stride.model.decoder.Outcome;
import stride.model.decoder.Prepared;
import stride.model.decoder.Trial;
import stride.model.network.Checkpoints;
import stride.model.split.Part;

/** Fits the decoders of a study or a sweep, one on each thread, the largest first; a failure is one trial's own. */
public final class Trials {
    private final Preparations preparations;
    private final TrialStore store;
    private final Kernels kernels;
    private final Workers workers;
    private final Terminal terminal;
    private final Stopwatch watch;
    private final Optional<NullArguments> nullArguments;
    private final Comparisons comparisons = new Comparisons();

    /**
     * Takes what all trials share.
     *
     * @param nullArguments what null ridge, as a trial of its own, is to have; empty for none
     */
    public Trials(
            Preparations preparations,
            TrialStore store,
            Kernels kernels,
            Workers workers,
            Terminal terminal,
            Stopwatch watch,
            Optional<NullArguments> nullArguments) {
        this.preparations = preparations;
        this.store = store;
        this.kernels = kernels;
        this.workers = workers;
        this.terminal = terminal;
        this.watch = watch;
        this.nullArguments = nullArguments;
    }

    /**
     * Runs what is not finished yet.
     *
     * @return the results of all plans, in their order
     */
    public List<StudyResult> run(List<TrialPlan> plans) {
        StudyResult[] results =
                plans.stream().map(plan -> store.read(plan).orElse(null)).toArray(StudyResult[]::new);
        List<TrialPlan> left = IntStream.range(0, results.length)
                .filter(i -> results[i] == null)
                .mapToObj(plans::get)
                .toList();
        preparations.prepare(left, plans, store::keep);
        watch.lap("pca_s");
        comparisons.fit(left, preparations, kernels, workers, terminal);
        watch.lap("baselines_s");
        store.rewrite(Stream.of(results).filter(Objects::nonNull).toList());
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < results.length; i++) {
            if (results[i] == null) {
                try {
                    jobs.addAll(jobs(i, plans.get(i), preparations.of(plans.get(i))));
                } catch (UnfitException | NumericException | OptionsException e) {
                    results[i] = store.failed(plans.get(i), e);
                }
            }
        }
        train(jobs, results);
        watch.lap("train_s");
        store.rewrite(List.of(results));
        return List.of(results);
    }

    /** One decoder on one fold. */
    private record Job(int place, TrialPlan plan, Folds folds, int fold, Prepared prepared) {
        /** Operations of its training in thousand millions: per weight and bin, 2 forward and 4 backward. */
        long cost() {
            boolean network = plan.row().model() == Model.NETWORK;
            long passes = network ? plan.options().training().epochs() : 1;
            long members = network ? plan.options().network().ensemble() : 1;
            return 1
                    + 6
                            * plan.row().cost(prepared.inputs())
                            * passes
                            * members
                            * prepared.split().count(Part.TRAIN)
                            / 1_000_000_000;
        }
    }

    private static List<Job> jobs(int place, TrialPlan plan, List<Prepared> prepared) {
        Folds folds = new Folds(prepared.size());
        return IntStream.range(0, prepared.size())
                .mapToObj(fold -> new Job(place, plan, folds, fold, prepared.get(fold)))
                .toList();
    }

    /** The largest first, so that no thread is left with a long one at the end. */
    private void train(List<Job> jobs, StudyResult[] results) {
        List<Job> order = jobs.stream()
                .sorted(Comparator.comparingLong((Job job) -> -job.cost()))
                .toList();
        try (ProgressLine line = terminal.progress("networks", "GFLOP")) {
            Tally tally = new Tally(line, jobs.stream().mapToLong(Job::cost).sum(), new AtomicLong());
            workers.run(order.size(), i -> {
                Job job = order.get(i);
                Share share = new Share(tally, job.cost());
                run(job, share, results);
                share.finish();
            });
        }
    }

    private void run(Job job, Progress progress, StudyResult[] results) {
        Outcome.Fold fold;
        try {
            fold = new Outcome.Fold(job.prepared, trial(job, progress));
        } catch (NumericException | UnfitException | OptionsException e) {
            if (job.folds.failed()) {
                results[job.place] = store.failed(job.plan, e);
            }
            return;
        }
        job.folds.succeeded(job.fold, fold).ifPresent(outcome -> results[job.place] = finished(job.plan, outcome));
    }

    private StudyResult finished(TrialPlan plan, Outcome outcome) {
        Optional<Baselines> baselines =
                Optional.of(plan).filter(p -> p.row().model() == Model.NETWORK).map(comparisons::beside);
        var beside = new TrialStore.Beside(comparisons.versusRidge(plan, outcome), baselines, nulls(plan, outcome));
        return store.finished(plan, outcome, beside, watch.laps());
    }

    private Nulls nulls(TrialPlan plan, Outcome outcome) {
        List<Prepared> folds =
                outcome.folds().stream().map(Outcome.Fold::prepared).toList();
        return nullArguments
                .filter(any -> plan.row().model() == Model.RIDGE)
                .map(arguments -> Nulls.ofRidge(folds, arguments, kernels, Workers.NONE))
                .orElse(Nulls.NONE);
    }

    private Trial trial(Job job, Progress progress) {
        TrialPlan plan = job.plan;
        return switch (plan.row().model()) {
            case NETWORK -> network(job, store.checkpoints(plan, job.fold), progress);
            case LEAST_SQUARES -> Trial.leastSquares(job.prepared, kernels, Workers.NONE);
            case RIDGE -> comparisons.ridge(plan, job.fold);
            case TRAIN_MEAN -> Trial.trainMean(job.prepared, kernels);
            case PERSISTENCE -> Trial.persistence(job.prepared);
        };
    }

    private Trial network(Job job, Checkpoints checkpoints, Progress progress) {
        var options = job.plan.options();
        return Trial.network(
                job.prepared,
                Trial.starts(job.prepared, options.network(), options.training().seed()),
                options.network().nonNegative(),
                options.training(),
                checkpoints,
                kernels,
                Workers.NONE,
                progress);
    }

    /** Work done in all trials together. */
    private record Tally(ProgressLine line, long all, AtomicLong done) {}

    /** What one trial has counted so far; only its own thread asks. */
    private static final class Share implements Progress {
        private final Tally tally;
        private final long cost;
        private long counted;

        Share(Tally tally, long cost) {
            this.tally = tally;
            this.cost = cost;
        }

        @Override
        public void at(long epoch, long epochs) {
            long now = cost * epoch / epochs;
            tally.line.at(tally.done.addAndGet(now - counted), tally.all);
            counted = now;
        }

        /** A trial that stopped early is done all the same. */
        void finish() {
            at(1, 1);
        }
    }
}
