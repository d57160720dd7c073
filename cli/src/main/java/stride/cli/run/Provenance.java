package stride.cli.run;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import stride.cli.Version;
import stride.data.ReadFiles;
import stride.data.Recording;
import stride.data.Screened;
import stride.engine.Kernels;

/** Where a result comes from: which data, which program, which machine. */
public final class Provenance {
    private Provenance() {}

    /** Reads the files once more, for their SHA-256, unless that was done before. */
    public static JsonObject of(String source, Screened screened, Kernels kernels, int threads) {
        Recording recording = screened.recording();
        JsonObject json = new JsonObject();
        json.addProperty("recording", source);
        json.addProperty("sha256", recording.sha256());
        json.add("files", files(recording.files()));
        json.addProperty("layout", recording.layout());
        json.addProperty("neurons", recording.activity().rows());
        json.addProperty("bins", recording.activity().columns());
        JsonArray targets = new JsonArray();
        recording.targetNames().forEach(targets::add);
        json.add("targets", targets);
        json.add("screening", ScreeningReport.json(screened.screening()));
        json.addProperty("version", Version.number());
        json.addProperty("jdk", System.getProperty("java.vendor") + " " + Runtime.version());
        json.addProperty("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        json.addProperty("cpu", cpu());
        json.addProperty("kernels", kernels.name());
        json.addProperty("threads", threads);
        return json;
    }

    private static JsonObject files(ReadFiles read) {
        JsonObject json = new JsonObject();
        json.add("activity", files(read.activity()));
        json.add("target", files(read.target()));
        return json;
    }

    private static JsonArray files(List<ReadFiles.Hashed> read) {
        JsonArray json = new JsonArray();
        for (ReadFiles.Hashed hashed : read) {
            JsonObject one = new JsonObject();
            one.addProperty("file", hashed.file().toString());
            one.addProperty("sha256", hashed.sha256());
            json.add(one);
        }
        return json;
    }

    /** The processor's name, where the system tells it. */
    public static String cpu() {
        Path info = Path.of("/proc/cpuinfo");
        if (Files.isReadable(info)) {
            try (Stream<String> lines = Files.lines(info)) {
                return lines.filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse("unknown");
            } catch (IOException e) {
                return "unknown";
            }
        }
        return System.getenv().getOrDefault("PROCESSOR_IDENTIFIER", "unknown");
    }
}
