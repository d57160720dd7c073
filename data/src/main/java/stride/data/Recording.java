package stride.data;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import stride.data.synthetic.SyntheticRecording;
import stride.engine.Matrix;
import stride.engine.RowBlocks;

/**
 * Activity and the behaviour that it is to explain, bin for bin. Immutable; where the activity lies in a file, it is read
 * from there and must not be read after {@link #close}.
 */
public final class Recording implements AutoCloseable {
    private final Origin origin;
    private final RowBlocks unchecked;
    private final Targets targets;
    private final Optional<Matrix> positions;

    private Recording(Origin origin, RowBlocks unchecked, Targets targets, Optional<Matrix> positions) {
        this.origin = origin;
        this.unchecked = unchecked;
        this.targets = targets;
        this.positions = positions;
    }

    /**
     * Where a recording comes from.
     *
     * @param name   the file's name
     * @param layout which arrays were taken
     * @param file   for messages
     * @param array  the activity's name, for messages
     */
    private record Origin(
            String name, String layout, String file, String array, Missing missing, Hashes hashes, Runnable close) {}

    /** The files that a recording was read from, hashed when they are first asked for. */
    private static final class Hashes {
        private final Function<ReadProgress, ReadFiles> take;
        private ReadFiles taken;

        Hashes(Function<ReadProgress, ReadFiles> take) {
            this.take = take;
        }

        synchronized ReadFiles get(ReadProgress progress) {
            if (taken == null) {
                taken = take.apply(progress);
            }
            return taken;
        }
    }

    /**
     * A recording that lies in an opened source, which it closes.
     *
     * @param array    the activity's name
     * @param activity neurons x bins, with its missing values
     */
    static Recording of(
            Source source,
            String layout,
            String array,
            RowBlocks activity,
            Targets targets,
            Optional<Matrix> positions,
            Missing missing) {
        String name = String.valueOf(source.path().getFileName());
        List<Path> files = source.files(array);
        Hashes hashes = new Hashes(progress -> ReadFiles.of(files, targets.files(), progress));
        Origin origin = new Origin(name, layout, source.path().toString(), array, missing, hashes, source::close);
        return new Recording(origin, activity, targets, positions);
    }

    /** A recording that is held in memory. */
    static Recording of(SyntheticRecording made, Missing missing) {
        String name = made.spec().toString();
        Hashes none = new Hashes(progress -> new ReadFiles(List.of(), List.of()));
        return new Recording(
                new Origin(name, "synthetic", name, "sresp", missing, none, () -> {}),
                made.activity(),
                new Targets(made.speed(), List.of("run"), name, List.of()),
                Optional.of(made.positions()));
    }

    /** The file's name, or the full description of a synthetic recording. */
    public String name() {
        return origin.name;
    }

    /** Which arrays were taken, in words: {@code sresp and run, neurons by time}; or {@code synthetic}. */
    public String layout() {
        return origin.layout;
    }

    /** Neurons x bins. Reading throws a {@link DataException} where a value is NaN or infinite. */
    public RowBlocks activity() {
        return new FiniteActivity(unchecked, origin.file, origin.array);
    }

    /**
     * Bins x outputs. Finite, and no output is constant, unless missing values are to be filled or left out: that is what
     * {@link #screened} does. Not to be written to.
     */
    public Matrix targets() {
        return targets.values();
    }

    /** A name for each output: the array's, with {@code :column} where the array has several. */
    public List<String> targetNames() {
        return targets.names();
    }

    /** Neurons x 3, in um, if the source has them; of a suite2p folder in pixels, with a depth of 0. Not to be written to. */
    public Optional<Matrix> positions() {
        return positions;
    }

    /**
     * Looks for silent and constant neurons and for missing values, and decides what is used; reads all activity once.
     *
     * @throws DataException if it can't be read
     */
    public Screening survey() {
        boolean[] judged = Screening.judged(origin.missing, targets);
        return Screening.of(
                origin.missing, ActivityScan.of(unchecked, judged, ReadProgress.NONE), judged, targets, false);
    }

    /**
     * What can be decoded: without silent and constant neurons, and without missing values or with those filled, as was
     * chosen when the recording was opened. Reads all activity once, and tells how many neurons of it. The result takes this recording's place: closing it
     * closes this one, which is closed as well if there is none.
     *
     * @throws DataException if there are missing values and they are refused, or if no neuron, fewer than two bins or a
     *                       constant target is left
     */
    public Screened screened(ReadProgress progress) {
        return screened(false, progress);
    }

    /** The same, with nothing told on the way. */
    public Screened screened() {
        return screened(ReadProgress.NONE);
    }

    /**
     * As {@link #screened}, but silent and constant neurons stay, and so does each neuron's number where no values are
     * missing. One that misses values as well is left out even so, by {@link Missing#DROP} for any and by
     * {@link Missing#INTERPOLATE} for all of them.
     */
    public Screened complete(ReadProgress progress) {
        return screened(true, progress);
    }

    /** The same, with nothing told on the way. */
    public Screened complete() {
        return complete(ReadProgress.NONE);
    }

    /**
     * Some neurons, whatever they do here, for a decoder that was fitted on them. Missing values are refused or filled
     * as was chosen when the recording was opened; to drop them is to leave out the bins in which any of these neurons,
     * or the target, is missing. Closes this recording if it can't be had.
     *
     * @param neurons  by number, ascending
     * @param progress is told the neurons that have been read
     * @throws DataException if there are missing values and they are refused, or if a neuron has no value at all, or
     *                       fewer than two bins are left
     */
    public Screened withNeurons(int[] neurons, ReadProgress progress) {
        try {
            return chosen(neurons, progress);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private Screened chosen(int[] neurons, ReadProgress progress) {
        int[] everyBin = IntStream.range(0, unchecked.columns()).toArray();
        RowBlocks all = new ChosenActivity(unchecked, neurons, everyBin);
        boolean[] judged = Screening.judged(origin.missing, targets);
        ActivityScan scan = ActivityScan.of(all, judged, progress);
        if (origin.missing == Missing.REJECT && scan.missing() > 0) {
            throw refusal(scan, neurons[scan.firstNeuron()]);
        }
        for (int i = 0; i < neurons.length; i++) {
            if (scan.neurons()[i] == ActivityScan.Course.EMPTY) {
                throw new DataException(
                        origin.file,
                        "%s: neuron %d, which the decoder takes, is missing in all bins that have a target"
                                .formatted(origin.array, neurons[i]));
            }
        }
        Screening screening = Screening.ofChosen(origin.missing, neurons, all, scan, judged, targets);
        requireRest(screening);
        Targets whole = origin.missing == Missing.INTERPOLATE ? targets.interpolated() : targets;
        RowBlocks filled = screening.activityFilled() > 0 ? new InterpolatedActivity(unchecked) : unchecked;
        return new Screened(
                new Recording(
                        origin,
                        new ChosenActivity(filled, neurons, screening.bins()),
                        whole.selected(screening.bins()),
                        Optional.empty()),
                screening);
    }

    private Screened screened(boolean keepConstant, ReadProgress progress) {
        try {
            return screen(keepConstant, progress);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private Screened screen(boolean keepConstant, ReadProgress progress) {
        boolean[] judged = Screening.judged(origin.missing, targets);
        ActivityScan scan = ActivityScan.of(unchecked, judged, progress);
        if (origin.missing == Missing.REJECT && scan.missing() > 0) {
            throw refusal(scan, scan.firstNeuron());
        }
        Screening screening = Screening.of(origin.missing, scan, judged, targets, keepConstant);
        requireRest(screening);
        Targets whole = origin.missing == Missing.INTERPOLATE ? targets.interpolated() : targets;
        Targets rest = screening.binsLeftOut() == 0 ? whole : whole.selected(screening.bins());
        rest.requireVariation();
        RowBlocks filled = screening.activityFilled() > 0 ? new InterpolatedActivity(unchecked) : unchecked;
        RowBlocks chosen = screening.all() ? filled : new ChosenActivity(filled, screening.neurons(), screening.bins());
        return new Screened(
                new Recording(origin, chosen, rest, positions.map(p -> p.selectRows(screening.neurons()))), screening);
    }

    private DataException refusal(ActivityScan scan, int neuron) {
        return new DataException(
                origin.file,
                ("%s: neuron %d, bin %d is %s, the first of %d missing values in %d neurons; fill them with --nan"
                                + " interpolate or leave them out with --nan drop")
                        .formatted(
                                origin.array,
                                neuron,
                                scan.firstBin(),
                                scan.firstValue(),
                                scan.missing(),
                                scan.gappyNeurons()));
    }

    private void requireRest(Screening screening) {
        if (screening.bins().length < 2) {
            throw new DataException(
                    origin.file,
                    "of %d bins, %d have both a target and activity; fill the gaps with --nan interpolate or choose another --target"
                            .formatted(screening.binsRead(), screening.bins().length));
        }
        if (screening.neurons().length == 0) {
            throw new DataException(
                    origin.file,
                    "%s: no neuron of %d is left: %d are silent, %d constant, %d have missing values; choose another --activity%s"
                            .formatted(
                                    origin.array,
                                    screening.neuronsRead(),
                                    screening.silent(),
                                    screening.constant(),
                                    screening.gappy(),
                                    origin.missing == Missing.DROP ? " or --nan interpolate" : ""));
        }
    }

    /**
     * The files that decide the numbers, with their hashes; for that they are read from front to back, once.
     *
     * @throws DataException if one can't be read any more
     */
    public ReadFiles files(ReadProgress progress) {
        return origin.hashes.get(progress);
    }

    /** The same, with nothing told on the way. */
    public ReadFiles files() {
        return files(ReadProgress.NONE);
    }

    /**
     * The SHA-256 of the file that has the activity's values, in hexadecimal; that of a synthetic recording is of its
     * name, which determines it.
     *
     * @throws DataException if a file can't be read any more
     */
    public String sha256() {
        List<ReadFiles.Hashed> activity = files().activity();
        return activity.isEmpty()
                ? Sha256.of(origin.name.getBytes(StandardCharsets.UTF_8))
                : activity.getFirst().sha256();
    }

    @Override
    public void close() {
        origin.close.run();
    }
}
