package stride.data.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static stride.data.download.ScriptedServer.answer;
import static stride.data.download.ScriptedServer.ranges;
import static stride.data.download.ScriptedServer.whole;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stride.data.DataException;
import stride.data.Sha256;

/** Downloads from servers that do what servers do: good ones, cut ones, and those that lie. */
@Timeout(60)
class DownloadTest {
    private static final int ALL = Integer.MAX_VALUE;
    private static final Patience SHORT =
            new Patience(Duration.ofSeconds(5), Duration.ofMillis(400), 3, Duration.ofMillis(5));

    @TempDir
    private Path folder;

    private final byte[] file = new byte[300_000];

    DownloadTest() {
        new Random(5).nextBytes(file);
    }

    @Test
    void aWholeFileIsBroughtAndThenOnlyChecked() throws Exception {
        try (ScriptedServer server = new ScriptedServer(whole(file))) {
            assertThat(download(server)).isTrue();
            assertWhole();
            assertThat(download(server)).isFalse();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void whatIsCutGoesOnWhereItWasCut() throws Exception {
        try (ScriptedServer server = new ScriptedServer(ranges(file, "a", 100_000), ranges(file, "a", ALL))) {
            assertThat(download(server)).isTrue();
            assertThat(server.requests()).hasSize(2);
            int first = ScriptedServer.first(server.requests().get(1));
            assertThat(first).isBetween(1, 100_000);
            assertThat(server.requests().get(1)).contains("If-Range: \"a\"");
        }
        assertWhole();
    }

    @Test
    void anotherProcessGoesOnWithWhatOneLeft() throws Exception {
        Files.write(part(), Arrays.copyOf(file, 123_456));
        try (ScriptedServer server = new ScriptedServer(ranges(file, "a", ALL))) {
            download(server);
            assertThat(ScriptedServer.first(server.requests().getFirst())).isEqualTo(123_456);
        }
        assertWhole();
    }

    @Test
    void whatOneLeftCompleteIsCheckedWithoutTheServer() throws Exception {
        Files.write(part(), file);
        Download.to(target(), remote(URI.create("http://127.0.0.1:1/none"), true), SHORT, DownloadWatcher.NONE);
        assertWhole();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 150_000, 299_999, 300_000, 400_000})
    void otherBytesThatOneLeftAreReplaced(int length) throws Exception {
        Files.write(part(), new byte[length]);
        try (ScriptedServer server = new ScriptedServer(ranges(file, "a", ALL))) {
            download(server);
        }
        assertWhole();
    }

    @Test
    void aServerThatIgnoresRangesSendsItAgainFromTheStart() throws Exception {
        Files.write(part(), new byte[200_000]);
        try (ScriptedServer server = new ScriptedServer(whole(file))) {
            download(server);
        }
        assertWhole();
    }

    @Test
    void aFileThatChangesOnTheWayIsBroughtWhole() throws Exception {
        byte[] old = new byte[file.length];
        try (ScriptedServer server = new ScriptedServer(ranges(old, "old", 100_000), ranges(file, "new", ALL))) {
            download(server);
        }
        assertWhole();
    }

    @Test
    void aPartFromAnotherPlaceThanAskedForIsNotAppended() throws Exception {
        Files.write(part(), Arrays.copyOf(file, 1000));
        byte[] tail = Arrays.copyOfRange(file, 500, file.length);
        String headers = "Content-Length: %d\r\nContent-Range: bytes 500-299999/300000\r\n".formatted(tail.length);
        try (ScriptedServer server = new ScriptedServer(answer(206, headers, tail), whole(file))) {
            download(server);
            assertThat(server.requests().get(1)).doesNotContain("Range");
        }
        assertWhole();
    }

    @Test
    void aRangeThatCantBeHadBeginsAnew() throws Exception {
        Files.write(part(), Arrays.copyOf(file, 1000));
        try (ScriptedServer server =
                new ScriptedServer(answer(416, "Content-Length: 0\r\n", new byte[0]), whole(file))) {
            download(server);
        }
        assertWhole();
    }

    @Test
    void withoutASizeACompletePartIsRecognisedByTheServersRefusal() throws Exception {
        Files.write(part(), file);
        String headers = "Content-Length: 0\r\nContent-Range: bytes */300000\r\n";
        try (ScriptedServer server = new ScriptedServer(answer(416, headers, new byte[0]))) {
            Download.to(target(), remote(server.address(), false), SHORT, DownloadWatcher.NONE);
        }
        assertWhole();
    }

    @Test
    void redirectsAreFollowed() throws Exception {
        try (ScriptedServer there = new ScriptedServer(ranges(file, "a", 1000), ranges(file, "a", ALL));
                ScriptedServer server = new ScriptedServer(redirect(there.address()))) {
            download(server);
            assertThat(ScriptedServer.first(there.requests().get(1))).isPositive();
        }
        assertWhole();
    }

    @Test
    void aRingOfRedirectsEnds() throws Exception {
        try (ScriptedServer server = new ScriptedServer(redirect(URI.create("/file")))) {
            refused(server, "redirects");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 429})
    void aServerThatIsBusyIsAskedAgain(int status) throws Exception {
        try (ScriptedServer server =
                new ScriptedServer(answer(status, "Content-Length: 0\r\n", new byte[0]), whole(file))) {
            download(server);
        }
        assertWhole();
    }

    @Test
    void aServerThatStaysBusyIsGivenUp() throws Exception {
        try (ScriptedServer server = new ScriptedServer(answer(503, "Content-Length: 0\r\n", new byte[0]))) {
            refused(server, "503", "after 3 attempts");
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void aMissingFileIsNotAskedForAgain() throws Exception {
        try (ScriptedServer server = new ScriptedServer(answer(404, "Content-Length: 2\r\n", new byte[2]))) {
            refused(server, "404");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void otherBytesAreRefused() throws Exception {
        try (ScriptedServer server = new ScriptedServer(whole(new byte[file.length]))) {
            refused(server, "other bytes", Sha256.of(file));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {299_999, 300_001})
    void anotherLengthIsRefusedBeforeAnythingIsBrought(int length) throws Exception {
        try (ScriptedServer server = new ScriptedServer(whole(Arrays.copyOf(file, length)))) {
            refused(server, length + " bytes", "300000");
        }
    }

    @Test
    void aBodyWithoutALengthThatGoesOnIsCutOff() throws Exception {
        try (ScriptedServer server = new ScriptedServer(answer(200, "", new byte[5_000_000]))) {
            refused(server, "more than the 300000 bytes");
        }
    }

    @Test
    void aBodyWithoutALengthThatEndsEarlyIsCompleted() throws Exception {
        try (ScriptedServer server =
                new ScriptedServer(answer(200, "", Arrays.copyOf(file, 7000)), ranges(file, "a", ALL))) {
            download(server);
        }
        assertWhole();
    }

    @Test
    void aLengthThatNeverComesIsGivenUpAndWhatCameIsKept() throws Exception {
        byte[] half = Arrays.copyOf(file, 150_000);
        try (ScriptedServer server = new ScriptedServer(answer(200, "Content-Length: 300000\r\n", half))) {
            refused(server, "after 3 attempts", "are kept");
        }
        assertThat(part()).exists();
        try (ScriptedServer server = new ScriptedServer(ranges(file, "a", ALL))) {
            download(server);
        }
        assertWhole();
    }

    @Test
    void silenceInTheMiddleIsWaitedForOnlySoLong() throws Exception {
        ScriptedServer.Answer stalling = (request, out) -> {
            ranges(file, "a", 50_000).to(request, out);
            Thread.sleep(2000);
        };
        try (ScriptedServer server = new ScriptedServer(stalling, ranges(file, "a", ALL))) {
            download(server);
        }
        assertWhole();
    }

    @Test
    void aServerThatNeverAnswersIsGivenUp() throws Exception {
        Patience brief = new Patience(Duration.ofMillis(200), Duration.ofMillis(200), 1, Duration.ZERO);
        try (ScriptedServer server = new ScriptedServer((request, out) -> Thread.sleep(3000))) {
            assertThatThrownBy(() -> Download.to(target(), remote(server.address(), true), brief, DownloadWatcher.NONE))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("did not answer");
        }
    }

    @Test
    void nobodyThereIsGivenUp() {
        assertThatThrownBy(() -> Download.to(
                        target(), remote(URI.create("http://127.0.0.1:1/none"), true), SHORT, DownloadWatcher.NONE))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no connection to 127.0.0.1");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anotherFileInItsPlaceStays() throws Exception {
        Files.writeString(target(), "mine");
        try (ScriptedServer server = new ScriptedServer(whole(file))) {
            assertThatThrownBy(() -> download(server)).isInstanceOf(FileSystemException.class);
        }
        assertThat(target()).hasContent("mine");
    }

    @Test
    void twoAtOnceDoNotWriteToOneFile() throws Exception {
        try (FileChannel held = FileChannel.open(part(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                ScriptedServer server = new ScriptedServer(whole(file))) {
            held.lock();
            assertThatThrownBy(() -> download(server)).hasMessageContaining("another download");
        }
    }

    private boolean download(ScriptedServer server) throws IOException, InterruptedException {
        return Download.to(target(), remote(server.address(), true), SHORT, DownloadWatcher.NONE);
    }

    private void refused(ScriptedServer server, String... expected) {
        assertThatThrownBy(() -> download(server))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll(expected);
        assertThat(target()).doesNotExist();
    }

    private void assertWhole() {
        assertThat(target()).hasBinaryContent(file);
        assertThat(part()).doesNotExist();
    }

    private RemoteFile remote(URI address, boolean sized) {
        return new RemoteFile(address, sized ? OptionalLong.of(file.length) : OptionalLong.empty(), Sha256.of(file));
    }

    private static ScriptedServer.Answer redirect(URI there) {
        return answer(302, "Location: %s\r\nContent-Length: 0\r\n".formatted(there), new byte[0]);
    }

    private Path target() {
        return folder.resolve("file.npy");
    }

    private Path part() {
        return folder.resolve("file.npy.part");
    }
}
