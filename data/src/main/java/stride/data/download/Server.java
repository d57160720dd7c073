package stride.data.download;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks for a file over HTTP, whole or from some byte on; follows redirects, but never from https to http. */
final class Server implements AutoCloseable {
    private final HttpClient client;
    private final Patience patience;

    Server(Patience patience) {
        this.patience = patience;
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1) // one long body gains nothing from HTTP/2's flow control
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(patience.connect())
                .build();
    }

    /**
     * The answer, whose body is yet to come.
     *
     * @param range the bytes that it has, where it is a part
     * @param etag  the server's name for this version of the file, if it is a strong one
     */
    record Answer(int status, OptionalLong length, Optional<ContentRange> range, Optional<String> etag, Body body)
            implements AutoCloseable {
        @Override
        public void close() {
            body.close();
        }
    }

    /**
     * Asks for the bytes from {@code first} on.
     *
     * @param etag the version that the bytes before {@code first} are of, if it is known; the server is to send another
     *             one whole
     * @throws ConnectionException if no answer comes
     */
    Answer ask(URI address, long first, Optional<String> etag) throws ConnectionException, InterruptedException {
        // Compressed on the way, neither lengths nor ranges would be the file's own.
        HttpRequest.Builder request = HttpRequest.newBuilder(address).header("Accept-Encoding", "identity");
        if (first > 0) {
            request.header("Range", "bytes=%d-".formatted(first));
            etag.ifPresent(version -> request.header("If-Range", version));
        }
        HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = headers(request.build());
        Body body = new Body(patience.idle());
        response.body().subscribe(body);
        return new Answer(
                response.statusCode(),
                response.headers().firstValueAsLong("Content-Length"),
                response.headers().firstValue("Content-Range").flatMap(ContentRange::parse),
                response.headers().firstValue("ETag").filter(tag -> tag.startsWith("\"")),
                body);
    }

    /** The request's own timeout would, in later JDKs, hold for the body as well. */
    private HttpResponse<Flow.Publisher<List<ByteBuffer>>> headers(HttpRequest request)
            throws ConnectionException, InterruptedException {
        CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> answer =
                client.sendAsync(request, BodyHandlers.ofPublisher());
        Duration limit = patience.connect().plus(patience.idle());
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new ConnectionException(
                    "the server did not answer within %.3g s".formatted(limit.toMillis() / 1e3), e);
        } catch (ExecutionException e) {
            throw new ConnectionException(reason(e.getCause(), request.uri()), e.getCause());
        }
    }

    private static String reason(Throwable cause, URI address) {
        return switch (cause) {
            case HttpConnectTimeoutException slow -> "no connection to %s in time".formatted(address.getHost());
            case ConnectException none -> "no connection to %s".formatted(address.getHost());
            case IOException cut -> "the connection failed (%s)".formatted(cut.getMessage());
            default -> "the connection failed (%s)".formatted(cause);
        };
    }

    /** Ends what is under way; waits for nothing. */
    @Override
    public void close() {
        client.shutdownNow();
    }
}
