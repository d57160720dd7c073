package stride.cli.options;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import stride.cli.run.Json;
import stride.cli.run.RunDirectory;
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

    /** Tells of a run that was finished before, as its verb would have. */
    public void tellFinished(Terminal terminal, RunDirectory directory) {
        JsonObject run = directory.finished();
        terminal.message("this run is finished already; there is nothing to go on with");
        if (json) {
            run.addProperty("directory", directory.shown().toString());
            terminal.out().println(Json.text(run));
        } else {
            terminal.out().println("results: " + directory.shown());
        }
    }

    /** The process's streams. */
    public Terminal terminal() {
        return Terminal.ofProcess(quiet);
    }
}
