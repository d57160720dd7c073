package stride.cli.browser;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A page in a browser. */
final class Page {
    private static final long DRAWN_SECONDS = 120;

    private final Connection connection;
    private final String session;

    Page(Connection connection, String session) {
        this.connection = connection;
        this.session = session;
        for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
            call(domain + ".enable", new JsonObject());
        }
    }

    /** A screen of this size; a narrow one is a phone's. */
    void show(int width, int height, boolean dark) {
        JsonObject screen = new JsonObject();
        screen.addProperty("width", width);
        screen.addProperty("height", height);
        screen.addProperty("deviceScaleFactor", 1);
        screen.addProperty("mobile", width < 600);
        call("Emulation.setDeviceMetricsOverride", screen);
        JsonObject scheme = new JsonObject();
        scheme.addProperty("name", "prefers-color-scheme");
        scheme.addProperty("value", dark ? "dark" : "light");
        JsonArray features = new JsonArray();
        features.add(scheme);
        JsonObject media = new JsonObject();
        media.add("features", features);
        call("Emulation.setEmulatedMedia", media);
    }

    /** Without scripts, as some browsers are set. */
    void withoutScripts() {
        JsonObject off = new JsonObject();
        off.addProperty("value", true);
        call("Emulation.setScriptExecutionDisabled", off);
    }

    /** Goes there and waits until every figure is drawn. */
    void navigate(URI address) {
        JsonObject to = new JsonObject();
        to.addProperty("url", address.toString());
        call("Page.navigate", to);
        await("document.readyState === 'complete' && (!document.getElementById('drawings')"
                + " || document.documentElement.dataset.drawn !== undefined)");
    }

    /** Loads the page again. */
    void reload() {
        call("Page.reload", new JsonObject());
        await("document.readyState === 'complete'");
    }

    /** Waits until an expression is true. */
    void await(String expression) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DRAWN_SECONDS);
        while (!evaluate(expression).getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("still not so: %s; errors: %s".formatted(expression, errors()));
            }
            try {
                Thread.sleep(30);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** The value of an expression; promises are waited for. */
    JsonElement evaluate(String expression) {
        JsonObject asked = new JsonObject();
        asked.addProperty("expression", expression);
        asked.addProperty("returnByValue", true);
        asked.addProperty("awaitPromise", true);
        JsonObject answer = call("Runtime.evaluate", asked);
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
        }
        return answer.getAsJsonObject("result").get("value");
    }

    double number(String expression) {
        return evaluate(expression).getAsDouble();
    }

    /** What went wrong so far: uncaught exceptions, and errors and warnings in the console or of the browser. */
    List<String> errors() {
        List<String> errors = new ArrayList<>();
        connection.events(session, "Runtime.exceptionThrown").forEach(e -> errors.add(e.toString()));
        connection.events(session, "Runtime.consoleAPICalled").stream()
                .filter(e -> List.of("error", "assert", "warning")
                        .contains(e.get("type").getAsString()))
                .forEach(e -> errors.add(e.toString()));
        connection.events(session, "Log.entryAdded").stream()
                .map(e -> e.getAsJsonObject("entry"))
                .filter(e -> e.get("level").getAsString().equals("error"))
                .forEach(e -> errors.add(e.toString()));
        return errors;
    }

    /** Every address that was asked for, but for what the page has in itself. */
    List<String> requests() {
        return connection.events(session, "Network.requestWillBeSent").stream()
                .map(e -> e.getAsJsonObject("request").get("url").getAsString())
                .filter(url -> !url.startsWith("data:") && !url.startsWith("blob:"))
                .toList();
    }

    /** Presses the pointer's button at one place and lets go at another. */
    void drag(double fromX, double fromY, double toX, double toY) {
        mouse("mouseMoved", fromX, fromY);
        mouse("mousePressed", fromX, fromY);
        for (int step = 1; step <= 3; step++) {
            mouse("mouseMoved", fromX + (toX - fromX) * step / 3, fromY + (toY - fromY) * step / 3);
        }
        mouse("mouseReleased", toX, toY);
    }

    private void mouse(String type, double x, double y) {
        JsonObject event = new JsonObject();
        event.addProperty("type", type);
        event.addProperty("x", x);
        event.addProperty("y", y);
        event.addProperty("button", type.equals("mouseMoved") ? "none" : "left");
        event.addProperty("buttons", 1);
        event.addProperty("clickCount", 1);
        call("Input.dispatchMouseEvent", event);
    }

    /** The page as it is printed, as PDF. */
    byte[] printed() {
        JsonObject paper = new JsonObject();
        paper.addProperty("preferCSSPageSize", true);
        paper.addProperty("paperWidth", 8.27);
        paper.addProperty("paperHeight", 11.69);
        return Base64.getDecoder()
                .decode(call("Page.printToPDF", paper).get("data").getAsString());
    }

    /** A picture of the whole page, or of what a selector finds. */
    void screenshot(Path file, String selector) throws IOException {
        JsonObject asked = new JsonObject();
        asked.addProperty("format", "png");
        asked.addProperty("captureBeyondViewport", true);
        JsonObject clip = evaluate("""
                (() => {
                  const box = document.querySelector(%s).getBoundingClientRect();
                  return {x: box.x + scrollX, y: box.y + scrollY, width: box.width, height: box.height, scale: 1};
                })()""".formatted(new com.google.gson.JsonPrimitive(selector)))
                .getAsJsonObject();
        asked.add("clip", clip);
        Files.write(
                file,
                Base64.getDecoder()
                        .decode(call("Page.captureScreenshot", asked)
                                .get("data")
                                .getAsString()));
    }

    private JsonObject call(String method, JsonObject parameters) {
        return connection.call(session, method, parameters);
    }
}
