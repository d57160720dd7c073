package stride.data.download;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

/**
 * The bytes of an answer as they come in, piece by piece, with a limit on the silence between two pieces. The client's
 * own streams wait for ever.
 */
final class Body implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {
    /** What the client's thread hands over: a piece, the end, or a failure. */
    private sealed interface Event {
        record Piece(List<ByteBuffer> buffers) implements Event {}

        record End() implements Event {}

        record Failure(Throwable cause) implements Event {}
    }

    /** One piece is asked for at a time, so at most it and an end wait here. */
    private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(4);

    private final Duration idle;
    private volatile Flow.Subscription subscription;

    Body(Duration idle) {
        this.idle = idle;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> piece) {
        events.add(new Event.Piece(piece));
    }

    @Override
    public void onError(Throwable cause) {
        events.add(new Event.Failure(cause));
    }

    @Override
    public void onComplete() {
        events.add(new Event.End());
    }

    /**
     * The next piece; empty at the end.
     *
     * @throws ConnectionException if the connection fails, or nothing comes for too long
     */
    Optional<List<ByteBuffer>> next() throws ConnectionException, InterruptedException {
        Event event = events.poll(idle.toMillis(), TimeUnit.MILLISECONDS);
        return switch (event) {
            case null ->
                throw new ConnectionException("the server sent nothing for %.3g s".formatted(idle.toMillis() / 1e3));
            case Event.Failure failure -> throw new ConnectionException("the connection was cut", failure.cause());
            case Event.End end -> Optional.empty();
            case Event.Piece piece -> {
                subscription.request(1);
                yield Optional.of(piece.buffers());
            }
        };
    }

    /** Lets go of the connection; harmless at its end. */
    @Override
    public void close() {
        if (subscription != null) {
            subscription.cancel();
        }
    }
}
