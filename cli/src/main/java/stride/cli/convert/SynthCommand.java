package stride.cli.convert;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import stride.cli.ExitCode;
import stride.cli.HelpOption;
import stride.cli.options.RecordingArguments;
import stride.cli.options.ResultArguments;
import stride.data.synthetic.SyntheticSpec;
import stride.model.OptionsException;

/** {@code stride synth}: a synthetic recording as a file. */
@Command(
        name = "synth",
        description = {
            "Writes a synthetic recording with the statistics of the published one, as plain arrays;",
            "activity (neurons, bins) float32, target (bins, 1) float64, positions (neurons, 3) float32."
        },
        footer = {"", "Example:  stride synth synthetic.npz --neurons 500 --bins 2000"})
public final class SynthCommand implements Callable<Integer> {
    @Parameters(paramLabel = "OUT.npz", description = "The file to write.")
    private Path out;

    @Option(names = "--neurons", paramLabel = "N", description = "At least 1 (default: ${DEFAULT-VALUE}).")
    private int neurons = SyntheticSpec.DEFAULT.neurons();

    @Option(names = "--bins", paramLabel = "T", description = "At least 32 (default: ${DEFAULT-VALUE}).")
    private int bins = SyntheticSpec.DEFAULT.bins();

    @Option(names = "--seed", paramLabel = "S", description = "Of all that is random (default: ${DEFAULT-VALUE}).")
    private long seed = SyntheticSpec.DEFAULT.seed();

    @Option(names = "--force", description = "Replace the file if there is one.")
    private boolean force;

    @Mixin
    private ResultArguments output;

    @SuppressWarnings("UnusedVariable")
    @Mixin
    private HelpOption help;

    @Override
    public Integer call() {
        if (neurons < 1 || bins < SyntheticSpec.LEAST_BINS) {
            throw new OptionsException("--neurons %d --bins %d: at least 1 and %d are needed"
                    .formatted(neurons, bins, SyntheticSpec.LEAST_BINS));
        }
        String source = new SyntheticSpec(neurons, bins, seed).toString();
        Conversion.run(source, new RecordingArguments(), out, force, output);
        return ExitCode.DONE;
    }
}
