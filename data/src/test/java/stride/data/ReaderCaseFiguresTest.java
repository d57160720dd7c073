package stride.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file of other projects' test suites, against what numpy, scipy and h5py read: {@code reader_cases.tsv}, which
 * {@code make_reader_cases.py} wrote.
 */
class ReaderCaseFiguresTest {
    /** Refused by scipy when it is opened; here, when what is damaged is asked for. */
    private static final String DAMAGED_INSIDE = "scipy/corrupted_zlib_data.mat";

    /** Written by a newer numpy than the one that was asked. */
    private static final String NEWER = "numpy/py3-objarr.npy";

    /** Its filter is one of a plugin that the reference library happens to have. */
    private static final String PLUGIN = "jhdf/test_missing_filter.hdf5bad";

    static Stream<String> figures() {
        return new String(Fixtures.bytes("reader_cases.tsv"), StandardCharsets.UTF_8).lines();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("figures")
    void anArrayIsWhatTheReferenceReads(String line) {
        String[] figures = line.split("\t", -1);
        String name = figures[0];
        Path file = SharedFiles.file("reader-cases/" + name);
        if (figures[1].equals("refused") && !name.equals(DAMAGED_INSIDE) && !name.equals(NEWER)) {
            assertThatThrownBy(() -> Source.open(file).close())
                    .isInstanceOf(DataException.class)
                    .hasMessageStartingWith(file + ": byte ");
            return;
        }
        try (Source source = Source.open(file)) {
            if (name.equals(DAMAGED_INSIDE)) {
                assertThatThrownBy(() -> source.array("datagrid").values())
                        .isInstanceOf(DataException.class)
                        .hasMessageContaining("the variable at byte 222");
            } else if (figures[1].equals("empty")) {
                assertThat(source.arrays()).allMatch(info -> info.name().equals("__function_workspace__"));
            } else if (!name.equals(NEWER)) {
                compare(figures, source.array(figures[1]));
            }
        }
    }

    private static void compare(String[] figures, StoredArray array) {
        String shape =
                array.info().shape().isEmpty() ? "single" : array.info().size().replace(" ", "");
        assertThat(shape).isEqualTo(figures[2]);
        if (figures[3].equals("-")) {
            assertThat(array.range()).isEmpty();
            assertThatThrownBy(array::values).isInstanceOf(DataException.class);
            return;
        }
        if (figures[0].equals(PLUGIN)) {
            assertThatThrownBy(array::values)
                    .isInstanceOf(DataException.class)
                    .hasMessageContainingAll("filter", "h5repack");
            return;
        }
        if (!figures[0].endsWith(".mat")) {
            assertThat(array.info().type())
                    .as("MATLAB stores small numbers in small types")
                    .isEqualTo(figures[3]);
        }
        ValueRange range = array.range().orElseThrow();
        assertThat(range.least()).isEqualTo(Double.parseDouble(figures[4]));
        assertThat(range.greatest() + 0.0).isEqualTo(Double.parseDouble(figures[5]) + 0.0);
        assertThat(range.nan()).isEqualTo(Long.parseLong(figures[6]));
        if (!figures[7].equals("-")) {
            double sum = Double.parseDouble(figures[7]);
            assertThat(weighted(array.values())).isCloseTo(sum, within(1e-12 * (1 + Math.abs(sum))));
        }
    }

    private static double weighted(double[] values) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += Double.isFinite(values[i]) ? values[i] * (i % 7 + 1) : 0;
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("figures")
    void aMessageIsOneLine(String line) {
        String[] figures = line.split("\t", -1);
        Path file = SharedFiles.file("reader-cases/" + figures[0]);
        try (Source source = Source.open(file)) {
            source.arrays().forEach(info -> {
                try {
                    source.array(info.name()).values();
                } catch (DataException e) {
                    assertThat(e.getMessage()).startsWith(file.toString()).doesNotContain("\n");
                }
            });
        } catch (DataException e) {
            assertThat(e.getMessage()).startsWith(file.toString()).doesNotContain("\n");
        }
        assertThat(Arrays.asList(figures)).hasSize(8);
    }
}
