package stride.cli;

import picocli.CommandLine.Option;

/** {@code --help}, the same for every verb. */
public final class HelpOption {
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this text.")
    private boolean wanted;
}
