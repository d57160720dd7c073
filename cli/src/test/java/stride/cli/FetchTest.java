package stride.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stride.data.Sha256;

/** {@code fetch} from a server on the loopback address; what servers can do wrong is tested where it is downloaded. */
class FetchTest {
    private static final byte[] FILE = "activity".repeat(1000).getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path folder;

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/file", exchange -> {
            exchange.sendResponseHeaders(200, FILE.length);
            exchange.getResponseBody().write(FILE);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aFileIsDownloadedOnceAndCheckedAfterThat() {
        Invocation first = fetch("/file", Sha256.of(FILE), "--json");
        assertThat(first.exitCode()).as(first.err()).isZero();
        JsonObject json = JsonParser.parseString(first.out()).getAsJsonObject();
        assertThat(json.get("downloaded").getAsBoolean()).isTrue();
        assertThat(json.get("bytes").getAsLong()).isEqualTo(FILE.length);
        assertThat(out()).hasBinaryContent(FILE);

        Invocation second = fetch("/file", Sha256.of(FILE));
        assertThat(second.exitCode()).isZero();
        assertThat(second.out()).contains("was there already");
    }

    @Test
    void otherBytesAreUnusableInputAndLeaveNothing() {
        assertError(fetch("/file", "0".repeat(64)), ExitCode.INPUT, "the server sent other bytes");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatIsNotTheFileOfThatSizeIsUnusableInput() {
        assertError(fetch("/file", "0".repeat(64), "--size", "7"), ExitCode.INPUT, "8000 bytes, expected 7");
    }

    @Test
    void aMissingFileIsUnusableInput() {
        assertError(fetch("/nothing", Sha256.of(FILE)), ExitCode.INPUT, "the server answered 404");
    }

    @Test
    void anotherFileInItsPlaceStays() throws IOException {
        Files.writeString(out(), "mine");
        assertError(fetch("/file", Sha256.of(FILE)), ExitCode.OUTPUT, "another file stands there");
        assertThat(out()).hasContent("mine");
    }

    @Test
    void aPlaceThatCantBeWrittenIsOutput() {
        String out = "/dev/null/file.npy";
        assertError(fetchTo(out, "/file", Sha256.of(FILE)), ExitCode.OUTPUT, "can't be written");
    }

    private Invocation fetch(String path, String sha256, String... more) {
        return fetchTo(out().toString(), path, sha256, more);
    }

    private Invocation fetchTo(String out, String path, String sha256, String... more) {
        String url = "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path);
        String[] always = {"fetch", "stringer", "--url", url, "--sha256", sha256, "--out", out};
        String[] arguments = Stream.of(always, more).flatMap(Arrays::stream).toArray(String[]::new);
        return Invocation.of(arguments);
    }

    private static void assertError(Invocation invocation, int code, String expected) {
        assertThat(invocation.exitCode()).as(invocation.err()).isEqualTo(code);
        assertThat(invocation.errLines())
                .singleElement()
                .asString()
                .startsWith("stride: ")
                .contains(expected);
        assertThat(invocation.out()).isEmpty();
    }

    private Path out() {
        return folder.resolve("file.npy");
    }
}
