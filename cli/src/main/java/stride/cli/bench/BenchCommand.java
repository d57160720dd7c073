package stride.cli.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import stride.cli.HelpOption;

/** {@code stride bench}: what this machine does, in a minute each. Comparisons between versions want JMH, in {@code bench}. */
@Command(
        name = "bench",
        description = "Measures this machine for a minute: its limits, or how near to them Stride comes.",
        subcommands = {MachineCommand.class, GemmCommand.class, StepCommand.class, PcaSpeedCommand.class},
        footer = {"", "Example:  stride bench machine"})
public final class BenchCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("UnusedVariable")
    @Mixin
    private HelpOption help;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
