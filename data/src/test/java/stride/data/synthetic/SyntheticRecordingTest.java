package stride.data.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stride.data.ArrayChoice;
import stride.data.DataException;
import stride.data.ReadProgress;
import stride.data.Recording;
import stride.data.Recordings;
import stride.engine.Kernels;
import stride.engine.RowBlocks;
import stride.engine.Workers;

class SyntheticRecordingTest {
    @Test
    void theSameSeedGivesTheSameValuesForAnyNumberOfThreads() {
        SyntheticSpec spec = SyntheticSpec.parse("synthetic:neurons=1200,bins=300,seed=5");
        float[] one = values(SyntheticRecording.make(spec, Kernels.choose(), Workers.NONE, ReadProgress.NONE)
                .activity());
        try (Workers workers = Workers.of(3)) {
            assertThat(values(SyntheticRecording.make(spec, Kernels.choose(), workers, ReadProgress.NONE)
                            .activity()))
                    .isEqualTo(one);
        }
        SyntheticSpec other = SyntheticSpec.parse("synthetic:neurons=1200,bins=300,seed=6");
        assertThat(values(SyntheticRecording.make(other, Kernels.choose(), Workers.NONE, ReadProgress.NONE)
                        .activity()))
                .isNotEqualTo(one);
    }

    @Test
    void runningComesInBouts() {
        double[] mean = new double[3];
        int seeds = 20;
        for (int seed = 0; seed < seeds; seed++) {
            float[] speed = Running.speed(7018, new SplittableRandom(seed));
            mean[0] += autocorrelation(speed, 1) / seeds;
            mean[1] += autocorrelation(speed, 8) / seeds;
            mean[2] += autocorrelation(speed, 16) / seeds;
            Arrays.sort(speed);
            assertThat(speed[0]).isNotNegative();
            assertThat(speed[7018 / 2]).isLessThan(0.05f);
            assertThat(speed[7017]).isBetween(45f, 57.554f);
        }
        assertThat(mean[0]).isCloseTo(0.912, within(0.01));
        assertThat(mean[1]).isCloseTo(0.379, within(0.02));
        assertThat(mean[2]).isCloseTo(0.053, within(0.02));
    }

    @Test
    void theDefaultRecordingRunsAsThePublishedOneDoes() {
        SyntheticSpec spec = SyntheticSpec.parse("synthetic:neurons=1");
        float[] speed = SyntheticRecording.make(spec, Kernels.choose(), Workers.NONE, ReadProgress.NONE)
                .speed()
                .data();
        assertThat(autocorrelation(speed, 1)).isCloseTo(0.912, within(0.02));
        assertThat(autocorrelation(speed, 8)).isCloseTo(0.379, within(0.04));
        assertThat(autocorrelation(speed, 16)).isCloseTo(0.053, within(0.04));
    }

    @Test
    void activityIsSparseNonNegativeAndHeavyTailed() {
        try (Recording recording = Recordings.open("synthetic:neurons=1100,bins=1000", ArrayChoice.AUTO)) {
            float[] values = values(recording.activity());
            Arrays.sort(values);
            assertThat(values[0]).isZero();
            assertThat(values[values.length / 3]).isZero();
            assertThat(values[values.length / 2]).isBetween(8f, 24f);
            assertThat(values[values.length - 1]).isBetween(800f, 4000f);
            assertThat(recording.name()).isEqualTo("synthetic:neurons=1100,bins=1000,seed=1");
            assertThat(recording.sha256()).hasSize(64);
            assertThat(recording.positions().orElseThrow().rows()).isEqualTo(1100);
        }
    }

    @Test
    void aBlockIsReadAcrossPieces() {
        RowBlocks activity = SyntheticRecording.make(
                        SyntheticSpec.parse("synthetic:neurons=1100,bins=40"),
                        Kernels.choose(),
                        Workers.NONE,
                        ReadProgress.NONE)
                .activity();
        float[] all = values(activity);
        float[] block = new float[600 * 40];
        activity.read(500, 600, block);
        assertThat(block).isEqualTo(Arrays.copyOfRange(all, 500 * 40, 1100 * 40));
    }

    @Test
    void normalsHaveTheMomentsOfTheNormalDistribution() {
        Normals normals = new Normals(new SplittableRandom(3));
        int n = 1_000_000;
        float[] numbers = new float[n];
        normals.fill(numbers);
        double[] moments = new double[5];
        for (float x : numbers) {
            for (int k = 1; k <= 4; k++) {
                moments[k] += Math.pow(x, k) / n;
            }
        }
        // Four standard errors of each.
        assertThat(moments[1]).isCloseTo(0, within(4 * Math.sqrt(1.0 / n)));
        assertThat(moments[2]).isCloseTo(1, within(4 * Math.sqrt(2.0 / n)));
        assertThat(moments[3]).isCloseTo(0, within(4 * Math.sqrt(15.0 / n)));
        assertThat(moments[4]).isCloseTo(3, within(4 * Math.sqrt(96.0 / n)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            synthetic:              | synthetic:neurons=11983,bins=7018,seed=1
            synthetic               | synthetic:neurons=11983,bins=7018,seed=1
            synthetic:seed=7        | synthetic:neurons=11983,bins=7018,seed=7
            synthetic:bins=99,neurons=3 | synthetic:neurons=3,bins=99,seed=1
            """)
    void aSpecificationIsParsed(String text, String whole) {
        assertThat(SyntheticSpec.parse(text)).hasToString(whole);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            synthetic:neuron=3         | 'neuron=3' is not known
            synthetic:neurons=x        | 'x' is no whole number
            synthetic:neurons          | 'neurons' is no whole number
            synthetic:neurons=0        | 0 neurons x 7018 bins
            synthetic:bins=31          | 11983 neurons x 31 bins
            synthetic:neurons=2000000000 | takes 53543090 MB
            synthetic:bins=2000000000  | more than 2097152 bins
            """)
    void aSpecificationThatIsNoneIsRefused(String text, String problem) {
        assertThatThrownBy(() -> Recordings.open(text, ArrayChoice.AUTO))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(problem);
    }

    private static float[] values(RowBlocks activity) {
        float[] values = new float[activity.rows() * activity.columns()];
        activity.read(0, activity.rows(), values);
        return values;
    }

    private static double autocorrelation(float[] x, int lag) {
        double mean = 0;
        for (float v : x) {
            mean += v / x.length;
        }
        double products = 0;
        double squares = 0;
        for (int t = 0; t < x.length; t++) {
            squares += (x[t] - mean) * (x[t] - mean);
            products += t < lag ? 0 : (x[t] - mean) * (x[t - lag] - mean);
        }
        return products / squares;
    }
}
