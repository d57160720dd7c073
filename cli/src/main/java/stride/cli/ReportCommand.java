package stride.cli;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import stride.cli.options.ResultArguments;
import stride.cli.report.Reports;
import stride.cli.run.Json;
import stride.cli.run.OutputFile;
import stride.cli.run.StoredRun;
import stride.cli.terminal.Terminal;

/** {@code stride report}: the page of a run that is there already. */
@Command(
        name = "report",
        description = {
            "Rebuilds the HTML report of a run from the files in its directory; the recording is not needed.",
            "Of a trial in a study or a sweep, the page gets the figures that such pages go without."
        },
        footer = {
            "",
            "Example:  stride train synthetic:neurons=500,bins=2000 --hidden 20 --pca 50 --out decoder &&"
                    + " stride report decoder"
        })
final class ReportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "A run directory, or a trial's in one.")
    private Path run;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the page there (default: RUN/report.html).")
    private Path out;

    @Option(names = "--force", description = "Replace FILE if it exists.")
    private boolean force;

    @Mixin
    private ResultArguments output;

    @SuppressWarnings("UnusedVariable")
    @Mixin
    private HelpOption help;

    @Override
    public Integer call() {
        Terminal terminal = output.terminal();
        StoredRun stored = StoredRun.read(run);
        Path place = out == null ? run.resolve(Reports.NAME) : out;
        OutputFile file = OutputFile.at(place, out == null || force);
        String html = Reports.html(stored);
        long bytes = file.write(written -> Files.writeString(written, html));
        if (output.json()) {
            JsonObject json = new JsonObject();
            json.addProperty("report", place.toString());
            json.addProperty("bytes", bytes);
            terminal.out().println(Json.text(json));
        } else {
            terminal.out().println("report: " + place);
        }
        return ExitCode.DONE;
    }
}
