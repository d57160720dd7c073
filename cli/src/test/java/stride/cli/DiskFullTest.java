package stride.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that fills up while a run writes: a small one in memory, which takes root to mount. */
class DiskFullTest {
    @TempDir
    private Path folder;

    private Path disk;
    private boolean mounted;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        disk = Files.createDirectory(folder.resolve("disk"));
        mounted = call("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString()) == 0;
        assumeTrue(mounted, "no small disk can be mounted here: that takes root");
    }

    @Test
    void aReaderWhoHasSeenEnoughIsToldNothing() throws IOException, InterruptedException {
        Checkout.Call call = Checkout.in(folder).run("./stride inspect synthetic:neurons=20,bins=100 | true");
        assertThat(call.err().lines().filter(l -> l.startsWith("stride: "))).isEmpty();
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (mounted) {
            assertThat(call("umount", "-l", disk.toString())).isZero();
        }
    }

    private static int call(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    }

    @ParameterizedTest
    @CsvSource({
        "train, --epochs 2 --hidden 200 --pca 50",
        "train, --epochs 2 --hidden 200 --pca 50 --split kfold --folds 3",
        "pca, --components 40",
    })
    void aRunThatCanNotBeWrittenLeavesNothing(String verb, String options) throws IOException, InterruptedException {
        // No checkpoint, which would be worth keeping, however slow the machine.
        Checkout.Call call = Checkout.in(folder, "-Dstride.checkpoint.seconds=1000")
                .run("./stride %s synthetic:neurons=100,bins=600 %s --out disk/run".formatted(verb, options));
        assertThat(call.exitCode()).as(call.err()).isEqualTo(ExitCode.OUTPUT);
        assertThat(call.err().lines().filter(l -> l.startsWith("stride: ")))
                .singleElement()
                .asString()
                .contains("disk/run", "No space left on device");
        try (Stream<Path> left = Files.list(disk)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aCheckpointThatDoesNotFitEndsTheRunAtOnce() throws IOException, InterruptedException {
        Checkout.Call call = Checkout.in(folder, "-Dstride.checkpoint.seconds=0.01")
                .run(
                        "./stride train synthetic:neurons=100,bins=600 --epochs 100000 --early-stop 0 --hidden 400 --pca 50"
                                + " --out disk/run");
        assertThat(call.exitCode()).as(call.err()).isEqualTo(ExitCode.OUTPUT);
        assertThat(call.err()).contains("No space left on device");
        assertThat(disk.resolve("run")).doesNotExist();
    }

    /** What others left there stays as it was. */
    @Test
    void aReportOrAnEvaluationThatDoesNotFitLeavesNothing() throws IOException, InterruptedException {
        Checkout checkout = Checkout.in(folder);
        String data = "synthetic:neurons=60,bins=600";
        assertThat(checkout.run("./stride train " + data + " --epochs 2 --hidden 8 --pca 20 --null 0 --out run")
                        .exitCode())
                .isZero();
        assertThat(call("cp", "-r", folder.resolve("run/run.json").toString(), disk.toString()))
                .isZero();
        assertThat(call("cp", folder.resolve("run/predictions.csv").toString(), disk.toString()))
                .isZero();
        assertThat(call("cp", folder.resolve("run/history.csv").toString(), disk.toString()))
                .isZero();
        assertThat(call("dd", "if=/dev/zero", "of=" + disk.resolve("rest"), "bs=1k", "count=64"))
                .isNotZero();
        for (String command : new String[] {
            "./stride report disk", "./stride evaluate run/model.safetensors " + data + " --out disk/evaluation"
        }) {
            Checkout.Call call = checkout.run(command);
            assertThat(call.exitCode()).as(command + ": " + call.err()).isEqualTo(ExitCode.OUTPUT);
            assertThat(call.err().lines().filter(l -> l.startsWith("stride: ")))
                    .singleElement()
                    .asString()
                    .contains("No space left on device");
            try (Stream<Path> left = Files.list(disk)) {
                assertThat(left.map(file -> file.getFileName().toString()))
                        .containsExactlyInAnyOrder("run.json", "predictions.csv", "history.csv", "rest");
            }
        }
    }

    /** Trials that were finished are kept, to go on from. */
    @ParameterizedTest
    @ValueSource(strings = {"study", "sweep"})
    void aStudyThatDoesNotFitKeepsWhatIsWhole(String verb) throws IOException, InterruptedException {
        Checkout.Call call = Checkout.in(folder, "-Dstride.checkpoint.seconds=1000")
                .run("./stride %s synthetic:neurons=60,bins=600 --epochs 1 --pca 20 --out disk/run".formatted(verb));
        assertThat(call.exitCode()).as(call.err()).isEqualTo(ExitCode.OUTPUT);
        assertThat(call.err().lines().filter(l -> l.startsWith("stride: ")))
                .singleElement()
                .asString()
                .contains("No space left on device");
        assertThat(disk.resolve("run")).doesNotExist();
    }

    /** A file that does not fit is not there at all. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "synth disk/out.npz --neurons 100 --bins 600",
                "convert synthetic:neurons=100,bins=600 disk/out.npz",
                "predict decoder synthetic:neurons=10,bins=6000,seed=2 --out disk/out.csv",
            })
    void aFileThatDoesNotFitIsNotThere(String line) throws IOException, InterruptedException {
        Checkout checkout = Checkout.in(folder);
        Checkout.Call trained = checkout.run(
                "./stride train synthetic:neurons=10,bins=600 --pca 5 --hidden 4 --epochs 1 --out decoder");
        assertThat(trained.exitCode()).as(trained.err()).isZero();
        Checkout.Call call = checkout.run("./stride " + line);
        assertThat(call.exitCode()).as(call.err()).isEqualTo(ExitCode.OUTPUT);
        assertThat(call.err().lines().filter(l -> l.startsWith("stride: ")))
                .singleElement()
                .asString()
                .contains("disk/out", "No space left on device");
        try (Stream<Path> left = Files.list(disk)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void resultsThatDoNotFitOnStdoutAreAnError() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/dev/full")), "no device that is always full");
        Checkout.Call call = Checkout.in(folder).run("./stride inspect synthetic:neurons=20,bins=100 >/dev/full");
        assertThat(call.exitCode()).isEqualTo(ExitCode.OUTPUT);
        assertThat(call.err().lines()).singleElement().asString().contains("stdout can't be written");
    }

    /** What was finished is kept, and with more space the run goes on to the bytes of one that had it all along. */
    @ParameterizedTest
    @CsvSource({
        "sweep, synthetic:neurons=60;bins=500 --epochs 2 --pca 10 --hidden 8..40:8, 224k",
        "study, synthetic:neurons=40;bins=500 --epochs 1 --pca 10 --protocol sound, 512k",
    })
    void manyTrialsAreKeptAndGoOnWithMoreSpace(String verb, String options, String size)
            throws IOException, InterruptedException {
        Checkout checkout = Checkout.in(folder);
        String command = "./stride %s %s --quiet --threads 1".formatted(verb, options.replace(';', ','));
        assertThat(call("mount", "-o", "remount,size=" + size, disk.toString())).isZero();
        Checkout.Call full = checkout.run(command + " --out disk/run");
        assertThat(full.exitCode()).as(full.err()).isEqualTo(ExitCode.OUTPUT);
        assertThat(full.err().lines()).singleElement().asString().contains("No space left on device", "--resume");
        assertThat(disk.resolve("run")).doesNotExist();
        try (Stream<Path> trials = Files.list(disk.resolve("run.part/trials"))) {
            assertThat(trials).isNotEmpty().allMatch(trial -> Files.exists(trial.resolve("run.json")));
        }
        assertThat(call("mount", "-o", "remount,size=32m", disk.toString())).isZero();
        Checkout.Call resumed = checkout.run(command + " --out disk/run --resume");
        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(checkout.run(command + " --out through").exitCode()).isZero();
        RunBytes.assertSame(disk.resolve("run"), folder.resolve("through"));
        assertThat(disk.resolve("run.part")).doesNotExist();
    }
}
