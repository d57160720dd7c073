package stride.data;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import stride.data.synthetic.SyntheticRecording;
import stride.engine.Matrix;
import stride.engine.RowBlocks;

/**
 * Activity and the behaviour that it is to explain, bin for bin. Immutable; where the activity lies in a file, it is read
 * from there and must not be read after {@link #close}.
 */
public final class Recording implements AutoCloseable {
    private final String name;
    private final String layout;
    private final RowBlocks activity;
    private final Targets targets;
    private final Optional<Matrix> positions;
    private final Supplier<String> sha256;
    private final Runnable close;

    private Recording(
            String name,
            String layout,
            RowBlocks activity,
            Targets targets,
            Optional<Matrix> positions,
            Supplier<String> sha256,
            Runnable close) {
        this.name = name;
        this.layout = layout;
        this.activity = activity;
        this.targets = targets;
        this.positions = positions;
        this.sha256 = sha256;
        this.close = close;
    }

    /** A recording that lies in an opened source, which it closes. */
    static Recording of(Source source, String layout, RowBlocks activity, Targets targets, Optional<Matrix> positions) {
        String name = String.valueOf(source.path().getFileName());
        Supplier<String> sha256 = () -> Sha256.of(source.dataFile());
        return new Recording(name, layout, activity, targets, positions, sha256, source::close);
    }

    /** A recording that is held in memory. */
    static Recording of(SyntheticRecording made) {
        String name = made.spec().toString();
        return new Recording(
                name,
                "synthetic",
                made.activity(),
                new Targets(made.speed(), List.of("run")),
                Optional.of(made.positions()),
                () -> Sha256.of(name.getBytes(StandardCharsets.UTF_8)),
                () -> {});
    }

    /** The file's name, or the full description of a synthetic recording. */
    public String name() {
        return name;
    }

    /** Which arrays were taken, in words: {@code sresp and run, neurons by time}; or {@code synthetic}. */
    public String layout() {
        return layout;
    }

    /** Neurons x bins. Reading throws a {@link DataException} where a value is NaN or infinite. */
    public RowBlocks activity() {
        return activity;
    }

    /** Bins x outputs; finite, and no output is constant. Not to be written to. */
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
     * The SHA-256 of the activity's file in hexadecimal; that of a synthetic recording is of its name, which determines
     * it. The file is read from front to back for it.
     *
     * @throws DataException if the file can't be read any more
     */
    public String sha256() {
        return sha256.get();
    }

    @Override
    public void close() {
        close.run();
    }
}
