package stride.cli.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.TreeSet;
import stride.model.OptionsException;
import stride.model.UnfitException;

/**
 * What a run was asked for, kept beside what it has come to, so that nothing else goes on from that.
 *
 * @param file where it is kept
 * @param asked {@code options}, {@code data} and {@code program}, each an object; the first difference is told in the
 *     order that they have here
 */
record RunIdentity(Path file, JsonObject asked) {
    /** Keeps it; there is a whole one at any moment. */
    void write() throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(beside, Json.text(asked));
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Compares it with the one that was kept.
     *
     * @param part the run, for messages
     * @throws OptionsException if that was asked for something else
     * @throws UnfitException   if it was begun on other data, or by another version or other kernels
     */
    void requireSame(Path part) throws IOException {
        JsonObject before;
        try {
            before = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw new UnfitException(
                    "%s: what the run was asked for can't be read; remove %s and begin again".formatted(part, part));
        }
        for (String group : asked.keySet()) {
            String difference = difference(asked.get(group), before.get(group), group);
            if (!difference.isEmpty()) {
                String message = "%s: --resume: %s; give what the run was begun with, or remove %s"
                        .formatted(part, difference, part);
                throw group.equals("options") ? new OptionsException(message) : new UnfitException(message);
            }
        }
    }

    /** The first difference, in words; empty where there is none. */
    private static String difference(JsonElement now, JsonElement before, String name) {
        if (now instanceof JsonObject a && before instanceof JsonObject b) {
            TreeSet<String> keys = new TreeSet<>(a.keySet());
            keys.addAll(b.keySet());
            return keys.stream()
                    .map(key -> difference(a.get(key), b.get(key), key))
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .orElse("");
        }
        // Compared as they are written: a number that was parsed is of another class.
        return String.valueOf(now).equals(String.valueOf(before))
                ? ""
                : "%s is now %s, and was %s".formatted(name, now, before);
    }
}
