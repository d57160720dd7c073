package stride.cli.browser;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Chromium without a window, steered through its DevTools protocol: nothing but the JDK is needed for that. */
final class Browser implements AutoCloseable {
    private static final long START_SECONDS = 60;

    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Connection connection;

    private Browser(Process process, Path profile) throws IOException, InterruptedException {
        this.process = process;
        List<String> port = activePort(profile);
        this.connection =
                Connection.to(client, URI.create("ws://127.0.0.1:%s%s".formatted(port.getFirst(), port.getLast())));
    }

    /** The browser that this machine has. */
    static Optional<Path> installed() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .map(name -> Path.of("/usr/bin", name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts one.
     *
     * @param profile an empty folder of its own
     */
    static Browser start(Path executable, Path profile) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                executable.toString(),
                "--headless",
                "--no-sandbox", // root has no sandbox
                "--disable-gpu",
                "--use-angle=swiftshader", // WebGL in software, for figures in three dimensions
                "--enable-unsafe-swiftshader",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("chromium.log").toFile())
                .start();
        try {
            return new Browser(process, profile);
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** The port and the address behind it, which the browser writes down when it listens. */
    private static List<String> activePort(Path profile) throws IOException, InterruptedException {
        Path file = profile.resolve("DevToolsActivePort");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (System.nanoTime() < end) {
            if (Files.exists(file)) {
                List<String> lines = Files.readAllLines(file);
                if (lines.size() == 2) {
                    return lines;
                }
            }
            Thread.sleep(20);
        }
        throw new AssertionError("no browser after %d s: %s"
                .formatted(START_SECONDS, Files.readString(profile.resolve("chromium.log"))));
    }

    /** Opens a file, as a screen of this size shows it, and waits until all is drawn. */
    Page open(Path file, int width, int height, boolean dark) {
        JsonObject blank = new JsonObject();
        blank.addProperty("url", "about:blank");
        JsonObject target = connection.call("", "Target.createTarget", blank);
        JsonObject attach = new JsonObject();
        attach.addProperty("targetId", target.get("targetId").getAsString());
        attach.addProperty("flatten", true);
        String session = connection
                .call("", "Target.attachToTarget", attach)
                .get("sessionId")
                .getAsString();
        Page page = new Page(connection, session);
        page.show(width, height, dark);
        page.navigate(file.toUri());
        return page;
    }

    @Override
    public void close() {
        connection.close();
        client.close();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().orTimeout(START_SECONDS, TimeUnit.SECONDS).join();
    }
}
