package stride.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import stride.data.numpy.NpyWriter;
import stride.engine.Matrix;
import stride.engine.RowBlocks;

/** What is left of a messy recording: 6 neurons, whose values count on, over 10 bins. */
class ScreeningTest {
    private static final int BINS = 10;
    private static final float NAN = Float.NaN;

    private final Matrix activity = counting(6, BINS);
    private final Matrix speed = counting(BINS, 1);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void aCleanRecordingStaysAsItIs(Missing missing) throws IOException {
        try (Screened screened = screened(missing)) {
            assertThat(all(screened.recording().activity())).isEqualTo(activity.data());
            assertThat(screened.recording().targets()).isEqualTo(speed);
            assertThat(screened.screening().neurons()).containsExactly(0, 1, 2, 3, 4, 5);
            assertThat(screened.screening().all()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void silentAndConstantNeuronsAreLeftOut(Missing missing) throws IOException {
        fill(1, 0);
        set(1, 4, -0f);
        fill(4, 7);
        try (Screened screened = screened(missing)) {
            assertThat(screened.screening().neurons()).containsExactly(0, 2, 3, 5);
            assertThat(screened.screening().silent()).isOne();
            assertThat(screened.screening().constant()).isOne();
            RowBlocks left = screened.recording().activity();
            assertThat(left.rows()).isEqualTo(4);
            float[] two = new float[2 * BINS];
            left.read(1, 2, two);
            assertThat(two[0]).isEqualTo(20);
            assertThat(two[2 * BINS - 1]).isEqualTo(39);
        }
    }

    /** Neuron 0 is silent, 1 constant, 2 silent with a gap, 3 without any value, and no neuron has a value at bin 5. */
    @Test
    void aCompleteRecordingKeepsNeuronsThatTellNothing() throws IOException {
        fill(0, 0);
        fill(1, 7);
        try (Screened complete = open(Missing.REJECT).complete()) {
            assertThat(complete.screening().all()).isTrue();
            assertThat(complete.screening().silent()).isZero();
        }
        fill(2, 0);
        set(2, 8, NAN);
        fill(3, NAN);
        set(4, 5, NAN);
        set(5, 5, NAN);
        try (Screened complete = open(Missing.INTERPOLATE).complete()) {
            assertThat(complete.screening().neurons()).containsExactly(0, 1, 2, 4, 5);
            assertThat(complete.screening().gappy()).isOne();
            assertThat(complete.screening().activityFilled()).isEqualTo(3);
        }
        try (Screened complete = open(Missing.DROP).complete()) {
            assertThat(complete.screening().neurons()).containsExactly(0, 1, 4, 5);
            assertThat(complete.screening().gappy()).isEqualTo(2);
            assertThat(complete.screening().places(new int[] {3, 4, 5, 6})).containsExactly(3, 4, 5);
            float[] constant = new float[BINS - 1];
            complete.recording().activity().read(1, 1, constant);
            assertThat(constant).containsOnly(7);
        }
    }

    @Test
    void interpolationFillsNeuronsAndTargetsAndHoldsTheEnds() throws IOException {
        set(2, 0, NAN);
        set(2, 4, Float.POSITIVE_INFINITY);
        set(2, 5, NAN);
        fill(3, NAN);
        fill(5, NAN);
        set(5, 6, 9);
        speed.data()[9] = Float.NEGATIVE_INFINITY;
        try (Screened screened = screened(Missing.INTERPOLATE)) {
            Screening screening = screened.screening();
            assertThat(screening.neurons()).containsExactly(0, 1, 2, 4);
            assertThat(screening.gappy()).as("without any value").isOne();
            assertThat(screening.constant()).as("with one value alone").isOne();
            assertThat(screening.activityMissing()).isEqualTo(3 + 10 + 9);
            assertThat(screening.activityFilled()).isEqualTo(3);
            assertThat(screening.targetFilled()).isOne();
            assertThat(screening.binsLeftOut()).isZero();
            float[] filled = new float[BINS];
            screened.recording().activity().read(2, 1, filled);
            assertThat(filled).containsExactly(21, 21, 22, 23, 24, 25, 26, 27, 28, 29);
            assertThat(screened.recording().targets().data()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 8);
        }
    }

    /** Bin 0 and 6 have no target, bin 3 no neuron; that neuron 4 has no value at 6 then matters no more. */
    @Test
    void droppingLeavesOutBinsFirstAndThenNeurons() throws IOException {
        speed.data()[0] = NAN;
        speed.data()[6] = NAN;
        for (int n = 0; n < 6; n++) {
            set(n, 3, NAN);
        }
        fill(5, 0); // one that is silent has no say in whether a bin has activity
        set(4, 6, NAN);
        set(2, 8, Float.NEGATIVE_INFINITY);
        try (Screened screened = screened(Missing.DROP)) {
            Screening screening = screened.screening();
            assertThat(screening.bins()).containsExactly(1, 2, 4, 5, 7, 8, 9);
            assertThat(screening.binsLeftOut()).isEqualTo(3);
            assertThat(screening.binsLeftOutBetween()).isEqualTo(2);
            assertThat(screening.neurons()).containsExactly(0, 1, 3, 4);
            assertThat(screening.gappy()).isOne();
            assertThat(screening.silent()).isOne();
            float[] row = new float[7];
            screened.recording().activity().read(3, 1, row);
            assertThat(row).containsExactly(41, 42, 44, 45, 47, 48, 49);
            assertThat(screened.recording().targets().data()).containsExactly(1, 2, 4, 5, 7, 8, 9);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "REJECT", mode = EnumSource.Mode.EXCLUDE)
    void blocksOfAnySizeAreTheSame(Missing missing) throws IOException {
        set(0, 3, NAN);
        set(4, 3, NAN);
        fill(2, 0);
        speed.data()[5] = NAN;
        try (Screened screened = screened(missing)) {
            RowBlocks left = screened.recording().activity();
            float[] whole = all(left);
            for (int size = 1; size <= left.rows(); size++) {
                float[] pieces = new float[whole.length];
                for (int first = 0; first < left.rows(); first += size) {
                    int count = Math.min(size, left.rows() - first);
                    float[] block = new float[count * left.columns()];
                    left.read(first, count, block);
                    System.arraycopy(block, 0, pieces, first * left.columns(), block.length);
                }
                assertThat(pieces).isEqualTo(whole);
            }
        }
    }

    /** A neuron is longer than a block, so that each is read alone. */
    @Test
    void neuronsLongerThanABlockAreReadToo() {
        int bins = (1 << 20) + 3;
        Matrix vast = Matrix.zeros(3, bins);
        vast.data()[2 * bins + 7] = 1;
        ChosenActivity chosen = new ChosenActivity(vast, new int[] {0, 2}, new int[] {6, 7, bins - 1});
        assertThat(all(chosen)).containsExactly(0, 0, 0, 0, 1, 0);
    }

    @Test
    void refusalsTellHowManyWhereAndWhatToDo() throws IOException {
        set(2, 5, NAN);
        set(2, 7, NAN);
        set(3, 1, Float.POSITIVE_INFINITY);
        refused(
                Missing.REJECT,
                "sresp: neuron 2, bin 5 is NaN, the first of 3 missing values in 2 neurons",
                "--nan interpolate",
                "--nan drop");
        speed.data()[4] = NAN;
        speed.data()[8] = Float.POSITIVE_INFINITY;
        refused(Missing.REJECT, "target run is NaN at bin 4, the first of 2 missing values", "--nan drop");
    }

    @Test
    void whatLeavesNothingIsRefused() throws IOException {
        for (int t = 0; t < BINS; t++) {
            speed.data()[t] = t == 3 ? 1 : NAN;
        }
        refused(Missing.DROP, "of 10 bins, 1 have both", "--nan interpolate");
        refused(Missing.INTERPOLATE, "run is 1.0 in every bin");
        speed.data()[3] = NAN;
        refused(Missing.INTERPOLATE, "run is missing", "all 10 bins", "--target");
        System.arraycopy(counting(BINS, 1).data(), 0, speed.data(), 0, BINS);
        for (int n = 0; n < 6; n++) {
            fill(n, n == 5 ? 0 : n == 4 ? NAN : 2);
        }
        refused(Missing.DROP, "no neuron of 6 is left: 1 are silent, 4 constant, 1 have missing values");
    }

    @ParameterizedTest
    @CsvSource({"DROP, NaN", "INTERPOLATE, 4.5"})
    void aBinsMeanIsThatOfTheSamplesItHas(Missing missing, float empty) {
        Matrix samples = new Matrix(1, 6, new float[] {1, NAN, 4, 5, NAN, Float.POSITIVE_INFINITY});
        BinnedActivity binned = new BinnedActivity(
                samples, new int[] {0, 0, 1, 1, 2, 2}, new int[] {2, 2, 2}, missing != Missing.REJECT);
        float[] means = missing == Missing.INTERPOLATE ? all(new InterpolatedActivity(binned)) : all(binned);
        assertThat(means).containsExactly(1, 4.5f, empty);
        Matrix speeds = new Matrix(6, 1, samples.data());
        Targets targets = new Targets(speeds, List.of("run"), "file", List.of());
        assertThat(targets.averaged(new TimeBins(0, 1, 3), new int[] {0, 0, 1, 1, 2, 2}, missing)
                        .values()
                        .data())
                .containsExactly(1, 4.5f, NAN);
    }

    private void refused(Missing missing, String... parts) {
        assertThatThrownBy(() -> screened(missing).close())
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll(parts)
                .hasMessageStartingWith(folder.toString())
                .message()
                .doesNotContain("\n");
    }

    private Screened screened(Missing missing) throws IOException {
        return open(missing).screened();
    }

    private Recording open(Missing missing) throws IOException {
        Path file = Files.createTempFile(folder, "messy", ".npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("sresp.npy"));
            NpyWriter.write(zip, activity);
            zip.putNextEntry(new ZipEntry("run.npy"));
            NpyWriter.write(zip, speed);
        }
        return Recordings.open(file.toString(), ArrayChoice.AUTO.withMissing(missing));
    }

    private void set(int neuron, int bin, float value) {
        activity.data()[neuron * BINS + bin] = value;
    }

    private void fill(int neuron, float value) {
        for (int t = 0; t < BINS; t++) {
            set(neuron, t, value);
        }
    }

    private static float[] all(RowBlocks rows) {
        float[] values = new float[rows.rows() * rows.columns()];
        rows.read(0, rows.rows(), values);
        return values;
    }

    private static Matrix counting(int rows, int columns) {
        Matrix matrix = Matrix.zeros(rows, columns);
        for (int i = 0; i < rows * columns; i++) {
            matrix.data()[i] = i;
        }
        return matrix;
    }
}
