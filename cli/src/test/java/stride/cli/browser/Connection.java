package stride.cli.browser;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Calls to a browser and its answers; and the events that it tells of in between. */
final class Connection implements WebSocket.Listener, AutoCloseable {
    private static final long ANSWER_SECONDS = 120;

    private final AtomicInteger number = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonObject>> open = new ConcurrentHashMap<>();
    private final List<JsonObject> events = new CopyOnWriteArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private WebSocket socket;

    private Connection() {}

    static Connection to(HttpClient client, URI address) {
        Connection connection = new Connection();
        connection.socket =
                client.newWebSocketBuilder().buildAsync(address, connection).join();
        return connection;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence piece, boolean last) {
        text.append(piece);
        if (last) {
            JsonObject message = JsonParser.parseString(text.toString()).getAsJsonObject();
            text.setLength(0);
            if (message.has("id")) {
                open.remove(message.get("id").getAsInt()).complete(message);
            } else {
                events.add(message);
            }
        }
        from.request(1);
        return null;
    }

    /**
     * Calls a method and waits for its result.
     *
     * @param session of a page; empty for the browser itself
     */
    JsonObject call(String session, String method, JsonObject parameters) {
        JsonObject message = new JsonObject();
        int id = number.incrementAndGet();
        message.addProperty("id", id);
        message.addProperty("method", method);
        message.add("params", parameters);
        if (!session.isEmpty()) {
            message.addProperty("sessionId", session);
        }
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        open.put(id, answer);
        socket.sendText(message.toString(), true).join();
        JsonObject answered = answer.orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS).join();
        if (answered.has("error")) {
            throw new AssertionError(method + ": " + answered.get("error"));
        }
        return answered.getAsJsonObject("result");
    }

    /** What a page has told of so far, by the event's name. */
    List<JsonObject> events(String session, String method) {
        return events.stream()
                .filter(event -> event.get("method").getAsString().equals(method)
                        && event.has("sessionId")
                        && event.get("sessionId").getAsString().equals(session))
                .map(event -> event.getAsJsonObject("params"))
                .toList();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
