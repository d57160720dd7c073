package stride.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs that are killed at random moments, and taken up until they end: with the bytes of one that ran through.
 *
 * <p>{@code -Dstride.kills=50} kills as often as that for each kind of run; a build does so fewer times.
 */
class ResumeTest {
    private static final int KILLS = Integer.getInteger("stride.kills", 2);
    private static final String RECORDING = "synthetic:neurons=60,bins=900,seed=3";
    private static final String OFTEN = "-Dstride.checkpoint.seconds=0.02";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train --epochs 300 --hidden 60,20 --pca 40 --dropout 0.2 --early-stop 0 --augment noise=0.1,neurons=0.2,mix=0.3,jitter=1",
                "train --epochs 80 --hidden 40 --pca 30 --split kfold --folds 3 --ensemble 2 --schedule plateau",
                "study --epochs 8 --pca 40 --protocol sound",
                "sweep --epochs 30 --pca 10,30 --hidden 40;20,10 --seeds 2",
            })
    void aRunThatIsKilledAgainAndAgainEndsWithTheSameBytes(String line) throws IOException, InterruptedException {
        Checkout checkout = Checkout.in(folder, OFTEN);
        String command = "exec ./stride "
                + line.replaceFirst(" ", " " + RECORDING + " ").replace("40;20,10", "'40;20,10'") + " --quiet";
        long began = System.nanoTime();
        assertThat(checkout.run(command + " --out through").exitCode()).isZero();
        long took = (System.nanoTime() - began) / 1_000_000;
        Random random = new Random(7);
        int kills = 0;
        int finished = 0;
        for (int run = 0; kills < KILLS; run++) {
            String out = "killed-" + run;
            Checkout.Call call = null;
            while (call == null) {
                Process process = checkout.start(command + " --resume --out " + out);
                // Not in the JVM's own start alone, which is a third of such a short run.
                long moment = took / 4 + random.nextLong(took);
                if (kills < KILLS && !process.waitFor(moment, TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                    process.waitFor();
                    kills++;
                    assertWhole(folder.resolve(out));
                } else {
                    call = checkout.ended(process);
                }
            }
            assertThat(call.exitCode()).as(call.err()).isZero();
            RunBytes.assertSame(folder.resolve(out), folder.resolve("through"));
            assertThat(folder.resolve(out + ".part")).doesNotExist();
            finished++;
        }
        assertThat(finished).isPositive();
    }

    /** Killed just when a file appears, so while it, or the next one, is being written. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train --epochs 100 --hidden 60,20 --pca 40 --dropout 0.2 --early-stop 0         | .checkpoint.new",
                "train --epochs 100 --hidden 60,20 --pca 40 --dropout 0.2 --early-stop 0         | .checkpoint",
                "train --epochs 20 --hidden 60,20 --pca 40                                       | .part/run.json",
                "train --epochs 10 --hidden 20 --pca 30 --split kfold --folds 3 --ensemble 2     | model.safetensors",
                "sweep --epochs 5 --pca 10,30 --hidden 20,10                                     | trial/run.json",
                "sweep --epochs 5 --pca 10,30 --hidden 20,10                                     | trials.csv.new",
                "sweep --epochs 5 --pca 10,30 --hidden 20,10                                     | trials.csv",
            })
    void aRunThatIsKilledWhileItWritesEndsWithTheSameBytes(String line, String file)
            throws IOException, InterruptedException {
        Checkout checkout = Checkout.in(folder, OFTEN);
        String command = "exec ./stride " + line.replaceFirst(" ", " " + RECORDING + " ") + " --quiet";
        assertThat(checkout.run(command + " --out through").exitCode()).isZero();
        Process process = checkout.start(command + " --out killed");
        while (process.isAlive() && !stands(folder, file)) {
            Thread.onSpinWait();
        }
        process.destroyForcibly().waitFor();
        assertWhole(folder.resolve("killed"));
        Checkout.Call call = checkout.run(command + " --resume --out killed");
        assertThat(call.exitCode()).as(call.err()).isZero();
        RunBytes.assertSame(folder.resolve("killed"), folder.resolve("through"));
        assertThat(folder.resolve("killed.part")).doesNotExist();
    }

    /** Whether a file of the run under way is there by now; files come and go while this looks. */
    private static boolean stands(Path folder, String ending) throws IOException {
        Path part = folder.resolve("killed.part");
        if (!Files.exists(part)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(part)) {
            return files.anyMatch(path -> path.toString().endsWith(ending));
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** A run has its name only when it is whole. */
    private static void assertWhole(Path run) {
        if (Files.exists(run)) {
            assertThat(run.resolve("run.json")).exists();
            assertThat(run.resolve("report.html")).exists();
        }
    }

    @Test
    void ctrlCEndsWithinASecondKeepsWhatIsDoneAndSaysHowToGoOn() throws IOException, InterruptedException {
        Checkout checkout = Checkout.in(folder, OFTEN);
        String command = "exec ./stride train " + RECORDING + " --epochs 100000 --early-stop 0 --hidden 30 --pca 20";
        Process process = checkout.start(command + " --out 'a run'");
        awaitCheckpoint(folder.resolve("a run.part"));
        long began = System.nanoTime();
        assertThat(new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
        Checkout.Call call = checkout.ended(process);
        // A second is what a user notices; a machine that does other things is given ten.
        assertThat(System.nanoTime() - began).isLessThan(10_000_000_000L);
        assertThat(call.exitCode()).isEqualTo(130);
        assertThat(call.err().lines().filter(l -> l.startsWith("stride: ")))
                .singleElement()
                .asString()
                .contains("interrupted", "--resume", "'a run'");
        assertThat(folder.resolve("a run")).doesNotExist();
        assertThat(folder.resolve("a run.part")).exists();
        String goOn = call.err().substring(call.err().indexOf("with it: ") + "with it: ".length());
        assertThat(goOn.strip()).startsWith("stride train").endsWith("--resume");
        Checkout.Call other = checkout.run(
                goOn.strip().replace("stride train", "./stride train").replace("30", "31"));
        assertThat(other.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(other.err()).contains("hidden is now [31], and was [30]");
        assertThat(checkout.run(command + " --out 'a run'").err()).contains("an interrupted run is kept there");
    }

    @Test
    void anotherRecordingIsNotGoneOnWith() throws IOException, InterruptedException {
        Checkout checkout = Checkout.in(folder, OFTEN);
        String options = " --epochs 100000 --early-stop 0 --hidden 30 --pca 20 --out run";
        Process process = checkout.start("exec ./stride train " + RECORDING + options);
        awaitCheckpoint(folder.resolve("run.part"));
        process.destroyForcibly().waitFor();
        Checkout.Call other = checkout.run("./stride train synthetic:neurons=60,bins=900,seed=4 --resume" + options);
        assertThat(other.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(other.err().lines()).singleElement().asString().contains("run.part", "sha256 is now");
        Checkout.Call simd =
                Checkout.in(folder, "-Dstride.kernels=simd").run("./stride train " + RECORDING + " --resume" + options);
        assertThat(simd.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(simd.err()).contains("kernels is now \"simd");
    }

    @Test
    void everyFileThatIsReadMustBeTheSame() throws IOException {
        Path recording = Files.createDirectory(folder.resolve("suite2p"));
        Random random = new Random(5);
        Path target = write(folder.resolve("run.npy"), random.doubles(400).toArray(), 400);
        write(recording.resolve("spks.npy"), random.doubles(8 * 400).toArray(), 8, 400);
        Path cells = write(recording.resolve("iscell.npy"), cellsWithout(3), 8, 1);
        String[] line = {
            "train",
            recording.toString(),
            "--target",
            target + "#run",
            "--epochs=1",
            "--hidden=3",
            "--pca=3",
            "--null=0",
            "--quiet",
            "--resume",
            "--out",
            folder.resolve("run").toString()
        };
        assertThat(Invocation.of(line).exitCode()).isZero();
        JsonObject files = JsonParser.parseString(Files.readString(folder.resolve("run/run.json")))
                .getAsJsonObject()
                .getAsJsonObject("provenance")
                .getAsJsonObject("files");
        assertThat(files.getAsJsonArray("activity"))
                .extracting(file -> file.getAsJsonObject().get("file").getAsString())
                .containsExactly(recording.resolve("spks.npy").toString(), cells.toString());
        assertThat(files.getAsJsonArray("target"))
                .extracting(file -> file.getAsJsonObject().get("file").getAsString())
                .containsExactly(target.toString());

        unfinish();
        assertThat(Invocation.of(line).exitCode()).isZero();
        unfinish();
        byte[] before = Files.readAllBytes(target);
        write(target, random.doubles(400).toArray(), 400);
        refused(line, "sha256 of the target is now");
        Files.write(target, before);
        write(cells, cellsWithout(4), 8, 1);
        refused(line, "sha256 of the activity is now");
    }

    private static Path write(Path npy, double[] values, int... shape) throws IOException {
        return Files.write(npy, Npz.array("", values, shape).npy());
    }

    /** Eight regions, all but one of them cells. */
    private static double[] cellsWithout(int region) {
        return IntStream.range(0, 8).mapToDouble(i -> i == region ? 0 : 1).toArray();
    }

    /** Makes of the finished run what a process leaves that ends just before. */
    private void unfinish() throws IOException {
        Path part = Files.move(folder.resolve("run"), folder.resolve("run.part"));
        Files.createDirectory(part.resolve(".resume"));
        Files.move(part.resolve("identity.json"), part.resolve(".resume/run.json"));
        Files.delete(part.resolve("run.json"));
    }

    private static void refused(String[] line, String reason) {
        Invocation invocation = Invocation.of(line);
        assertThat(invocation.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(invocation.errLines()).singleElement().asString().contains("run.part", reason);
    }

    @Test
    void aFinishedRunIsNotRunAgain() {
        String[] line = {
            "train",
            RECORDING,
            "--epochs",
            "2",
            "--hidden",
            "5",
            "--pca",
            "5",
            "--resume",
            "--json",
            "--quiet",
            "--out",
            folder.resolve("run").toString()
        };
        Invocation first = Invocation.of(line);
        assertThat(first.exitCode()).as(first.err()).isZero();
        Invocation second = Invocation.of(line);
        assertThat(second.exitCode()).isZero();
        assertThat(second.out()).isEqualTo(first.out());
        line[3] = "3"; // other epochs than it had
        Invocation other = Invocation.of(line);
        assertThat(other.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(other.errLines()).singleElement().asString().contains("epochs");
    }

    @Test
    void resumingNeedsAName() {
        Invocation invocation = Invocation.of("train", RECORDING, "--resume");
        assertThat(invocation.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(invocation.err()).contains("--resume: name the interrupted run with --out");
    }

    private static void awaitCheckpoint(Path part) throws IOException, InterruptedException {
        for (int i = 0; i < 1200; i++) {
            if (Files.exists(part.resolve(".resume"))) {
                try (Stream<Path> files = Files.list(part.resolve(".resume"))) {
                    if (files.anyMatch(f -> f.toString().endsWith(".checkpoint"))) {
                        return;
                    }
                }
            }
            Thread.sleep(50);
        }
        throw new AssertionError("no checkpoint in " + part);
    }
}
