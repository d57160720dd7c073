package stride.data.download;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import stride.data.DataException;
import stride.data.Sha256;

/**
 * Downloads a file: resumes what was cut, and gives it its name only when it is whole and its SHA-256 is right. Until
 * then its bytes lie in {@code NAME.part} beside it, and stay there for the next time if this one is interrupted.
 */
public final class Download {
    /** An attempt that brought as much as this was no failure: a poor line may cut a large file often. */
    private static final long PROGRESS = 1 << 20;

    private Download() {}

    /**
     * Downloads, or checks what is already there.
     *
     * @param target where the file is to lie; its folder is created if it is missing
     * @return whether anything was downloaded; false if the file was there already
     * @throws DataException if the server can't be reached, has no such file, or sends other bytes
     * @throws IOException   if the file can't be written, or another one stands in its place
     */
    public static boolean to(Path target, RemoteFile file, Patience patience, DownloadWatcher watcher)
            throws IOException, InterruptedException {
        Path place = target.toAbsolutePath().normalize();
        if (Files.exists(place)) {
            requireSame(place, file, watcher);
            return false;
        }
        Files.createDirectories(place.getParent());
        try (PartFile part = PartFile.beside(place);
                Server server = new Server(patience)) {
            Transfer transfer = new Transfer(file, server, part, watcher);
            bring(transfer, part, file, patience, watcher);
            String found = Sha256.of(part.path(), watcher::checked);
            if (!found.equals(file.sha256()) && transfer.pieced()) {
                // The pieces may be of different versions of the file: once more, in one piece if it can be.
                transfer.clear();
                bring(transfer, part, file, patience, watcher);
                found = Sha256.of(part.path(), watcher::checked);
            }
            if (!found.equals(file.sha256())) {
                part.delete();
                throw new DataException(
                        file.address().toString(),
                        "the server sent other bytes: SHA-256 %s, expected %s; name another address with --url"
                                .formatted(found, file.sha256()));
            }
            part.becomes(place);
        }
        return true;
    }

    private static void requireSame(Path place, RemoteFile file, DownloadWatcher watcher) throws IOException {
        if (Files.isDirectory(place)) {
            throw new FileSystemException(place.toString(), null, "a folder stands there");
        }
        long size = Files.size(place);
        boolean same = size == file.size().orElse(size)
                && Sha256.of(place, watcher::checked).equals(file.sha256());
        if (!same) {
            throw new FileSystemException(place.toString(), null, "another file stands there, of other bytes");
        }
    }

    /** Tries until all of it is there. */
    private static void bring(
            Transfer transfer, PartFile part, RemoteFile file, Patience patience, DownloadWatcher watcher)
            throws IOException, InterruptedException {
        int failures = 0;
        while (true) {
            long before = part.length();
            try {
                transfer.attempt();
                return;
            } catch (ConnectionException e) {
                failures = part.length() - before >= PROGRESS ? 1 : failures + 1;
                if (failures >= patience.attempts()) {
                    throw givenUp(e, part, file, failures);
                }
                Duration wait = patience.waitAfter(failures);
                watcher.waits(e.getMessage(), wait);
                Thread.sleep(wait);
            }
        }
    }

    private static DataException givenUp(ConnectionException e, PartFile part, RemoteFile file, int failures)
            throws IOException {
        String kept = part.length() == 0 ? "" : "; the %d bytes that came are kept".formatted(part.length());
        return new DataException(
                file.address().toString(),
                "%s, after %d attempts%s; try again later".formatted(e.getMessage(), failures, kept),
                e);
    }
}
