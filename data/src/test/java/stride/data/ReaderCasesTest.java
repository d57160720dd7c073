package stride.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Files from the test suites of numpy, npyz and JetBrains' reader; the expected values are what numpy reads. */
class ReaderCasesTest {
    @Test
    void bothOrdersOfThreeDimensionsAreDescribed() {
        assertThat(only("npyz/c-order.npy").info())
                .hasToString("ArrayInfo[name=c-order, shape=[2, 3, 4], type=int64, order=C]");
        assertThat(only("npyz/f-order.npy").info().order()).isEqualTo("F");
    }

    @Test
    void recordsTextAndObjectsAreListed() {
        assertThat(only("npyz/structured.npy").info().summary()).isEqualTo("structured (2 void16)");
        assertThat(only("npyz/surrogate.npy").info().summary()).isEqualTo("surrogate (1 str1)");
        assertThat(only("npyz/pickle.npy").info().summary()).isEqualTo("pickle (2 x 3 object)");
        assertThat(only("numpy/py3-objarr.npy").info().summary()).isEqualTo("py3-objarr (4 object)");
    }

    @Test
    void whatPython2WroteIsRead() {
        assertThat(only("numpy/py2-objarr.npy").info().summary()).isEqualTo("py2-objarr (4 object)");
        StoredArray pickled = only("numpy/astype_copy.pkl");
        assertThat(pickled.info().summary()).isEqualTo("astype_copy.pkl (73 float64)");
        try (Source source = Source.open(SharedFiles.file("reader-cases/numpy/astype_copy.pkl"))) {
            assertThat(source.array("astype_copy.pkl").values()).startsWith(23.731401157407404, 23.72649351851852);
        }
        try (Source source = Source.open(SharedFiles.file("reader-cases/jetbrains-npy/win64python2.npy"))) {
            assertThat(source.array("win64python2").values()).containsExactly(1, 1);
        }
    }

    @Test
    void archivesAreRead() {
        try (Source source = Source.open(SharedFiles.file("reader-cases/jetbrains-npy/example.npz"))) {
            assertThat(source.contents())
                    .isEqualTo("x_b (4 bool), x_i1 (4 int8), x_i2 (5 int16), x_i8 (5 int64), x_u4 (4 uint32), "
                            + "x_S3 (2 bytes3), x_f8 (4 float64), x_f4 (4 float32)");
            assertThat(source.array("x_i2").values()).containsExactly(1, 2, 3, 4, 4096);
            assertThat(source.array("x_u4").values()).containsExactly(1, 2, 3, 4);
        }
    }

    @Test
    void suite2pStatIsPassedOver() {
        assertThat(only("../recordings/suite2p/stat.npy").info().summary()).isEqualTo("stat (219 object)");
    }

    private static StoredArray only(String name) {
        try (Source source = Source.open(SharedFiles.file("reader-cases/" + name))) {
            assertThat(source.arrays()).hasSize(1);
            return source.array(source.arrays().getFirst().name());
        }
    }
}
