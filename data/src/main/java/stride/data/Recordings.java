package stride.data;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import stride.data.synthetic.SyntheticRecording;
import stride.data.synthetic.SyntheticSpec;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.RowBlocks;
import stride.engine.Workers;

/** Opens recordings: finds the arrays that belong together and checks that they do. */
public final class Recordings {
    private Recordings() {}

    /** Opens a recording; one that must be made is made with all the process's processors, and either with its kernels. */
    public static Recording open(String source, ArrayChoice choice) {
        if (!SyntheticSpec.matches(source)) {
            return openFile(source, choice, Kernels.choose());
        }
        try (Workers workers = Workers.of(Runtime.getRuntime().availableProcessors())) {
            return open(source, choice, Kernels.choose(), workers, ReadProgress.NONE);
        }
    }

    /**
     * Opens a recording.
     *
     * @param source  a file, or {@code synthetic[:neurons=N,bins=T,seed=S]}
     * @param choice  the arrays to take; a synthetic recording has no choice
     * @param kernels make a synthetic recording, and convert a file's numbers
     * @param workers for making a synthetic recording
     * @param making  is told the pieces of a synthetic recording that are made
     * @throws DataException if the source can't be used; the message says why and what to do
     */
    public static Recording open(
            String source, ArrayChoice choice, Kernels kernels, Workers workers, ReadProgress making) {
        if (SyntheticSpec.matches(source)) {
            if (!choice.withMissing(Missing.REJECT).equals(ArrayChoice.AUTO)) {
                throw new DataException(source, "has one activity and one target; leave the choice of arrays out");
            }
            return Recording.of(
                    SyntheticRecording.make(SyntheticSpec.parse(source), kernels, workers, making), choice.missing());
        }
        return openFile(source, choice, kernels);
    }

    /**
     * Opens a recording for a decoder that needs no target: with one where it is named or known, else without outputs.
     *
     * @param neurons what the decoder's recording had, which tells how an activity lies that has no target beside it
     * @throws DataException if the source can't be used, or has another number of neurons
     */
    public static Recording openForDecoder(
            String source, ArrayChoice choice, int neurons, Kernels kernels, Workers workers, ReadProgress making) {
        return openForActivity(
                source,
                choice,
                kernels,
                workers,
                making,
                (file, activity) -> timeByNeurons(file, activity, choice.layout(), neurons));
    }

    /**
     * Opens a recording for what needs no target, as principal components do: with one where it is named or known, else
     * without outputs; its activity is then neurons by time, unless the choice says otherwise.
     *
     * @throws DataException if the source can't be used
     */
    public static Recording openForActivity(
            String source, ArrayChoice choice, Kernels kernels, Workers workers, ReadProgress making) {
        return openForActivity(
                source,
                choice,
                kernels,
                workers,
                making,
                (file, activity) -> choice.layout() == Layout.TIME_BY_NEURONS);
    }

    /** Tells which way an activity lies that has no target beside it. */
    @FunctionalInterface
    private interface Lie {
        boolean timeByNeurons(String file, ArrayInfo activity);
    }

    private static Recording openForActivity(
            String source, ArrayChoice choice, Kernels kernels, Workers workers, ReadProgress making, Lie lie) {
        if (SyntheticSpec.matches(source) || choice.target().isPresent()) {
            return open(source, choice, kernels, workers, making);
        }
        Source opened = Source.open(path(source));
        try {
            Optional<KnownLayout> known = KnownLayout.of(opened);
            return known.flatMap(KnownLayout::target).filter(opened::has).isPresent()
                    ? assemble(opened, choice, kernels)
                    : withoutTarget(opened, choice, known, lie, kernels);
        } catch (RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    private static boolean timeByNeurons(String file, ArrayInfo activity, Layout layout, int neurons) {
        List<Long> shape = activity.shape();
        boolean rowsFit = shape.size() == 2 && shape.get(0) == neurons;
        boolean columnsFit = shape.size() == 2 && shape.get(1) == neurons;
        boolean eitherWay = rowsFit && columnsFit && layout == Layout.AUTO;
        if (eitherWay || (!rowsFit && !columnsFit)) {
            throw new DataException(
                    file,
                    (eitherWay
                                    ? "the activity %s could lie either way; say which with --layout neurons-by-time"
                                            + " or time-by-neurons"
                                    : "the activity %s has no side of %d, the neurons of the decoder's recording;"
                                            + " choose another with --activity")
                            .formatted(activity.summary(), neurons));
        }
        return layout == Layout.AUTO ? columnsFit : layout == Layout.TIME_BY_NEURONS;
    }

    private static Recording withoutTarget(
            Source source, ArrayChoice choice, Optional<KnownLayout> known, Lie lie, Kernels kernels) {
        String file = source.path().toString();
        StoredArray activity = source.array(activityName(source, choice, known));
        boolean timeByNeurons = lie.timeByNeurons(file, activity.info());
        RowBlocks rows = timeByNeurons ? activity.transposed(kernels) : activity.matrix(kernels);
        String layout =
                "%s, %s".formatted(activity.info().name(), timeByNeurons ? "time by neurons" : "neurons by time");
        Targets none = new Targets(Matrix.zeros(rows.columns(), 0), List.of(), file, List.of());
        return Recording.of(source, layout, activity.info().name(), rows, none, Optional.empty(), choice.missing());
    }

    private static Recording openFile(String source, ArrayChoice choice, Kernels kernels) {
        Source opened = Source.open(path(source));
        try {
            return assemble(opened, choice, kernels);
        } catch (RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    private static Path path(String source) {
        try {
            return Path.of(source);
        } catch (InvalidPathException e) {
            throw new DataException(source, "is no path; check the name", e);
        }
    }

    private static Recording assemble(Source source, ArrayChoice choice, Kernels kernels) {
        String file = source.path().toString();
        Optional<KnownLayout> known = KnownLayout.of(source);
        StoredArray activity = source.array(activityName(source, choice, known));
        String wanted = choice.target()
                .or(() -> known.flatMap(KnownLayout::target))
                .orElseThrow(() -> new DataException(
                        file, "which array is the target? choose it with --target; here are " + source.contents()));
        TargetChoice target = TargetChoice.parse(wanted);
        requireNoLeak(file, activity, target);
        if (choice.binSeconds().isPresent()) {
            return BinnedRecording.assemble(
                    source, activity, target, choice.binSeconds().getAsDouble(), choice.missing(), kernels);
        }
        Targets targets = targets(source, target, choice.missing());
        boolean timeByNeurons = timeByNeurons(file, activity.info(), targets, choice.layout());
        RowBlocks rows = timeByNeurons ? activity.transposed(kernels) : activity.matrix(kernels);
        requireMatch(file, activity.info(), rows, targets);
        String layout = "%s and %s, %s"
                .formatted(activity.info().name(), wanted, timeByNeurons ? "time by neurons" : "neurons by time");
        return Recording.of(
                source,
                layout,
                activity.info().name(),
                rows,
                targets,
                known.flatMap(names -> positions(source, names.positions(), rows.rows(), kernels)),
                choice.missing());
    }

    private static String activityName(Source source, ArrayChoice choice, Optional<KnownLayout> known) {
        List<ArrayInfo> arrays = source.arrays();
        return choice.activity()
                .or(() -> known.map(KnownLayout::activity))
                .or(() -> arrays.size() == 1 ? Optional.of(arrays.getFirst().name()) : Optional.empty())
                .orElseThrow(() -> new DataException(
                        source.path().toString(),
                        "has no array %s; choose the activity with --activity; here are %s"
                                .formatted(KnownLayout.activityNames(), source.contents())));
    }

    /** A target must not be among the inputs that predict it: a column of a table, or a row of the very array. */
    private static void requireNoLeak(String file, StoredArray activity, TargetChoice target) {
        boolean inside = target.file().isEmpty()
                && target.name()
                        .filter(name -> name.equals(activity.info().name())
                                || activity.repeats().contains(name))
                        .isPresent();
        if (inside) {
            throw new DataException(
                    file,
                    "the activity %s holds the target %s itself; choose another, or put the target into a file of its own"
                            .formatted(activity.info().summary(), target.name().get()));
        }
    }

    private static Targets targets(Source main, TargetChoice choice, Missing missing) {
        if (choice.file().isEmpty()) {
            return targetsIn(main, choice, missing);
        }
        try (Source other = Source.open(choice.file().get())) {
            return targetsIn(other, choice, missing);
        }
    }

    private static Targets targetsIn(Source source, TargetChoice choice, Missing missing) {
        return Targets.read(source, targetArray(source, choice), choice.columns(), missing);
    }

    /**
     * An array as a decoder's target: bins x outputs.
     *
     * @throws DataException if a value is not finite or an output is constant
     */
    public static Matrix target(Source source, String name) {
        return Targets.read(source, source.array(name), List.of(), Missing.REJECT)
                .values();
    }

    /** The array that is the target, in the source that has it. */
    static StoredArray targetArray(Source source, TargetChoice choice) {
        List<ArrayInfo> arrays = source.arrays();
        String name = choice.name()
                .or(() -> arrays.size() == 1 ? Optional.of(arrays.getFirst().name()) : Optional.empty())
                .orElseThrow(() -> new DataException(
                        source.path().toString(), "which array is the target? here are " + source.contents()));
        return source.array(name);
    }

    private static boolean timeByNeurons(String file, ArrayInfo activity, Targets targets, Layout layout) {
        if (activity.shape().size() != 2) {
            throw new DataException(
                    file,
                    "the activity %s is no matrix; choose one of neurons x bins with --activity"
                            .formatted(activity.summary()));
        }
        long bins = targets.values().rows();
        boolean rowsFit = activity.shape().get(0) == bins;
        boolean columnsFit = activity.shape().get(1) == bins;
        if (layout == Layout.AUTO && rowsFit && columnsFit) {
            throw new DataException(
                    file,
                    "the activity %s could lie either way; say which with --layout neurons-by-time or time-by-neurons"
                            .formatted(activity.summary()));
        }
        return layout == Layout.TIME_BY_NEURONS || (layout == Layout.AUTO && rowsFit);
    }

    private static void requireMatch(String file, ArrayInfo activity, RowBlocks rows, Targets targets) {
        int bins = targets.values().rows();
        if (rows.columns() != bins) {
            throw new DataException(
                    file,
                    "the activity %s has %d bins, but the target %s has %d; choose arrays of the same length"
                            .formatted(
                                    activity.summary(),
                                    rows.columns(),
                                    targets.names().getFirst(),
                                    bins));
        }
        if (bins > Runtime.getRuntime().maxMemory() / 8 / Float.BYTES) {
            throw new DataException(
                    file,
                    "the activity %s has more bins than this process has room for; start java with a larger -Xmx"
                            .formatted(activity.summary()));
        }
        if (rows.rows() == 0) {
            throw new DataException(file, "the activity %s has no neurons".formatted(activity.summary()));
        }
    }

    /** Positions are welcome but not needed: what has another shape, or can't be read, is left aside. */
    private static Optional<Matrix> positions(Source source, String name, int neurons, Kernels kernels) {
        if (!source.has(name)) {
            return Optional.empty();
        }
        StoredArray stored = source.array(name);
        List<Long> shape = stored.info().shape();
        try {
            if (shape.equals(List.of(3L, (long) neurons))) {
                return Optional.of(read(stored.transposed(kernels)));
            }
            return shape.equals(List.of((long) neurons, 3L))
                    ? Optional.of(read(stored.matrix(kernels)))
                    : Optional.empty();
        } catch (DataException e) {
            return Optional.empty();
        }
    }

    private static Matrix read(RowBlocks rows) {
        Matrix matrix = Matrix.zeros(rows.rows(), rows.columns());
        rows.read(0, rows.rows(), matrix.data());
        return matrix;
    }
}
