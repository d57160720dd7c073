package stride.cli.options;

import picocli.CommandLine.Option;
import stride.cli.terminal.Terminal;

/** How a verb that leaves one file tells of it. */
public final class ResultArguments {
    @Option(names = "--json", description = "Print one JSON object instead of text.")
    private boolean json;

    @Option(names = "--quiet", description = "No progress and no messages.")
    private boolean quiet;

    /** Whether JSON was asked for. */
    public boolean json() {
        return json;
    }

    /** The process's streams. */
    public Terminal terminal() {
        return Terminal.ofProcess(quiet);
    }
}
