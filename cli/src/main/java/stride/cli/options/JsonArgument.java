package stride.cli.options;

import picocli.CommandLine.Option;

/** Text or JSON, for a verb that only reports. */
public final class JsonArgument {
    @Option(names = "--json", description = "Print one JSON object instead of text.")
    private boolean json;

    /** Whether JSON was asked for. */
    public boolean json() {
        return json;
    }
}
