package stride.cli;

import java.time.Duration;
import java.util.OptionalLong;
import stride.cli.terminal.ProgressLine;
import stride.cli.terminal.Terminal;
import stride.data.download.DownloadWatcher;

/** Shows a download, and then the check of its bytes, each in a line of its own. */
final class FetchProgress implements DownloadWatcher, AutoCloseable {
    private static final long MEGABYTE = 1_000_000;

    private final Terminal terminal;
    private ProgressLine line;
    private boolean checking;

    FetchProgress(Terminal terminal) {
        this.terminal = terminal;
        this.line = terminal.progress("fetching", "MB");
    }

    @Override
    public void begins(long kept, OptionalLong whole) {
        show(false);
        line.from(kept / MEGABYTE);
    }

    @Override
    public void received(long bytes, OptionalLong whole) {
        whole.ifPresent(of -> line.at(bytes / MEGABYTE, of / MEGABYTE));
    }

    @Override
    public void waits(String reason, Duration wait) {
        terminal.message("fetching: %s; trying again in %.0f s".formatted(reason, wait.toMillis() / 1e3));
    }

    @Override
    public void checked(long bytes, long size) {
        show(true);
        line.at(bytes / MEGABYTE, size / MEGABYTE);
    }

    /** A file of other bytes may be brought once more after its check. */
    private void show(boolean check) {
        if (check != checking) {
            line.close();
            line = terminal.progress(check ? "checking" : "fetching", "MB");
            checking = check;
        }
    }

    @Override
    public void close() {
        line.close();
    }
}
