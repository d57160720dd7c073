package stride.cli.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import stride.cli.ChosenKernels;
import stride.cli.ExitCode;
import stride.cli.HelpOption;
import stride.cli.options.JsonArgument;
import stride.cli.run.Json;
import stride.cli.terminal.Terminal;
import stride.engine.Activation;
import stride.engine.Kernels;
import stride.model.OptionsException;
import stride.model.network.StepSpeed;

/** {@code stride bench step}: how long a training step takes, in one thread. */
@Command(
        name = "step",
        description = "Measures a training step: forward, backward and Adam's update on one batch, in one thread.",
        footer = {"", "Example:  stride bench step --inputs 500 --hidden 400,10,10 --activation relu --batch 10"})
final class StepCommand implements Callable<Integer> {
    private static final int NETWORKS = 9;
    private static final double SECONDS = 4;

    @Option(names = "--inputs", paramLabel = "N", description = "Inputs (default: ${DEFAULT-VALUE}).")
    private int inputs = 500;

    @Option(
            names = "--hidden",
            split = ",",
            paramLabel = "N",
            description = "Widths of the hidden layers (default: ${DEFAULT-VALUE}).")
    private List<Integer> hidden = List.of(400, 10, 10);

    @Option(
            names = "--activation",
            paramLabel = "NAME",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Activation activation = Activation.RELU;

    @Option(names = "--batch", paramLabel = "N", description = "Rows in a batch (default: ${DEFAULT-VALUE}).")
    private int batch = 10;

    @Mixin
    private JsonArgument output;

    @SuppressWarnings("UnusedVariable")
    @Mixin
    private HelpOption help;

    @Override
    public Integer call() {
        requirePositive("--inputs", inputs);
        requirePositive("--batch", batch);
        hidden.forEach(width -> requirePositive("--hidden", width));
        Terminal terminal = Terminal.ofProcess(false);
        Kernels kernels = ChosenKernels.of(terminal);
        StepSpeed speed = StepSpeed.measure(kernels, inputs, hidden, activation, batch, NETWORKS, SECONDS);
        String network =
                inputs + "-" + hidden.stream().map(width -> width + "-").collect(Collectors.joining()) + "1";
        if (output.json()) {
            JsonArray widths = new JsonArray();
            hidden.forEach(widths::add);
            JsonObject json = new JsonObject();
            json.addProperty("us_per_step", speed.microsecondsPerStep());
            json.addProperty("fastest_us", speed.fastest());
            json.addProperty("slowest_us", speed.slowest());
            json.addProperty("networks", speed.networks());
            json.addProperty("threads", 1);
            json.addProperty("kernels", kernels.name());
            json.addProperty("inputs", inputs);
            json.add("hidden", widths);
            json.addProperty("activation", activation.label());
            json.addProperty("batch", batch);
            terminal.out().println(Json.text(json));
        } else {
            terminal.out()
                    .printf(
                            "%s, %s, batch of %d, kernels %s, one thread: %.1f us per step%n",
                            network, activation.label(), batch, kernels.name(), speed.microsecondsPerStep());
            terminal.out()
                    .printf(
                            "median of %d fresh networks, from %.1f to %.1f us%n",
                            speed.networks(), speed.fastest(), speed.slowest());
        }
        return ExitCode.DONE;
    }

    private static void requirePositive(String option, int value) {
        if (value < 1 || value > 100_000) {
            throw new OptionsException("%s %d: expected a whole number from 1 to 100000".formatted(option, value));
        }
    }
}
