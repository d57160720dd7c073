package stride.cli.options;

import picocli.CommandLine.Option;
import stride.engine.Workers;
import stride.model.OptionsException;

/** How many threads compute. */
public final class ThreadArguments {
    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads (default: one for each core). Results do not depend on it.")
    private int threads = Runtime.getRuntime().availableProcessors();

    /** Starts them. */
    public Workers start() {
        if (threads < 1) {
            throw new OptionsException("--threads " + threads + ": at least 1 is needed");
        }
        return Workers.of(threads);
    }
}
