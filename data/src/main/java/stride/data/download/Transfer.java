package stride.data.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import stride.data.DataException;

/** One file on its way: each attempt asks for the bytes that are missing, and what comes is appended. */
final class Transfer {
    private final RemoteFile file;
    private final Server server;
    private final PartFile part;
    private final DownloadWatcher watcher;

    private OptionalLong size;
    private Optional<String> etag = Optional.empty();
    private boolean ranges = true;
    /** Whether what is there came in more than one answer, so that it may be of different versions. */
    private boolean pieced;

    Transfer(RemoteFile file, Server server, PartFile part, DownloadWatcher watcher) throws IOException {
        this.file = file;
        this.server = server;
        this.part = part;
        this.watcher = watcher;
        size = file.size();
        pieced = part.length() > 0;
    }

    boolean pieced() {
        return pieced;
    }

    /** Begins anew. */
    void clear() throws IOException {
        part.clear();
        pieced = false;
        etag = Optional.empty();
    }

    /**
     * Gets the rest.
     *
     * @throws ConnectionException if it did not all come; what came is kept
     * @throws DataException       if the server has no such file, or one of another size
     * @throws IOException         if it can't be written
     */
    void attempt() throws ConnectionException, IOException, InterruptedException {
        if (file.size().isPresent() && part.length() > file.size().getAsLong()) {
            clear();
        }
        if (part.length() > 0 && file.size().equals(OptionalLong.of(part.length()))) {
            return; // an earlier download ended before it could check
        }
        long first = ranges ? part.length() : 0;
        try (Server.Answer answer = server.ask(file.address(), first, etag)) {
            switch (answer.status()) {
                case 200 -> {
                    clear();
                    etag = answer.etag();
                    receive(answer, answer.length());
                }
                case 206 -> {
                    requireContinuation(answer, first);
                    pieced |= first > 0;
                    etag = etag.or(answer::etag);
                    receive(answer, answer.range().orElseThrow().total());
                }
                case 416 -> {
                    boolean whole = answer.range()
                            .filter(range -> range.total().equals(OptionalLong.of(first)))
                            .isPresent();
                    if (first == 0 || !whole || file.size().isPresent()) {
                        startOver("the server has no bytes from %d on".formatted(first));
                    }
                }
                default -> refuse(answer.status());
            }
        }
    }

    private void requireContinuation(Server.Answer answer, long first) throws ConnectionException, IOException {
        boolean fits = answer.range()
                .filter(range -> range.first().equals(OptionalLong.of(first)))
                .isPresent();
        if (!fits) {
            ranges = false;
            startOver("the server sent other bytes than those from %d on".formatted(first));
        }
        if (etag.isPresent() && answer.etag().isPresent() && !etag.equals(answer.etag())) {
            startOver("the file on the server has changed");
        }
    }

    private void startOver(String reason) throws ConnectionException, IOException {
        clear();
        throw new ConnectionException(reason);
    }

    private void refuse(int status) throws ConnectionException {
        if (status >= 500 || status == 408 || status == 429) {
            throw new ConnectionException("the server answered " + status);
        }
        throw new DataException(
                file.address().toString(),
                status / 100 == 3
                        ? "leads through too many redirects, or from https to http; name another address with --url"
                        : "the server answered %d; check the address, or name another with --url".formatted(status));
    }

    private void receive(Server.Answer answer, OptionalLong offered)
            throws ConnectionException, IOException, InterruptedException {
        if (file.size().isPresent() && offered.isPresent() && !offered.equals(file.size())) {
            throw new DataException(
                    file.address().toString(),
                    "the server has %d bytes, expected %d; it is another version, name another address with --url"
                            .formatted(offered.getAsLong(), file.size().getAsLong()));
        }
        size = file.size().isPresent() ? file.size() : offered;
        long there = part.length();
        watcher.begins(there, size);
        for (Optional<List<ByteBuffer>> piece = answer.body().next();
                piece.isPresent();
                piece = answer.body().next()) {
            there += piece.get().stream().mapToLong(ByteBuffer::remaining).sum();
            if (size.isPresent() && there > size.getAsLong()) {
                clear();
                throw new DataException(
                        file.address().toString(),
                        "the server sends more than the %d bytes expected; name another address with --url"
                                .formatted(size.getAsLong()));
            }
            part.write(piece.get());
            watcher.received(there, size);
        }
        if (size.isPresent() && there < size.getAsLong()) {
            throw new ConnectionException("the connection ended at byte %d of %d".formatted(there, size.getAsLong()));
        }
    }
}
