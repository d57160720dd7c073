package stride.cli.bench;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import stride.cli.ExitCode;
import stride.cli.HelpOption;
import stride.cli.options.JsonArgument;
import stride.cli.run.Json;
import stride.cli.run.Provenance;
import stride.cli.terminal.Table;
import stride.cli.terminal.Table.Column;
import stride.cli.terminal.Terminal;
import stride.engine.Roofline;
import stride.engine.Roofline.Bandwidth;
import stride.model.OptionsException;

/** {@code stride bench machine}: the limits that every kernel runs under. */
@Command(
        name = "machine",
        description = "Measures one thread's multiply-add peak, and its reading from each cache and from memory.",
        footer = {"", "Example:  stride bench machine --json"})
final class MachineCommand implements Callable<Integer> {
    @Mixin
    private JsonArgument output;

    @SuppressWarnings("UnusedVariable")
    @Mixin
    private HelpOption help;

    @Override
    public Integer call() {
        Terminal terminal = Terminal.ofProcess(false);
        Roofline roofline = measure();
        if (output.json()) {
            JsonObject bandwidths = new JsonObject();
            JsonObject workingSets = new JsonObject();
            for (Bandwidth level : roofline.bandwidths()) {
                bandwidths.addProperty(level.level(), level.gigabytesPerSecond());
                workingSets.addProperty(level.level(), level.workingSetBytes());
            }
            JsonObject json = new JsonObject();
            json.addProperty("cpu", Provenance.cpu());
            json.addProperty("threads", 1);
            json.addProperty("fma_peak_gflops", roofline.fmaPeakGflops());
            json.add("bandwidth_gb_s", bandwidths);
            json.add("working_set_bytes", workingSets);
            terminal.out().println(Json.text(json));
            return ExitCode.DONE;
        }
        terminal.out().printf("%s, one thread%n", Provenance.cpu());
        terminal.out().printf("multiply-add peak, float32: %.1f GFLOP/s%n%n", roofline.fmaPeakGflops());
        Table table = new Table(List.of(
                new Column("reading from", false, 0),
                new Column("kB read again and again", true, 0),
                new Column("GB/s", true, 0),
                new Column("operations per byte at the peak", true, 0)));
        for (Bandwidth level : roofline.bandwidths()) {
            table.add(List.of(
                    level.level(),
                    Long.toString(level.workingSetBytes() / 1024),
                    "%.1f".formatted(level.gigabytesPerSecond()),
                    "%.1f".formatted(roofline.fmaPeakGflops() / level.gigabytesPerSecond())));
        }
        table.print(terminal);
        return ExitCode.DONE;
    }

    /** The machine's limits, or a clear refusal where the JVM can't reach them. */
    static Roofline measure() {
        try {
            return Roofline.measure();
        } catch (IllegalStateException e) {
            throw new OptionsException("bench: the vector module is missing; " + e.getMessage() + ", or use ./stride");
        }
    }
}
