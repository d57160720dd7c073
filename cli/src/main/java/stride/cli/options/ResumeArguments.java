package stride.cli.options;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import stride.cli.Version;
import stride.engine.Kernels;

/** How a run is taken up that was interrupted. */
public final class ResumeArguments {
    @Option(
            names = "--resume",
            description =
                    "Go on with the interrupted run that --out names; ends with the bytes of one that ran through."
                            + " Of a finished one nothing is done again.")
    private boolean resume;

    /** Whether that was asked for. */
    public boolean resume() {
        return resume;
    }

    /**
     * What must be the same for a run to go on.
     *
     * @param options    everything that was asked for
     * @param arrays     which arrays of the recording
     * @param provenance has the SHA-256 of all files that were read
     */
    public static JsonObject identity(JsonObject options, JsonObject arrays, JsonObject provenance, Kernels kernels) {
        JsonObject data = new JsonObject();
        data.add("sha256", provenance.get("sha256"));
        provenance
                .getAsJsonObject("files")
                .asMap()
                .forEach((what, files) -> data.add("sha256 of the " + what, hashes(files.getAsJsonArray())));
        JsonObject program = new JsonObject();
        program.addProperty("version", Version.number());
        program.addProperty("kernels", kernels.name());
        JsonObject asked = options.deepCopy();
        asked.add("arrays", arrays);
        JsonObject identity = new JsonObject();
        identity.add("data", data); // first, for options that nobody gave follow from the data
        identity.add("program", program);
        identity.add("options", asked);
        return identity;
    }

    /** Without the names: a file may be moved between the two. */
    private static JsonArray hashes(JsonArray files) {
        JsonArray hashes = new JsonArray();
        files.forEach(file -> hashes.add(file.getAsJsonObject().get("sha256")));
        return hashes;
    }

    /** The command line of this process, as it would begin the same run anew. */
    public static String command(CommandSpec spec) {
        List<String> words = new ArrayList<>(List.of(System.getProperty("stride.command", "stride")));
        words.addAll(spec.root().commandLine().getParseResult().originalArgs());
        words.remove("--resume");
        return String.join(" ", words.stream().map(ResumeArguments::quoted).toList());
    }

    /** The command line that goes on with a run that this one began. */
    public static String goOn(CommandSpec spec, Path out) {
        List<String> words = new ArrayList<>(List.of(System.getProperty("stride.command", "stride")));
        words.addAll(spec.root().commandLine().getParseResult().originalArgs());
        if (words.stream().noneMatch(word -> word.equals("--out") || word.startsWith("--out="))) {
            words.addAll(List.of("--out", out.toString()));
        }
        if (!words.contains("--resume")) {
            words.add("--resume");
        }
        return String.join(" ", words.stream().map(ResumeArguments::quoted).toList());
    }

    /** As a shell takes it for one word. */
    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
