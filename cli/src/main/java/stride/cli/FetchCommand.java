package stride.cli;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import stride.cli.options.ResultArguments;
import stride.cli.run.Json;
import stride.cli.terminal.Terminal;
import stride.data.DataException;
import stride.data.download.Download;
import stride.data.download.Patience;
import stride.data.download.RemoteFile;
import stride.model.OptionsException;

/** {@code stride fetch}: the published recording, from where it is kept. */
@Command(
        name = "fetch",
        description = {
            "Downloads the published recording (791 MB), and checks it by its SHA-256.",
            "What was interrupted goes on when it is called again; a complete file is only checked."
        },
        footer = {"", "Example:  stride fetch stringer --out stringer_spontaneous.npy"})
final class FetchCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "DATASET",
            arity = "0..1",
            defaultValue = "stringer",
            description = "Which one; there is stringer (default).")
    private String dataset;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The file, not there yet or the same (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("stringer_spontaneous.npy");

    @Option(names = "--url", paramLabel = "URL", description = "Another address, of a mirror.")
    private URI url = RemoteFile.STRINGER.address();

    @Option(
            names = "--sha256",
            paramLabel = "HEX",
            description = "The checksum of another file than the published one; its size is then what --size says.")
    private String sha256;

    @Option(names = "--size", paramLabel = "BYTES", description = "The size of another file; needs --sha256.")
    private Long size;

    @Mixin
    private ResultArguments output;

    @SuppressWarnings("UnusedVariable")
    @Mixin
    private HelpOption help;

    @Override
    public Integer call() throws InterruptedException {
        Terminal terminal = output.terminal();
        RemoteFile file = file();
        boolean fetched = fetch(file, terminal);
        long bytes = size(out);
        if (output.json()) {
            JsonObject json = new JsonObject();
            json.addProperty("file", out.toString());
            json.addProperty("bytes", bytes);
            json.addProperty("sha256", file.sha256());
            json.addProperty("downloaded", fetched);
            terminal.out().println(Json.text(json));
        } else {
            terminal.out()
                    .printf(
                            "%s: %s, %d bytes, SHA-256 as expected%n",
                            out, fetched ? "downloaded" : "was there already", bytes);
        }
        return ExitCode.DONE;
    }

    private RemoteFile file() {
        if (!dataset.equals("stringer")) {
            throw new OptionsException("%s is no known data set; there is stringer".formatted(dataset));
        }
        if (size != null && sha256 == null) {
            throw new OptionsException("--size: a file of another size has another checksum; give --sha256 as well");
        }
        try {
            return sha256 == null
                    ? new RemoteFile(url, RemoteFile.STRINGER.size(), RemoteFile.STRINGER.sha256())
                    : new RemoteFile(url, size == null ? OptionalLong.empty() : OptionalLong.of(size), sha256);
        } catch (IllegalArgumentException e) {
            throw new OptionsException("fetch: " + e.getMessage());
        }
    }

    private boolean fetch(RemoteFile file, Terminal terminal) throws InterruptedException {
        try (FetchProgress progress = new FetchProgress(terminal)) {
            return Download.to(out, file, Patience.DEFAULT, progress);
        } catch (IOException e) {
            throw OutputException.of(out, e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new DataException(file.toString(), "was taken away meanwhile", e);
        }
    }
}
