package stride.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings of other laboratories, in their own formats; skipped where they are not beside the checkout. */
class OtherFormatsTest {
    private static final Path RECORDINGS = Path.of("..", "..", "shared", "data", "recordings");

    @TempDir
    private Path folder;

    /** With five lags ridge reaches R2 0.66 and 0.63, all epochs of a larger network 0.74; these are four. */
    @Test
    void aMonkeysHandIsDecodedFromAMatlabFile() {
        double r2 = testR2("monkey-m1/contdata95.mat", "Y", "X:2-3", "--layout", "time-by-neurons");
        assertThat(r2).isBetween(0.2, 0.8);
    }

    /** Between its ends the worm finds food: what is learnt of the start is not expected to hold. */
    @Test
    void aWormsVelocityIsDecodedFromAnHdf5File() {
        double r2 = testR2("celegans/2022-08-02-31-data.h5", "/gcamp/trace_array", "/behavior/velocity");
        assertThat(r2).isBetween(-3.0, 0.9);
    }

    @Test
    void targetsOfAnotherLengthAreRefusedWithBothLengths() {
        Path behaviour = file("mouse-ca1/C11_M1_A_behavior_1.mat");
        Invocation invocation = Invocation.of(
                "train",
                file("mouse-ca1/C11_M1_A_finalEventsMat_1.mat").toString(),
                "--activity",
                "allEventsMat",
                "--target",
                behaviour + "#my_mvmt{3}.velocity");
        assertThat(invocation.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(invocation.errLines()).singleElement().asString().contains("25317", "3610");
    }

    private double testR2(String name, String activity, String target, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("train", file(name).toString(), "--activity", activity, "--target", target, "--epochs", "4"));
        arguments.addAll(
                List.of("--hidden", "20", "--out", folder.resolve("run").toString(), "--json", "--quiet"));
        arguments.addAll(List.of(more));
        Invocation invocation = Invocation.of(arguments.toArray(String[]::new));
        assertThat(invocation.exitCode()).as(invocation.err()).isZero();
        JsonObject run = JsonParser.parseString(invocation.out()).getAsJsonObject();
        JsonObject test = run.getAsJsonObject("metrics").getAsJsonObject("test");
        return test.get("r2") instanceof JsonArray each
                ? each.get(0).getAsDouble()
                : test.get("r2").getAsDouble();
    }

    private static Path file(String name) {
        Path file = RECORDINGS.resolve(name);
        assumeTrue(Files.exists(file), () -> file + " is not there");
        return file;
    }
}
