package stride.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train                               | RECORDING",
                "frobnicate | the verbs are study, train, sweep, evaluate, predict, report, pca, inspect, fetch, convert, synth, bench, doctor, completion",
                "train synthetic --split none --select valid  | --select valid",
                "train synthetic --hidden 99999999   | at most",
                "study --epocs 3                     | did you mean --epochs?",
                "study --epochs x                    | 'x' is not a whole number",
                "train synthetic --epochs 1.5        | '1.5' is not a whole number",
                "train synthetic --lr much           | 'much' is not a number",
                "sweep synthetic --lr much,1         | 'much' is not a number",
                "sweep synthetic --seed x            | 'x' is not a whole number",
                "sweep synthetic --seeds 2000000000  | more than 10000 values",
                "synth out.npz --neurons 0           | at least 1 and 32 are needed",
                "synth out.npz --bins 5              | at least 1 and 32 are needed",
                "train synthetic --lr -1             | --lr -1.0 is not positive",
                "train synthetic --dropout 1         | --dropout 1.0 is not a probability",
                "train synthetic --hidden 400,x      | is not a list of widths",
                "train synthetic --hidden 0          | a layer has at least 1 unit",
                "train synthetic --gap few           | is not a number of bins, or auto",
                "train synthetic --no-standardize --scaling each | contradict each other",
                "train synthetic --history x         | is not a number of bins",
                "train synthetic --history -1        | bins before and after are from 0 to 10000",
                "train synthetic --folds 1           | at least 2 are needed",
                "train synthetic --block 0           | a block has at least 1 bin",
                "train synthetic --split sideways    | is not one of chronological, blocked, kfold, random, none",
                "train synthetic --layout diagonal   | is not auto, neurons-by-time or time-by-neurons",
                "train synthetic --train-fraction 2  | is not between 0 and 1",
                "train synthetic --threads 0         | at least 1 is needed",
                "train synthetic --select last --early-stop 3 | needs --select valid or test",
                "train synthetic --target run:3-1    | --target",
                "study synthetic --split none        | a study needs test bins",
                "train synthetic --activation step   | step",
                "train synthetic --pca-solver fast   | is not one of auto, randomized, exact",
                "pca synthetic                       | --components",
                "pca synthetic --components 0        | --components 0: at least 1 is needed",
                "pca synthetic --components few      | few",
                "pca synthetic --components 3 --train-bins 5-2  | is neither ascending bins",
                "pca synthetic --components 3 --train-bins 0-5,5-9  | is neither ascending bins",
                "pca synthetic --components 3 --train-bins 1.5  | is neither ascending bins",
                "pca synthetic --components 3 --train-bins -4  | is neither ascending bins",
                "convert synthetic out.mat           | name it .npz",
                "synth                               | OUT.npz",
                "fetch mouse                         | there is stringer",
                "fetch --size 5                      | give --sha256 as well",
                "fetch --url ftp://host/file         | expected https://HOST/PATH",
                "fetch --sha256 12                   | expected 64 hexadecimal digits",
            })
    void aWrongCommandLineIsOneLineWithExitCode2(String line, String expected) {
        Invocation invocation = Invocation.of(line.strip().split(" +"));
        assertThat(invocation.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(invocation.errLines())
                .singleElement()
                .asString()
                .startsWith("stride: ")
                .contains(expected);
        assertThat(invocation.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"study", "train", "pca", "inspect", "fetch", "convert", "synth", "bench", "doctor"})
    void everyVerbExplainsItselfWithAnExample(String verb) {
        Invocation invocation = Invocation.of(verb, "--help");
        assertThat(invocation.exitCode()).isZero();
        assertThat(invocation.out()).contains("Usage: stride " + verb).contains("Example:  stride " + verb);
    }

    @Test
    void withoutAVerbTheProgramExplainsItself() {
        Invocation invocation = Invocation.of();
        assertThat(invocation.exitCode()).isZero();
        assertThat(invocation.out()).contains("Usage: stride", "study", "train", "pca", "inspect", "doctor");
    }

    @Test
    void theVersionIsTheOneOfTheBuild() {
        assertThat(Invocation.of("--version").out()).matches("stride \\d+\\.\\d+\\.\\d+\\R");
    }

    @ParameterizedTest
    @ValueSource(strings = {"doctor", "inspect synthetic:neurons=50,bins=300", "inspect recording.npy"})
    void aMisspeltChoiceOfKernelsIsNoDefault(String line) {
        System.setProperty("stride.kernels", "simdd");
        try {
            Invocation invocation = Invocation.of(line.split(" "));
            assertThat(invocation.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(invocation.errLines()).singleElement().asString().contains("simdd", "auto, simd or scalar");
        } finally {
            System.clearProperty("stride.kernels");
        }
    }
}
