package stride.cli.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import stride.cli.terminal.Convergence;
import stride.cli.terminal.ProgressLine;
import stride.cli.terminal.Stopwatch;
import stride.cli.terminal.Terminal;
import stride.data.Recording;
import stride.engine.Kernels;
import stride.engine.Workers;
import stride.model.Progress;
import stride.model.decoder.DecoderOptions;
import stride.model.decoder.Outcome;
import stride.model.decoder.Prepared;
import stride.model.decoder.Protocol;
import stride.model.decoder.Trial;
import stride.model.network.Checkpoints;
import stride.model.split.Part;
import stride.model.split.Split;

/** Runs the rows of the study: components once for each protocol, then one network on each thread. */
public final class Study {
    private final Recording recording;
    private final int[] bins;
    private final Kernels kernels;
    private final Workers workers;
    private final Terminal terminal;
    private final Stopwatch watch;

    /**
     * Takes what every row shares.
     *
     * @param bins the number in its file of each bin of the recording
     */
    public Study(
            Recording recording, int[] bins, Kernels kernels, Workers workers, Terminal terminal, Stopwatch watch) {
        this.recording = recording;
        this.bins = bins;
        this.kernels = kernels;
        this.workers = workers;
        this.terminal = terminal;
        this.watch = watch;
    }

    /**
     * Runs rows under their protocols.
     *
     * @param options the choices of each protocol, its gap filled in
     */
    public List<StudyResult> run(List<StudyRow> rows, Map<Protocol, DecoderOptions> options) {
        Map<Protocol, List<Prepared>> prepared = new EnumMap<>(Protocol.class);
        options.forEach((protocol, chosen) -> prepared.put(protocol, prepare(protocol, chosen)));
        watch.lap("pca_s");
        List<Job> jobs = new ArrayList<>();
        for (StudyRow row : rows) {
            DecoderOptions chosen = options.get(row.protocol()).withPca(row.pca());
            DecoderOptions own = row.network()
                    .map(n -> chosen.with(chosen.network().shapedLike(n)))
                    .orElse(chosen);
            for (Prepared whole : prepared.get(row.protocol())) {
                boolean fewer = row.pca() > 0 && row.pca() < whole.x().columns();
                jobs.add(new Job(row, own, fewer ? whole.leading(own.inputs()) : whole));
            }
        }
        Trial[] trials = train(jobs);
        watch.lap("train_s");
        return results(jobs, trials);
    }

    /** The folds of a row follow each other among the jobs. */
    private static List<StudyResult> results(List<Job> jobs, Trial[] trials) {
        List<StudyResult> results = new ArrayList<>();
        for (int from = 0, to; from < trials.length; from = to) {
            StudyRow row = jobs.get(from).row;
            List<Outcome.Fold> folds = new ArrayList<>();
            for (to = from; to < trials.length && jobs.get(to).row.equals(row); to++) {
                folds.add(new Outcome.Fold(jobs.get(to).prepared, trials[to]));
            }
            results.add(new StudyResult(row, jobs.get(from).options, new Outcome(folds)));
        }
        return results;
    }

    private List<Prepared> prepare(Protocol protocol, DecoderOptions options) {
        List<Split> splits = options.split().folds(bins.length);
        List<Prepared> prepared = new ArrayList<>();
        for (int i = 0; i < splits.size(); i++) {
            String fold = splits.size() == 1 ? "" : ", fold %d of %d".formatted(i + 1, splits.size());
            try (ProgressLine line = terminal.progress(protocol.label() + fold + ": principal components", "")) {
                Prepared one = Prepared.of(
                        recording.activity(),
                        recording.targets(),
                        splits.get(i).numbered(bins),
                        options.inputs(),
                        kernels,
                        workers,
                        line);
                one.pcaAccuracy().ifPresent(accuracy -> Convergence.warn(accuracy, terminal));
                prepared.add(one);
            }
        }
        return prepared;
    }

    private record Job(StudyRow row, DecoderOptions options, Prepared prepared) {
        /** Operations of its training in thousand millions: per weight and bin, 2 forward and 4 backward. */
        long cost() {
            long passes = row.model() == Model.NETWORK ? options.training().epochs() : 1;
            return 1
                    + 6
                            * row.cost(prepared.inputs())
                            * passes
                            * prepared.split().count(Part.TRAIN)
                            / 1_000_000_000;
        }
    }

    /** The largest first, so that no thread is left with a long one at the end; results in the order of the jobs. */
    private Trial[] train(List<Job> jobs) {
        int[] order = IntStream.range(0, jobs.size())
                .boxed()
                .sorted(Comparator.comparingLong((Integer i) -> -jobs.get(i).cost()))
                .mapToInt(Integer::intValue)
                .toArray();
        Trial[] trials = new Trial[jobs.size()];
        try (ProgressLine line = terminal.progress("networks", "GFLOP")) {
            Tally tally = new Tally(line, jobs.stream().mapToLong(Job::cost).sum(), new AtomicLong());
            workers.run(order.length, i -> {
                Job job = jobs.get(order[i]);
                Share share = tally.of(job);
                trials[order[i]] = trial(job, share);
                share.finish();
            });
        }
        return trials;
    }

    private Trial trial(Job job, Progress progress) {
        return switch (job.row.model()) {
            case NETWORK ->
                Trial.network(
                        job.prepared,
                        Trial.starts(
                                job.prepared,
                                job.options.network(),
                                job.options.training().seed()),
                        job.options.network().nonNegative(),
                        job.options.training(),
                        Checkpoints.NONE,
                        kernels,
                        Workers.NONE,
                        progress);
            case LEAST_SQUARES -> Trial.leastSquares(job.prepared, kernels, Workers.NONE);
            case RIDGE -> Trial.ridge(job.prepared, kernels, Workers.NONE);
            case TRAIN_MEAN -> Trial.trainMean(job.prepared, kernels);
        };
    }

    /** Work done in all trials together. */
    private record Tally(ProgressLine line, long all, AtomicLong done) {
        /** What one trial has counted so far; only its own thread asks. */
        Share of(Job job) {
            return new Share(this, job.cost());
        }
    }

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
