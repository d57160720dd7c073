package stride.cli;

import picocli.CommandLine.Option;

/** {@code --help}, the same for every verb. */
final class HelpOption {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this text.")
    private boolean wanted;
}
