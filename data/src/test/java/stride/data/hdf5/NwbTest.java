package stride.data.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import stride.data.ArrayChoice;
import stride.data.DataException;
import stride.data.Fixtures;
import stride.data.Recording;
import stride.data.Recordings;
import stride.data.Roles;
import stride.data.Series;
import stride.data.Source;
import stride.data.StoredArray;

/** Series of an NWB file, and how those of unequal rates are brought together. */
class NwbTest {
    private static final String FILE = Fixtures.file("recording.nwb").toString();
    private static final String RESPONSE = "/processing/ophys/Fluorescence/RoiResponseSeries/data";
    private static final String SPEED = "/processing/behavior/speed/data";
    private static final String POSITION = "/processing/behavior/position/data";

    @Test
    void seriesTellTheirUseUnitAndRate() {
        try (Source source = Source.open(Fixtures.file("recording.nwb"))) {
            Series response = source.array(RESPONSE).series().orElseThrow();
            assertThat(response.use()).isEqualTo(Series.Use.RESPONSE);
            assertThat(response.unit()).isEqualTo("lumens");
            assertThat(response.rate()).hasValue(10);
            assertThat(response.start()).hasValue(0.5);
            Series position = source.array(POSITION).series().orElseThrow();
            assertThat(position.use()).isEqualTo(Series.Use.BEHAVIOUR);
            assertThat(position.timestamps()).hasValue("/processing/behavior/position/timestamps");
            assertThat(source.array("/acquisition/movie/data")
                            .series()
                            .orElseThrow()
                            .use())
                    .isEqualTo(Series.Use.OTHER);
            assertThat(source.array("/processing/behavior/speed/timestamps").series())
                    .isEmpty();
        }
    }

    /** The times of a series and the numbers of its neurons are no behaviour. */
    @Test
    void onlySeriesAreOffered() {
        try (Source source = Source.open(Path.of(FILE))) {
            List<StoredArray> arrays = source.arrays().stream()
                    .map(info -> source.array(info.name()))
                    .filter(array -> array.range().isPresent())
                    .toList();
            Roles roles = Roles.of(arrays);
            assertThat(arrays.stream().map(array -> array.info().name()).filter(roles::activity))
                    .containsExactly(RESPONSE);
            assertThat(arrays.stream().map(array -> array.info().name()).filter(roles::target))
                    .containsExactlyInAnyOrder(POSITION, SPEED);
        }
    }

    /** Samples come at 10 per second from 0.5 s on, and at 25 per second up to 6.36 s. */
    @Test
    void unequalRatesAreAveragedInCommonBins() {
        ArrayChoice choice = ArrayChoice.AUTO.withActivity(RESPONSE).withTarget(POSITION);
        try (Recording recording = Recordings.open(FILE, choice.withBins(0.5))) {
            assertThat(recording.layout())
                    .isEqualTo(RESPONSE + " and " + POSITION + ", time by neurons, in 11 bins of 0.5 s");
            assertThat(recording.targets().columns()).isEqualTo(2);
            float[] rows = new float[2 * 11];
            recording.activity().read(2, 2, rows);
            for (int bin = 0; bin < 11; bin++) {
                assertThat(rows[bin]).isEqualTo(2000 + 5 * bin + 2);
                assertThat(rows[11 + bin]).isEqualTo(3000 + 5 * bin + 2);
                // 12 or 13 samples, 0.04 s apart, lie within 0.5 s.
                float middle = 0.75f + bin * 0.5f;
                assertThat(recording.targets().at(bin, 0))
                        .isBetween(middle - 0.021f, middle + 0.021f)
                        .isEqualTo(-recording.targets().at(bin, 1));
            }
        }
    }

    @Test
    void binsThatCanNotBeAreRefused() {
        ArrayChoice choice = ArrayChoice.AUTO.withActivity(RESPONSE).withTarget(SPEED);
        refused(choice.withBins(0.01), "no sample between", "choose wider bins with --bin");
        refused(choice.withBins(1e-12), "too many");
        refused(choice.withBins(4), "fewer than two", "choose another --bin");
        refused(
                choice.withTarget("/processing/behavior/speed/timestamps").withBins(0.5),
                "has no times, which --bin needs");
        refused(choice, "the activity", "has 4 bins", "has 160");
    }

    private static void refused(ArrayChoice choice, String... parts) {
        assertThatThrownBy(() -> Recordings.open(FILE, choice))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(FILE)
                .hasMessageContainingAll(parts);
    }
}
