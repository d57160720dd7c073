package stride.cli.options;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Option;
import stride.cli.run.ScreeningReport;
import stride.cli.terminal.ProgressLine;
import stride.cli.terminal.Terminal;
import stride.data.ArrayChoice;
import stride.data.Layout;
import stride.data.Missing;
import stride.data.Recording;
import stride.data.Recordings;
import stride.data.Screened;
import stride.data.synthetic.SyntheticSpec;
import stride.engine.Kernels;
import stride.engine.Workers;
import stride.model.OptionsException;

/** Which arrays of a recording are meant. */
public final class RecordingArguments {
    private static final long MEGABYTE = 1_000_000;

    @Option(
            names = "--activity",
            paramLabel = "NAME",
            description = "The array of activity, where the layout is not a known one.")
    private String activity;

    @Option(
            names = "--target",
            paramLabel = "[FILE#]NAME[:COLUMNS]",
            description = "The array to predict, and its columns, counted from 0: 2, 2-3 or 0,2.")
    private String target;

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            description = "auto, neurons-by-time or time-by-neurons; auto goes by the target's length.",
            converter = LayoutConverter.class)
    private Layout layout = Layout.AUTO;

    @Option(
            names = "--bin",
            paramLabel = "SECONDS",
            description = "Average activity and target in time bins of this width; for series with times, as in NWB.")
    private Double bin;

    @Option(
            names = "--nan",
            paramLabel = "POLICY",
            description = "Missing values (NaN, infinite): reject, interpolate over time, or drop (default: reject).")
    private Missing nan = Missing.REJECT;

    /** Whether an array was named, rather than found by a known layout. */
    public boolean namesArrays() {
        return activity != null || target != null;
    }

    /** What was asked for, as it was written. */
    public JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("activity", activity);
        json.addProperty("target", target);
        json.addProperty("layout", EnumNames.label(layout).replace('_', '-'));
        json.addProperty("bin_s", bin);
        json.addProperty("nan", EnumNames.label(nan));
        return json;
    }

    /**
     * Opens the recording, screens it, and says what was left out or filled; the checksums of its files are taken.
     *
     * @throws OptionsException if the target is written wrongly
     * @throws stride.data.DataException if the recording can't be used
     */
    public Screened open(String source, Kernels kernels, Workers workers, Terminal terminal) {
        Recording recording = opened(source, kernels, workers, terminal);
        try (ProgressLine line = terminal.progress("reading", "neurons")) {
            return told(recording.screened(line::at), terminal);
        }
    }

    /**
     * Opens each of several recordings and closes it again, so that none is found unfit after hours of work on those
     * before it.
     *
     * @throws OptionsException if the target is written wrongly
     * @throws stride.data.DataException if one of them can't be used
     */
    public void requireAll(List<String> sources) {
        for (String source : sources) {
            if (SyntheticSpec.matches(source)) {
                SyntheticSpec.parse(source);
            } else {
                Recordings.open(source, choice()).close();
            }
        }
    }

    /** As {@link #open}, but silent and constant neurons stay: for what is not a decoder. */
    public Screened openComplete(String source, Kernels kernels, Workers workers, Terminal terminal) {
        Recording recording = opened(source, kernels, workers, terminal);
        try (ProgressLine line = terminal.progress("reading", "neurons")) {
            return told(recording.complete(line::at), terminal);
        }
    }

    /** Opens the recording as it is, its missing values included; one that must be made shows how that goes. */
    public Recording opened(String source, Kernels kernels, Workers workers, Terminal terminal) {
        try (ProgressLine line = terminal.progress("making the recording", "")) {
            return Recordings.open(source, choice(), kernels, workers, line::at);
        }
    }

    /** As {@link #openComplete}, and a target need not be there. */
    public Screened openActivity(String source, Kernels kernels, Workers workers, Terminal terminal) {
        Recording recording;
        try (ProgressLine line = terminal.progress("making the recording", "")) {
            recording = Recordings.openForActivity(source, choice(), kernels, workers, line::at);
        }
        try (ProgressLine line = terminal.progress("reading", "neurons")) {
            return told(recording.complete(line::at), terminal);
        }
    }

    private static Screened told(Screened screened, Terminal terminal) {
        ScreeningReport.lines(screened.screening()).forEach(terminal::message);
        try (ProgressLine line = terminal.progress("checksum", "MB")) {
            screened.recording().files((done, of) -> line.at(done / MEGABYTE, of / MEGABYTE));
            return screened;
        } catch (RuntimeException | Error e) {
            screened.close();
            throw e;
        }
    }

    /**
     * What was chosen.
     *
     * @throws OptionsException if the target is written wrongly
     */
    public ArrayChoice choice() {
        if (bin != null && !(bin > 0 && bin < Double.POSITIVE_INFINITY)) {
            throw new OptionsException("--bin: %s is no width in seconds above 0".formatted(bin));
        }
        OptionalDouble seconds = bin == null ? OptionalDouble.empty() : OptionalDouble.of(bin);
        try {
            return new ArrayChoice(Optional.ofNullable(activity), Optional.ofNullable(target), layout, seconds, nan);
        } catch (IllegalArgumentException e) {
            throw new OptionsException("--target: " + e.getMessage());
        }
    }
}
