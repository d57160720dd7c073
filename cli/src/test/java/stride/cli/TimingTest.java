package stride.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the time of a run went, as {@code run.json} tells it: of the whole run, and of each of its trials. */
class TimingTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train --epochs 2 --hidden 8 --pca 5                                     | 14",
                "train --epochs 2 --hidden 8 --pca 5 --split kfold --folds 3 --gap 5     | 42",
                "sweep --epochs 1,2 --hidden 8 --pca 5                                   | 21",
                "study --epochs 1 --pca 6 --batch 400 --protocol published               | 34",
            })
    void everyRunTellsItsSecondsAndSteps(String line, long steps) throws IOException {
        Path out = folder.resolve("run");
        String[] words = line.replaceFirst(" ", " synthetic:neurons=40,bins=700,seed=3 ")
                .concat(" --quiet --out " + out)
                .split(" ");
        Invocation invocation = Invocation.of(words);
        assertThat(invocation.exitCode()).as(invocation.err()).isZero();
        JsonObject run = json(out.resolve("run.json"));
        JsonObject timing = run.getAsJsonObject("timing");
        assertComplete(timing);
        assertThat(timing.get("steps").getAsLong()).isEqualTo(steps);
        if (!run.has("trials")) {
            return;
        }
        long ofTrials = 0;
        for (JsonElement trial : run.getAsJsonArray("trials")) {
            String directory = trial.getAsJsonObject().get("directory").getAsString();
            JsonObject own = json(out.resolve(directory).resolve("run.json"));
            if (own.get("model").getAsString().equals("network")) {
                assertComplete(own.getAsJsonObject("timing"));
                ofTrials += own.getAsJsonObject("timing").get("steps").getAsLong();
            }
        }
        assertThat(ofTrials).isEqualTo(steps);
    }

    private static void assertComplete(JsonObject timing) {
        assertThat(timing.keySet()).contains("read_s", "pca_s", "train_s", "steps", "us_per_step");
        double stepped =
                timing.get("steps").getAsLong() * timing.get("us_per_step").getAsDouble() * 1e-6;
        assertThat(stepped).isPositive();
        // Threads take steps at the same time.
        assertThat(stepped).isLessThan(64 * timing.get("train_s").getAsDouble());
    }

    private static JsonObject json(Path file) throws IOException {
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }
}
