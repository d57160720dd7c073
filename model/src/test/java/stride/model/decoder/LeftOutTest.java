package stride.model.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.Draws;
import stride.model.Progress;
import stride.model.network.Neurons;
import stride.model.network.TrainSamples;
import stride.model.pca.PcaSolver;
import stride.model.split.Gap;
import stride.model.split.History;
import stride.model.split.Part;
import stride.model.split.Split;
import stride.model.split.SplitOptions;

/** Leaving neurons out of train samples gives the inputs that a recording without them has. */
class LeftOutTest {
    private static final Kernels KERNELS = Kernels.choose();
    private static final int NEURONS = 12; // fewer than groups, so that each is a group of its own
    private static final int BINS = 120;
    private static final History HISTORY = new History(2, 1);

    private final Matrix activity = Draws.activity(NEURONS, BINS, 1);
    private final Split split = SplitOptions.chronological(0.6, 0.2)
            .withKind(SplitOptions.Kind.KFOLD)
            .withGap(Gap.of(2))
            .folds(BINS)
            .get(2);

    private Prepared prepared(int pca, Scaling scaling) {
        InputOptions options = new InputOptions(pca, PcaSolver.AUTO, false, scaling, true, HISTORY, true);
        return Prepared.of(
                activity, Recordings.targets(activity, 1, 2), split, options, KERNELS, Workers.NONE, Progress.NONE);
    }

    /** The activity with some neurons at their mean over the train bins in all bins. */
    private Matrix without(boolean[] left, float[] mean) {
        Matrix quieter = new Matrix(NEURONS, BINS, activity.data().clone());
        for (int n = 0; n < NEURONS; n++) {
            if (left[n]) {
                Arrays.fill(quieter.data(), n * BINS, (n + 1) * BINS, mean[n]);
            }
        }
        return quieter;
    }

    /** Which group is which neuron is found by leaving out each alone. */
    private int[] neuronOfGroup(Prepared prepared, TrainSamples train) {
        int[] neurons = new int[NEURONS];
        for (int g = 0; g < NEURONS; g++) {
            boolean[] left = new boolean[NEURONS];
            left[g] = true;
            float[] x = inputs(train, 3, left);
            double nearest = Double.POSITIVE_INFINITY;
            for (int n = 0; n < NEURONS; n++) {
                boolean[] one = new boolean[NEURONS];
                one[n] = true;
                double distance = distance(x, expected(prepared, 3, one));
                if (distance < nearest) {
                    nearest = distance;
                    neurons[g] = n;
                }
            }
        }
        assertThat(Arrays.stream(neurons).sorted().toArray()).isEqualTo(Draws.all(NEURONS));
        return neurons;
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.pow(a[i] - b[i], 2);
        }
        return sum;
    }

    /** The inputs of a train sample in a recording without these neurons, scaled up. */
    private float[] expected(Prepared prepared, int sample, boolean[] left) {
        Matrix scores = prepared.pca()
                .orElseThrow()
                .scores(without(left, prepared.pca().orElseThrow().mean()), KERNELS, Workers.NONE, Progress.NONE);
        Matrix x = prepared.inputScaler().map(s -> s.apply(scores)).orElse(scores);
        int bin = prepared.bins(Part.TRAIN)[sample];
        float[] window = HISTORY.windows(x, new int[] {bin}).data();
        for (int i = 0; i < window.length; i++) {
            window[i] *= Neurons.scale(left);
        }
        return window;
    }

    private static float[] inputs(TrainSamples train, int sample, boolean[] left) {
        int width = train.samples().x().columns();
        float[] x = new float[width + 2];
        System.arraycopy(train.samples().x().data(), sample * width, x, 1, width);
        train.neurons().orElseThrow().leaveOut(left, sample, x, 1);
        assertThat(x[0]).isZero();
        assertThat(x[width + 1]).isZero();
        return Arrays.copyOfRange(x, 1, width + 1);
    }

    @ParameterizedTest
    @EnumSource(Scaling.class)
    void groupsLeaveTheScoresOfTheOthers(Scaling scaling) {
        Prepared prepared = prepared(5, scaling);
        TrainSamples train = prepared.trainSamples();
        int[] neuronOf = neuronOfGroup(prepared, train);
        Random random = new Random(4);
        for (int sample = 0; sample < train.samples().count(); sample++) {
            boolean[] groups = new boolean[NEURONS];
            boolean[] neurons = new boolean[NEURONS];
            for (int g = 1; g < NEURONS; g++) {
                groups[g] = random.nextInt(3) == 0;
                neurons[neuronOf[g]] = groups[g];
            }
            // A few dozen roundings of values up to 30, over the smallest scale, 0.1.
            assertThat(inputs(train, sample, groups))
                    .containsExactly(expected(prepared, sample, neurons), within(1e-3f));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Scaling.class, names = "EACH")
    void whereNeuronsAreTheInputsTheyAreZeroAndTheOthersStronger(Scaling scaling) {
        Prepared prepared = prepared(0, scaling);
        TrainSamples train = prepared.trainSamples();
        boolean[] left = new boolean[NEURONS];
        left[4] = true;
        left[11] = true;
        left[0] = true;
        float[] x = inputs(train, 7, left);
        for (int i = 0; i < x.length; i++) {
            float before = train.samples().x().at(7, i);
            assertThat(x[i]).isEqualTo(left[i % NEURONS] ? 0 : 12 / 9f * before);
        }
    }
}
