package stride.data.download;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server on the loopback address that answers each request as its script says; the last answer is given again. */
final class ScriptedServer implements AutoCloseable {
    private static final Pattern RANGE = Pattern.compile("(?i)range: bytes=(\\d+)-");

    /** What is done with one request, given whole; the connection is closed after it. */
    interface Answer {
        void to(String request, OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket socket;
    private final List<Answer> script;
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    ScriptedServer(Answer... script) {
        this.script = List.of(script);
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                StringBuilder request = new StringBuilder();
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    request.append(line).append('\n');
                }
                requests.add(request.toString());
                Answer answer = script.get(Math.min(requests.size(), script.size()) - 1);
                answer.to(request.toString(), client.getOutputStream());
            } catch (IOException e) {
                // The client went away, or the test is over.
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    URI address() {
        return URI.create(
                "http://%s:%d/file".formatted(socket.getInetAddress().getHostAddress(), socket.getLocalPort()));
    }

    List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** The first byte that a request asks for; 0 if it asks for all. */
    static int first(String request) {
        Matcher matcher = RANGE.matcher(request);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    /** A status, header lines, and a body. */
    static Answer answer(int status, String headers, byte[] body) {
        return (request, out) -> write(out, status, headers, body, 0, body.length);
    }

    /** All of it, whatever was asked for. */
    static Answer whole(byte[] file) {
        return answer(200, "Content-Length: %d\r\n".formatted(file.length), file);
    }

    /** As a good server does, with this ETag, but cut after so many bytes of the body. */
    static Answer ranges(byte[] file, String etag, int cut) {
        return (request, out) -> {
            int first = first(request);
            String headers = "ETag: \"%s\"\r\nContent-Length: %d\r\n".formatted(etag, file.length - first);
            boolean current = !request.contains("If-Range") || request.contains("If-Range: \"" + etag + "\"");
            if (first > 0 && current) {
                String range = "Content-Range: bytes %d-%d/%d\r\n".formatted(first, file.length - 1, file.length);
                write(out, 206, headers + range, file, first, Math.min(cut, file.length - first));
            } else {
                String all = "ETag: \"%s\"\r\nContent-Length: %d\r\n".formatted(etag, file.length);
                write(out, 200, all, file, 0, Math.min(cut, file.length));
            }
        };
    }

    private static void write(OutputStream out, int status, String headers, byte[] file, int first, int count)
            throws IOException {
        String head = "HTTP/1.1 %d Said\r\nConnection: close\r\n%s\r\n".formatted(status, headers);
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(file, first, count);
        out.flush();
    }
}
