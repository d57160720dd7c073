package stride.cli.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import stride.cli.ChosenKernels;
import stride.cli.ExitCode;
import stride.cli.HelpOption;
import stride.cli.options.JsonArgument;
import stride.cli.run.Json;
import stride.cli.terminal.Table;
import stride.cli.terminal.Table.Column;
import stride.cli.terminal.Terminal;
import stride.engine.Kernels;
import stride.engine.ProductSpeed;
import stride.engine.Roofline;
import stride.engine.Workers;
import stride.model.OptionsException;

/** {@code stride bench gemm}: how fast the matrix product runs, against the machine's peak. */
@Command(
        name = "gemm",
        description = "Measures products of float32 matrices, square or m x k x n, against this machine's peak.",
        footer = {"", "Example:  stride bench gemm --n 256,1024,10x500x400 --threads 1"})
final class GemmCommand implements Callable<Integer> {
    /** Seconds to warm up with each product, and again to measure it. */
    private static final double SECONDS = 2;

    /** Three matrices of 16384 x 16384 take 3 GB. */
    private static final int LARGEST = 16_384;

    @Option(
            names = "--n",
            split = ",",
            paramLabel = "N",
            description =
                    "Sizes, comma-separated: N for a square product, MxKxN for another (default: ${DEFAULT-VALUE}).")
    private List<String> sizes = List.of("256", "512", "1024", "2048", "10x500x400");

    @Option(
            names = "--threads",
            paramLabel = "T",
            description = "Threads that share each product (default: ${DEFAULT-VALUE}).")
    private int threads = 1;

    @Mixin
    private JsonArgument output;

    @SuppressWarnings("UnusedVariable")
    @Mixin
    private HelpOption help;

    @Override
    public Integer call() {
        Terminal terminal = Terminal.ofProcess(false);
        List<int[]> shapes = sizes.stream().map(GemmCommand::shape).toList();
        if (threads < 1) {
            throw new OptionsException("--threads " + threads + ": at least 1 is needed");
        }
        Kernels kernels = ChosenKernels.of(terminal);
        Roofline roofline = MachineCommand.measure();
        double peak = roofline.fmaPeakGflops();
        List<ProductSpeed> speeds = new ArrayList<>();
        try (Workers workers = Workers.of(threads)) {
            for (int[] shape : shapes) {
                speeds.add(ProductSpeed.measure(kernels, workers, shape[0], shape[1], shape[2], SECONDS));
            }
        }
        if (output.json()) {
            terminal.out().println(Json.text(json(kernels, peak, speeds)));
            return ExitCode.DONE;
        }
        terminal.out().printf("kernels %s; one thread's multiply-add peak is %.1f GFLOP/s%n%n", kernels.name(), peak);
        Table table = new Table(List.of(
                new Column("m x k x n", false, 0),
                new Column("threads", true, 0),
                new Column("GFLOP/s", true, 0),
                new Column("of one thread's peak", true, 0)));
        for (ProductSpeed speed : speeds) {
            table.add(List.of(
                    "%d x %d x %d".formatted(speed.m(), speed.k(), speed.n()),
                    Integer.toString(speed.threads()),
                    "%.1f".formatted(speed.gflops()),
                    "%.0f %%".formatted(100 * speed.gflops() / peak)));
        }
        table.print(terminal);
        return ExitCode.DONE;
    }

    private JsonObject json(Kernels kernels, double peak, List<ProductSpeed> speeds) {
        JsonArray products = new JsonArray();
        for (ProductSpeed speed : speeds) {
            JsonObject product = new JsonObject();
            product.addProperty("m", speed.m());
            product.addProperty("k", speed.k());
            product.addProperty("n", speed.n());
            product.addProperty("threads", speed.threads());
            product.addProperty("gflops", speed.gflops());
            product.addProperty("fraction_of_peak", speed.gflops() / peak);
            products.add(product);
        }
        JsonObject json = new JsonObject();
        json.addProperty("kernels", kernels.name());
        json.addProperty("fma_peak_gflops", peak);
        json.add("products", products);
        return json;
    }

    private static int[] shape(String text) {
        String[] parts = text.strip().split("x", -1);
        int[] shape = new int[3];
        if (parts.length != 1 && parts.length != 3) {
            throw wrong(text);
        }
        for (int i = 0; i < 3; i++) {
            try {
                shape[i] = Integer.parseInt(parts[parts.length == 1 ? 0 : i].strip());
            } catch (NumberFormatException e) {
                throw wrong(text);
            }
            if (shape[i] < 1 || shape[i] > LARGEST) {
                throw wrong(text);
            }
        }
        return shape;
    }

    private static OptionsException wrong(String text) {
        return new OptionsException(
                "--n %s: expected N or MxKxN, whole numbers from 1 to %d, comma-separated".formatted(text, LARGEST));
    }
}
