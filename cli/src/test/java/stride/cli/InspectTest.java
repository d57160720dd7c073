package stride.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code inspect} tells of arrays that belong to no known layout. */
class InspectTest {
    @TempDir
    private Path folder;

    @Test
    void everyArrayHasItsRangeAndItsUses() throws IOException {
        Path file = folder.resolve("mine.npz");
        double[] activity = IntStream.range(0, 400).mapToDouble(i -> i % 7).toArray();
        double[] slow =
                IntStream.range(0, 100).mapToDouble(i -> Math.sin(i / 5.0)).toArray();
        double[] gaps = slow.clone();
        gaps[3] = Double.NaN;
        gaps[4] = Double.POSITIVE_INFINITY;
        Npz.write(
                file,
                Npz.array("counts", activity, 4, 100),
                Npz.array("speed", slow, 100),
                Npz.array("gaps", gaps, 100, 1),
                Npz.array("cube", new double[8], 2, 2, 2),
                Npz.array("other", new double[50], 50));

        Invocation invocation = Invocation.of("inspect", file.toString(), "--json");
        assertThat(invocation.exitCode()).isZero();
        JsonObject json = JsonParser.parseString(invocation.out()).getAsJsonObject();
        JsonArray arrays = json.getAsJsonArray("arrays");
        assertThat(uses(arrays, 0)).isEqualTo("[\"activity\"]");
        assertThat(uses(arrays, 1)).isEqualTo("[\"target\"]");
        assertThat(uses(arrays, 2)).isEqualTo("[\"target\"]");
        assertThat(uses(arrays, 3)).isEqualTo("[]");
        assertThat(uses(arrays, 4)).isEqualTo("[]");
        JsonObject counts = arrays.get(0).getAsJsonObject();
        assertThat(counts.get("max").getAsDouble()).isEqualTo(6);
        JsonObject speed = arrays.get(1).getAsJsonObject();
        assertThat(speed.get("suggested_gap").getAsInt()).isPositive();
        assertThat(speed.getAsJsonObject("autocorrelation").get("1").getAsDouble())
                .isGreaterThan(0.9);
        JsonObject withGaps = arrays.get(2).getAsJsonObject();
        assertThat(withGaps.get("nan").getAsInt()).isEqualTo(1);
        assertThat(withGaps.get("infinite").getAsInt()).isEqualTo(1);
        assertThat(withGaps.has("suggested_gap")).isFalse();
        assertThat(json.get("unusable").getAsString()).contains("choose the activity with --activity");

        assertThat(Invocation.of("inspect", file.toString()).out())
                .contains("can be", "speed", "-1.000 to 0.9996", "not usable as it is");
    }

    @Test
    void aNameIsNoCommandToTheTerminal() throws IOException {
        Path file = folder.resolve("names.npz");
        Npz.write(file, Npz.array("red\u001b[31m\nand a second line", new double[8], 8));
        Invocation invocation = Invocation.of("inspect", file.toString());
        assertThat(invocation.exitCode()).isZero();
        assertThat(invocation.out()).contains("red [31m and a second line").doesNotContain("\u001b");
    }

    private static String uses(JsonArray arrays, int at) {
        return arrays.get(at).getAsJsonObject().get("uses").toString();
    }
}
