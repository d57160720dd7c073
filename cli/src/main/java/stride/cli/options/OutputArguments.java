package stride.cli.options;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import stride.cli.terminal.Terminal;

/** How and where results are given. */
public final class OutputArguments {
    @Option(names = "--out", paramLabel = "DIR", description = "The run directory, new or empty (default: runs/NAME).")
    private Path out;

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    @Option(names = "--quiet", description = "No progress and no messages.")
    private boolean quiet;

    /** The directory that was named. */
    public Optional<Path> out() {
        return Optional.ofNullable(out);
    }

    /** Whether JSON was asked for. */
    public boolean json() {
        return json;
    }

    /** The process's streams. */
    public Terminal terminal() {
        return Terminal.ofProcess(quiet);
    }
}
