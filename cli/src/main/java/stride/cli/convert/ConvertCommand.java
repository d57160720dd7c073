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

/** {@code stride convert}: any readable recording to plain arrays. */
@Command(
        name = "convert",
        description = {
            "Writes a recording as plain arrays, which numpy.load and Stride read;",
            "activity (neurons, bins) float32, target (bins, outputs) float64, positions (neurons, 3) float32."
        },
        footer = {"", "Example:  stride convert synthetic:neurons=500,bins=2000 plain.npz"})
public final class ConvertCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "RECORDING",
            description = "A file, a folder of suite2p, or synthetic[:neurons=N,bins=T,seed=S].")
    private String source;

    @Parameters(index = "1", paramLabel = "OUT.npz", description = "The file to write.")
    private Path out;

    @Option(names = "--force", description = "Replace the file if there is one.")
    private boolean force;

    @Mixin
    private RecordingArguments arguments;

    @Mixin
    private ResultArguments output;

    @SuppressWarnings("UnusedVariable")
    @Mixin
    private HelpOption help;

    @Override
    public Integer call() {
        Conversion.run(source, arguments, out, force, output);
        return ExitCode.DONE;
    }
}
