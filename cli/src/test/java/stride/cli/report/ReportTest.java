package stride.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stride.cli.ExitCode;
import stride.cli.Invocation;

/** The pages that runs leave, and that the verb {@code report} makes of them anew. */
class ReportTest {
    private static final String RECORDING = "synthetic:neurons=60,bins=700,seed=3";

    /** A name that would end the page's own script, if it were let. */
    private static final String HOSTILE = "</script><script>stolen=1</script><img src=x onerror=stolen=1>\u2028'\"&";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train --epochs 2 --hidden 8 --pca 6",
                "train --epochs 2 --hidden 8 --pca 0 --history 2,1 --ensemble 2",
                "train --epochs 2 --hidden 8 --pca 6 --split kfold --folds 3 --gap 5",
                "train --epochs 2 --hidden 8 --pca 6 --split random",
                "train --epochs 2 --hidden 8 --pca 6 --split none --select last --early-stop 0",
                "sweep --epochs 1,2 --hidden 8;5,4 --pca 5",
                "study --epochs 1 --pca 20 --batch 400",
                "study --epochs 1 --pca 6 --batch 400 --protocol published --split kfold --folds 2",
            })
    void theVerbGivesThePageThatTheRunLeft(String line) throws IOException {
        Path run = run(line);
        String left = Files.readString(run.resolve("report.html"));
        assertThat(left)
                .contains("<table>", "id=\"drawing-0\"", "Plotly", "The command that gives this again", "stride");
        Files.delete(run.resolve("report.html"));
        Invocation again = Invocation.of("report", run.toString());
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.out()).contains("report.html");
        assertThat(Files.readString(run.resolve("report.html"))).isEqualTo(left);
    }

    @Test
    void aTrialsPageIsSmallUntilOneWithFiguresIsAskedFor() throws IOException {
        Path trial =
                run("study --epochs 1 --pca 6 --batch 400 --protocol sound").resolve("trials/sound-pca6-relu-10");
        String plain = Files.readString(trial.resolve("report.html"));
        assertThat(plain).hasSizeLessThan(50_000).contains("<table>").doesNotContain("<script");
        Path page = folder.resolve("trial.html");
        assertThat(Invocation.of("report", trial.toString(), "--out", page.toString())
                        .exitCode())
                .isZero();
        assertThat(Files.readString(page)).contains("Plotly", "Learning curves", "Activity", "Neurons by their weight");
        assertThat(Files.readString(trial.resolve("report.html"))).isEqualTo(plain);
        Invocation taken = Invocation.of("report", trial.toString(), "--out", page.toString());
        assertThat(taken.exitCode()).isEqualTo(ExitCode.OUTPUT);
        assertThat(taken.err()).contains("--force");
        Invocation forced = Invocation.of("report", trial.toString(), "--out", page.toString(), "--force", "--json");
        JsonObject json = JsonParser.parseString(forced.out()).getAsJsonObject();
        assertThat(json.get("report").getAsString()).isEqualTo(page.toString());
        assertThat(page).hasSize(json.get("bytes").getAsLong());
    }

    @Test
    void theSummaryOfSeveralRecordingsHasAPage() throws IOException {
        Path run = folder.resolve("run");
        Invocation study = Invocation.of(
                "study",
                RECORDING,
                RECORDING.replace("seed=3", "seed=4"),
                "--epochs",
                "1",
                "--pca",
                "6",
                "--batch",
                "400",
                "--protocol",
                "sound",
                "--quiet",
                "--out",
                run.toString());
        assertThat(study.exitCode()).as(study.err()).isZero();
        String left = Files.readString(run.resolve("report.html"));
        assertThat(left).contains("n = 2 recordings", "sound ridge", "Decoders across recordings");
        assertThat(Invocation.of("report", run.toString()).exitCode()).isZero();
        assertThat(Files.readString(run.resolve("report.html"))).isEqualTo(left);
    }

    @Test
    void textOfARecordingStaysText() throws IOException {
        Path run = run("train --epochs 1 --hidden 4 --pca 4");
        JsonObject json = JsonParser.parseString(Files.readString(run.resolve("run.json")))
                .getAsJsonObject();
        JsonArray targets = new JsonArray();
        targets.add(HOSTILE);
        json.getAsJsonObject("provenance").add("targets", targets);
        json.getAsJsonObject("provenance").addProperty("recording", HOSTILE);
        json.addProperty("command", HOSTILE);
        JsonArray warnings = new JsonArray();
        warnings.add(HOSTILE);
        json.add("warnings", warnings);
        Files.writeString(run.resolve("run.json"), json.toString());
        assertThat(Invocation.of("report", run.toString()).exitCode()).isZero();
        String page = Files.readString(run.resolve("report.html"));
        assertThat(Pattern.compile("<script").matcher(page).results().count()).isEqualTo(3);
        assertThat(Pattern.compile("</script").matcher(page).results().count()).isEqualTo(3);
        assertThat(page).doesNotContain("<img").contains("&lt;img src=x", "\\u003cimg src\\u003dx", "\\u2028");
    }

    @Test
    void whatIsNoRunIsRefusedInOneLine() throws IOException {
        assertRefused(folder, "no run is there");
        Path run = Files.createDirectory(folder.resolve("other"));
        Files.writeString(run.resolve("run.json"), "{}");
        assertRefused(run, "without decoders");
        Files.writeString(run.resolve("run.json"), "[");
        assertRefused(run, "not a JSON object");
        Files.writeString(run.resolve("run.json"), "{\"metrics\": 3}");
        assertRefused(run, "not what a run leaves");
        Files.writeString(run.resolve("run.json"), "{\"headline\": {}, \"trials\": [{\"directory\": \"../../x\"}]}");
        assertRefused(run, "lies outside");
    }

    @Test
    void damagedFilesOfARunAreRefusedInOneLine() throws IOException {
        Path run = run("train --epochs 1 --hidden 4 --pca 4");
        for (String name : new String[] {"predictions.csv", "history.csv", "weights.json", "overview.json"}) {
            Path file = run.resolve(name);
            String whole = Files.readString(file);
            String heading = whole.lines().findFirst().orElseThrow() + "\n";
            for (String damaged :
                    new String[] {"", heading, "{}", whole.substring(0, whole.length() / 2), "\"{,\n,,,\n1,2"}) {
                Files.writeString(file, damaged);
                Invocation report = Invocation.of("report", run.toString());
                // Half a list of numbers is a list of numbers.
                assertThat(report.exitCode()).as(name + ": " + report.err()).isIn(ExitCode.DONE, ExitCode.INPUT);
                assertThat(report.errLines()).hasSize(report.exitCode() == ExitCode.DONE ? 0 : 1);
            }
            Files.writeString(file, whole);
        }
    }

    private void assertRefused(Path run, String why) {
        Invocation report = Invocation.of("report", run.toString());
        assertThat(report.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(report.errLines()).singleElement().asString().contains(why);
        assertThat(run.resolve("report.html")).doesNotExist();
    }

    private Path run(String line) {
        Path out = folder.resolve("run");
        String[] words = line.replaceFirst(" ", " " + RECORDING + " ")
                .concat(" --quiet --out " + out)
                .split(" ");
        Invocation invocation = Invocation.of(words);
        assertThat(invocation.exitCode()).as(invocation.err()).isZero();
        return out;
    }
}
