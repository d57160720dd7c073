package stride.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares run directories to the byte, but for what tells of time and place. */
final class RunBytes {
    private static final List<String> TIMES = List.of("timing", "command", "directory");

    private RunBytes() {}

    /** Every file of one is in the other, and holds the same. */
    static void assertSame(Path actual, Path expected) throws IOException {
        assertThat(names(actual)).isEqualTo(names(expected));
        for (String name : names(expected)) {
            assertThat(content(actual.resolve(name))).as(name).isEqualTo(content(expected.resolve(name)));
        }
    }

    private static List<String> names(Path run) throws IOException {
        try (Stream<Path> files = Files.walk(run)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> run.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static String content(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (name.equals("report.html")) {
            return ""; // made of the other files, with their times
        }
        if (name.startsWith("history")) {
            return Files.readAllLines(file).stream()
                    .map(line -> line.substring(0, line.lastIndexOf(',')))
                    .collect(Collectors.joining("\n"));
        }
        if (name.equals("run.json")) {
            JsonObject run = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
            withoutTimes(run);
            return run.toString();
        }
        return HexFormat.of().formatHex(Files.readAllBytes(file));
    }

    private static void withoutTimes(JsonElement json) {
        if (json instanceof JsonObject object) {
            TIMES.forEach(object::remove);
            object.asMap().values().forEach(RunBytes::withoutTimes);
        } else if (json.isJsonArray()) {
            json.getAsJsonArray().forEach(RunBytes::withoutTimes);
        }
    }
}
