package stride.data.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stride.data.ArrayChoice;
import stride.data.ArrayInfo;
import stride.data.DataException;
import stride.data.Fixtures;
import stride.data.Recordings;
import stride.data.Source;
import stride.engine.Kernels;

class CsvFormatTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"table.csv", "table.tsv"})
    void columnsOfNumbersAreArrays(String name) {
        try (Source source = Source.open(Fixtures.file(name))) {
            assertThat(source.arrays())
                    .extracting(ArrayInfo::summary)
                    .containsExactly(
                            "t (12 float64)",
                            "n0 (12 float64)",
                            "n1 (12 float64)",
                            "n2 (12 float64)",
                            "n3 (12 float64)",
                            "n4 (12 float64)",
                            "the \"note\" (12 text)",
                            "table (12 x 6 float64)");
            assertThat(source.array("n4").values()).startsWith(400, 401).endsWith(411);
            float[] row = new float[6];
            source.array("table").matrix(Kernels.choose()).read(3, 1, row);
            assertThat(row).containsExactly(2.25f, 3, 103, 203, 303, 403);
        }
    }

    @Test
    void columnsOfOneNameAreNumbered() {
        Path file = Fixtures.write(
                folder.resolve("t.csv"), "x,x,x.1,x\n1,2,3,4\n5,6,7,8\n".getBytes(StandardCharsets.UTF_8));
        try (Source source = Source.open(file)) {
            assertThat(source.arrays()).extracting(ArrayInfo::name).containsExactly("x", "x.1", "x.1.1", "x.2", "t");
            assertThat(source.array("x.2").values()).containsExactly(4, 8);
        }
    }

    @Test
    void missingNumbersAreNaN() {
        try (Source source = Source.open(Fixtures.file("gaps.csv"))) {
            assertThat(source.array("a").values()).containsExactly(1.5, Double.NaN, Double.NEGATIVE_INFINITY);
            assertThat(source.array("b").values()).containsExactly(2, Double.NaN, 300);
        }
    }

    @Test
    void theTargetMustNotBeAmongTheInputs() {
        ArrayChoice choice = ArrayChoice.AUTO.withActivity("table").withTarget("t");
        assertThatThrownBy(() -> Recordings.open(Fixtures.file("table.csv").toString(), choice))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("holds the target t itself");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,2\\n3,4\\n | line 1: only numbers where names belong",
                "a,b\\n | has no rows below its header",
                "a,b\\n1,2\\n3\\n | is no table",
                "a,b\\n1,2\\n3,4,5\\n | is no table",
            })
    void whatIsNoTableIsRefused(String text, String reason) {
        Path file = Fixtures.write(
                folder.resolve("t.csv"), text.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> Source.open(file).close())
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(reason)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void onlyPlainDecimalsAreNumbers() {
        Path file =
                Fixtures.write(folder.resolve("t.csv"), "a,b,c,d\n1e3,0x1p3,1f, 2 \n".getBytes(StandardCharsets.UTF_8));
        try (Source source = Source.open(file)) {
            assertThat(source.contents())
                    .isEqualTo("a (1 float64), b (1 text), c (1 text), d (1 float64), t (1 x 2 float64)");
        }
    }
}
