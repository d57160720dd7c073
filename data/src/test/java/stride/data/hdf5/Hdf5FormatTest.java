package stride.data.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stride.data.ArrayChoice;
import stride.data.ArrayInfo;
import stride.data.DataException;
import stride.data.Fixtures;
import stride.data.Recording;
import stride.data.Recordings;
import stride.data.Source;
import stride.data.StoredArray;
import stride.engine.Kernels;

/** HDF5 files of the oldest and the newest form that h5py writes. */
@SuppressWarnings("ByteBufferBackingArray") // All of them are wrapped here.
class Hdf5FormatTest {
    private static final double[] ACTIVITY =
            IntStream.range(0, 60).mapToDouble(i -> 100 * (i / 12) + i % 12).toArray();

    @ParameterizedTest
    @ValueSource(strings = {"types_earliest.h5", "types_latest.h5"})
    void everyNumberIsRead(String name) {
        try (Source source = Source.open(Fixtures.file(name))) {
            for (String code : "i1 u1 i2 u2 i4 u4 i8 u8 f2 f4 f8".split(" ", -1)) {
                for (String order : new String[] {"little", "big"}) {
                    assertThat(source.array("/numbers/" + code + "_" + order).values())
                            .as(code + " " + order)
                            .containsExactly(0, 1, 2, 3, 4, 5);
                }
            }
            assertThat(source.array("/numbers/bool").values()).containsExactly(0, 1, 0, 1, 0, 1);
            assertThat(source.array("/numbers/single").values()).containsExactly(7.5);
            assertThat(source.array("/never").values()).hasSize(12).containsOnly(2.5);
            assertThat(source.array("/many/n11").values()).containsExactly(11);
        }
    }

    @ParameterizedTest
    @CsvSource({"types_earliest.h5", "types_latest.h5"})
    void everyWayOfStoringIsRead(String name) {
        try (Source source = Source.open(Fixtures.file(name))) {
            for (String how : "plain deflated all_filters growing growing_both one one_deflated lzf".split(" ", -1)) {
                StoredArray array = source.array("/chunked/" + how);
                assertThat(array.values()).as(how).isEqualTo(ACTIVITY);
                float[] two = new float[24];
                array.transposed(Kernels.choose()).read(2, 2, new float[10]);
                array.matrix(Kernels.choose()).read(3, 2, two);
                assertThat(two[13]).as(how).isEqualTo(401);
                float[] turned = new float[15];
                array.transposed(Kernels.choose()).read(4, 3, turned);
                assertThat(turned[6]).as(how).isEqualTo(105);
            }
            assertThat(source.array("/chunked/partly").values()).startsWith(0, 1, 2, 3, 4, -1, -1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"types_earliest.h5", "types_latest.h5"})
    void linksStayInTheFile(String name) {
        try (Source source = Source.open(Fixtures.file(name))) {
            assertThat(source.array("/links/chain").values()).startsWith(0, .25, 1);
            assertThat(source.has("/links/ring")).isFalse();
            assertThat(source.has("/links/nowhere")).isFalse();
            assertThat(source.arrays()).extracting(ArrayInfo::name).noneMatch(each -> each.startsWith("/links/up/"));
            refused(source, "/links/outside", "lies in another file (recording.nwb, /identifier), which is not opened");
            refused(source, "/links/raw", "External Data Files");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"superblock2.h5", "implicit.h5"})
    void rarerFormsAreReadToo(String name) {
        try (Source source = Source.open(Fixtures.file(name))) {
            assertThat(source.array("/activity").values()).isEqualTo(ACTIVITY);
        }
    }

    @Test
    void whatHasNoExtentHoldsNoZero() {
        try (Source source = Source.open(Fixtures.file("superblock2.h5"))) {
            assertThat(source.array("/nothing").range()).isEmpty();
            refused(source, "/nothing", "does not hold real numbers");
        }
    }

    /** The filter's number is made another one in a file whose headers have no checksum. */
    @Test
    void aFilterThatIsNotKnownIsNamed(@TempDir Path folder) {
        ByteBuffer bytes = ByteBuffer.wrap(Fixtures.bytes("types_earliest.h5")).order(ByteOrder.LITTLE_ENDIAN);
        int filters = 0;
        for (int at = 0; at + 12 < bytes.limit(); at++) {
            // Number, length of the name, flags, count of values, and then the name.
            boolean lzf = bytes.getShort(at) == 32000 && bytes.get(at + 8) == 'l' && bytes.get(at + 9) == 'z';
            if (lzf) {
                bytes.putShort(at, (short) 32001);
                filters++;
            }
        }
        assertThat(filters).isOne();
        Path file = Fixtures.write(folder.resolve("other.h5"), bytes.array());
        try (Source source = Source.open(file)) {
            refused(source, "/chunked/lzf", "packed with filter 'lzf' (number 32001)");
            refused(source, "/chunked/lzf", "h5repack -f GZIP=4");
            assertThat(source.array("/chunked/plain").values()).isEqualTo(ACTIVITY);
        }
    }

    @Test
    void virtualDatasetsAreRefused() {
        try (Source source = Source.open(Fixtures.file("types_latest.h5"))) {
            refused(source, "/links/virtual", "Virtual storage is not supported");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"types_earliest.h5", "types_latest.h5"})
    void whatHoldsNoRealNumbersIsListed(String name) {
        try (Source source = Source.open(Fixtures.file(name))) {
            assertThat(source.array("/other/text").info().type()).isEqualTo("str");
            assertThat(source.array("/other/names").info().summary()).isEqualTo("/other/names (2 bytes2)");
            assertThat(source.array("/other/records").info().type()).isEqualTo("void12");
            refused(source, "/other/complex", "does not hold real numbers");
            refused(source, "/numbers/long", "does not hold real numbers");
            assertThat(source.array("/other/empty").values()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"/recording/activity, neurons by time", "/recording/turned, time by neurons"})
    void aRecordingIsChosenByPath(String activity, String layout) {
        ArrayChoice choice = ArrayChoice.AUTO.withActivity(activity).withTarget("/recording/target");
        try (Recording recording =
                Recordings.open(Fixtures.file("types_latest.h5").toString(), choice)) {
            assertThat(recording.layout()).isEqualTo(activity + " and /recording/target, " + layout);
            float[] row = new float[12];
            recording.activity().read(2, 1, row);
            assertThat(row[11]).isEqualTo(211);
        }
    }

    private static void refused(Source source, String name, String reason) {
        assertThatThrownBy(() -> source.array(name).values())
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll(source.path().toString(), name, reason);
    }
}
