package stride.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import stride.cli.options.JsonArgument;
import stride.cli.run.Json;
import stride.cli.run.Provenance;
import stride.cli.terminal.Terminal;
import stride.engine.Kernels;

/** {@code stride doctor}: what this machine offers, what is wrong with it, and how to mend it. */
@Command(
        name = "doctor",
        description = "Shows the JDK, the kernels chosen, cores and memory; says what is wrong and how to mend it.",
        footer = {"", "Example:  stride doctor --json"})
final class DoctorCommand implements Callable<Integer> {
    private static final long MEGABYTE = 1 << 20;

    /** What the study of a full-size recording was measured to need. */
    private static final long COMFORTABLE_HEAP = 1200 * MEGABYTE;

    @Mixin
    private JsonArgument output;

    @SuppressWarnings("UnusedVariable")
    @Mixin
    private HelpOption help;

    @Override
    public Integer call() {
        Terminal terminal = Terminal.ofProcess(false);
        Kernels kernels = ChosenKernels.of(new Terminal(System.out, System.err, true, false));
        long heap = Runtime.getRuntime().maxMemory();
        int cores = Runtime.getRuntime().availableProcessors();
        List<String> advice = advice(kernels, heap, cores);
        if (output.json()) {
            JsonObject json = new JsonObject();
            json.addProperty("version", Version.number());
            json.addProperty("jdk", Runtime.version().toString());
            json.addProperty("jdk_vendor", System.getProperty("java.vendor"));
            json.addProperty("jdk_home", System.getProperty("java.home"));
            json.addProperty("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
            json.addProperty("cpu", Provenance.cpu());
            json.addProperty("cores", cores);
            json.addProperty("kernels", kernels.name());
            json.addProperty("heap_mb", heap / MEGABYTE);
            json.addProperty("memory_mb", memory() / MEGABYTE);
            JsonArray list = new JsonArray();
            advice.forEach(list::add);
            json.add("advice", list);
            terminal.out().println(Json.text(json));
            return ExitCode.DONE;
        }
        terminal.out().printf("stride   %s%n", Version.number());
        terminal.out()
                .printf(
                        "JDK      %s, %s (%s)%n",
                        Runtime.version(), System.getProperty("java.vendor"), System.getProperty("java.home"));
        terminal.out().printf("CPU      %s, %d cores, %s%n", Provenance.cpu(), cores, System.getProperty("os.arch"));
        terminal.out().printf("kernels  %s%n", kernels.name());
        terminal.out()
                .printf("memory   %d MB, of which the heap may take %d MB%n", memory() / MEGABYTE, heap / MEGABYTE);
        if (advice.isEmpty()) {
            terminal.out().println("nothing is wrong");
        } else {
            advice.forEach(line -> terminal.out().println("! " + line));
        }
        return ExitCode.DONE;
    }

    private static List<String> advice(Kernels kernels, long heap, int cores) {
        List<String> advice = new ArrayList<>();
        if (Runtime.version().compareTo(Runtime.Version.parse("25.0.3")) < 0) {
            advice.add("JDK %s has a fault in its G1 collector; install 25.0.3 or newer".formatted(Runtime.version()));
        }
        if (kernels.name().startsWith("scalar")) {
            advice.add("the scalar kernels are many times slower; start Stride with its launcher, or with"
                    + " java --add-modules jdk.incubator.vector");
        }
        if (heap < COMFORTABLE_HEAP) {
            advice.add("a heap of %d MB is small for a full-size recording; set STRIDE_JAVA_OPTIONS=-Xmx2g"
                    .formatted(heap / MEGABYTE));
        }
        if (cores == 1) {
            advice.add("one core: networks train one after the other");
        }
        return advice;
    }

    private static long memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 0;
    }
}
