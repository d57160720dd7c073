package stride.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stride.engine.Kernels;

/** Files that someone made to do harm; those of pickles are in {@code HostilePickleTest}. */
@SuppressWarnings("ByteBufferBackingArray") // All of them are wrapped here.
class HostileFilesTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long ALLOWANCE = 64L << 20;

    @TempDir
    private Path folder;

    @Test
    void aZipBombIsRefusedByItsClaim() throws IOException {
        ByteBuffer zip = littleEndian(zip("bomb.npy", Fixtures.bytes("version1.npy")));
        int directory = find(zip, 0x02014b50, 0);
        zip.putInt(directory + 24, -2);
        refused("bomb.npz", zip.array(), "claims to grow from", "4294967294 bytes, which deflate can't");
    }

    /** What it claims is what it holds: zeros, a thousand times as many as the file has bytes. */
    @Test
    void aZipBombThatDoesNotLieIsRefused() throws IOException {
        byte[] header = "\u0093NUMPY\u0001   {'descr': '|u1', 'fortran_order': False, 'shape': (83886080,), }"
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] npy = new byte[128 + (80 << 20)];
        Arrays.fill(npy, 0, 128, (byte) ' ');
        System.arraycopy(header, 0, npy, 0, header.length);
        littleEndian(npy).put(7, (byte) 0).putShort(8, (short) 118);
        refused("zeros.npz", zip("zeros.npy", npy), "80 MB", "more than a hundred times the file's length");
    }

    /** Each name alone is in order. Reading all of them would read the dataset as often as it has names. */
    @Test
    void anHdf5DatasetOfManyNamesIsReadAFewTimesAndThenRefused() {
        try (Source source = Source.open(Fixtures.file("names.h5"))) {
            assertThat(source.arrays()).hasSize(40);
            assertThat(source.array("/n0").range().orElseThrow().greatest()).isZero();
            assertThat(source.arrays().stream().filter(info -> info.type().equals("unreadable")))
                    .hasSizeGreaterThan(20);
            assertThatThrownBy(() -> source.array("/n39").values())
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("more than a hundred times");
        }
    }

    @Test
    void zipEntriesThatShareTheirBytesAreRefused() throws IOException {
        byte[] noise = new byte[4096];
        new Random(1).nextBytes(noise);
        ByteBuffer zip = littleEndian(zip("a.npy", noise));
        int directory = find(zip, 0x02014b50, 0);
        int end = find(zip, 0x06054b50, directory);
        // The same entry twice in the directory, which the end counts.
        ByteBuffer twice = littleEndian(new byte[zip.limit() + end - directory]);
        twice.put(zip.array(), 0, end).put(zip.array(), directory, zip.limit() - directory);
        int lastEnd = end + end - directory;
        twice.putShort(lastEnd + 8, (short) 2).putShort(lastEnd + 10, (short) 2);
        refused("shared.npz", twice.array(), "lists entries that overlap");
    }

    @Test
    void aZipEntryIsNoPath() throws IOException {
        Path file =
                Fixtures.write(folder.resolve("outside.npz"), zip("../../outside.npy", Fixtures.bytes("version1.npy")));
        try (Source source = Source.open(file)) {
            assertThat(source.array("../../outside").values()).isNotEmpty();
        }
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE, -8, 1 << 20})
    void aMatlabLengthThatLiesIsRefused(int length) {
        ByteBuffer mat = littleEndian(Fixtures.bytes("recording_v5.mat"));
        mat.putInt(128 + 4, length);
        refused("lying.mat", mat.array(), "byte 128: an element of", "are left");
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE, 1 << 16, -1})
    void aMatlabShapeThatLiesIsRefused(int rows) {
        ByteBuffer mat = littleEndian(Fixtures.bytes("recording_v5.mat"));
        // The variable's tag, its flags (16 bytes), the tag of its shape.
        mat.putInt(128 + 8 + 16 + 8, rows);
        refused("shape.mat", mat.array(), "byte ");
    }

    /** 2^30 x 2^30 x 2 numbers of eight bytes are 2^64 bytes, which a long takes for none. */
    @Test
    void aMatlabShapeWhoseBytesComeOutAsNoneIsRefused() {
        ByteBuffer body = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        body.putInt(6).putInt(8).putInt(6).putInt(0); // flags: double
        body.putInt(5).putInt(12).putInt(1 << 30).putInt(1 << 30).putInt(2).putInt(0);
        body.putInt(1 << 16 | 1).putInt('c').putInt(9).putInt(0);
        refused("none.mat", mat(14, body.array(), 64), "c (1073741824 x 1073741824 x 2 float64) needs", "has 0 bytes");
    }

    @Test
    void aMatlabCellOfMoreElementsThanBytesIsRefused() {
        ByteBuffer body = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        body.putInt(6).putInt(8).putInt(1).putInt(0); // flags: a cell
        body.putInt(5).putInt(8).putInt(1 << 15).putInt(1 << 15);
        body.putInt(1 << 16 | 1).putInt('c').putLong(0).putLong(0).putLong(0);
        refused("cell.mat", mat(14, body.array(), 64), "c claims 1073741824 elements, but");
    }

    @Test
    void aMatlabDeflateBombIsRefused() {
        byte[] claim = littleEndian(new byte[4096]).putInt(0, 14).putInt(4, -16).array();
        byte[] packed = deflate(claim);
        refused("bomb.mat", mat(15, packed, packed.length), "claims to grow from", "which deflate can't");
        // 100 MB of zeros where the tag claims a few bytes.
        byte[] zeros =
                littleEndian(new byte[100 << 20]).putInt(0, 14).putInt(4, 64).array();
        byte[] small = deflate(zeros);
        refused("zeros.mat", mat(15, small, small.length), "the variable at byte 128, decompressed: byte");
    }

    @ParameterizedTest
    @ValueSource(bytes = {0, 1})
    void anHdf5TreeThatContainsItselfIsRefused(byte type) {
        ByteBuffer file = littleEndian(Fixtures.bytes("types_earliest.h5"));
        int signature = 'T' | 'R' << 8 | 'E' << 16 | 'E' << 24;
        int cycles = 0;
        for (int at = find(file, signature, 0); at >= 0; at = find(file, signature, at + 4)) {
            if (file.get(at + 4) == type) {
                file.put(at + 5, (byte) 1);
                file.putShort(at + 6, (short) 1);
                // Behind header and siblings, a key: of groups 8 bytes, of chunks 8 and 8 for each dimension and one.
                file.putLong(at + 24 + (type == 0 ? 8 : 32), at);
                cycles++;
            }
        }
        assertThat(cycles).isPositive();
        readsOrRefuses("cycle.h5", file.array());
    }

    @Test
    void hdf5LinksInARingEnd() {
        try (Source source = Source.open(Fixtures.file("types_latest.h5"))) {
            assertThat(source.arrays()).hasSizeLessThan(100);
        }
    }

    @Test
    void hdf5DatasetsThatClaimMoreThanTheFileHoldsAreRefused() {
        try (Source source = Source.open(Fixtures.file("vast.h5"))) {
            for (ArrayInfo info : source.arrays()) {
                assertThatThrownBy(() -> source.array(info.name()).range())
                        .as(info.summary())
                        .isInstanceOf(DataException.class)
                        .hasMessageContaining(info.name());
            }
            assertThat(source.arrays()).hasSize(4);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 14})
    void anHdf5FileWithAddressesOfNoKnownSizeIsRefused(int at) {
        byte[] file = Fixtures.bytes("types_earliest.h5");
        file[at] = 127;
        refused("sizes.h5", file, "");
    }

    /** The only file that is opened is the one that was named: what its links lead to is not even looked for. */
    @Test
    void filesThatAnHdf5FileNamesAreNotOpened() throws IOException {
        Path file = Fixtures.write(folder.resolve("types.h5"), Fixtures.bytes("types_latest.h5"));
        Fixtures.write(folder.resolve("recording.nwb"), Fixtures.bytes("recording.nwb"));
        try (Source source = Source.open(file)) {
            for (String link : new String[] {"/links/outside", "/links/raw", "/links/virtual"}) {
                assertThatThrownBy(() -> source.array(link).matrix(Kernels.choose()))
                        .isInstanceOf(DataException.class);
            }
        }
    }

    @Test
    void aTableOfOneEndlessFieldIsRefused() {
        byte[] text = ("a,b\n\"" + "x".repeat(1 << 20)).getBytes(StandardCharsets.US_ASCII);
        refused("endless.csv", text, "is no table");
    }

    private void refused(String name, byte[] bytes, String... parts) {
        Path file = Fixtures.write(folder.resolve(name), bytes);
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(() -> Source.open(file).close())
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContainingAll(parts)
                .message()
                .doesNotContain("\n");
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - allocated).isLessThan(ALLOWANCE);
    }

    private void readsOrRefuses(String name, byte[] bytes) {
        Path file = Fixtures.write(folder.resolve(name), bytes);
        long start = System.nanoTime();
        try (Source source = Source.open(file)) {
            for (ArrayInfo info : source.arrays()) {
                try {
                    source.array(info.name()).range();
                } catch (DataException e) {
                    assertThat(e).hasMessageStartingWith(file.toString());
                }
            }
        } catch (DataException e) {
            assertThat(e).hasMessageStartingWith(file.toString());
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    private static byte[] mat(int type, byte[] content, int length) {
        ByteBuffer mat = ByteBuffer.allocate(128 + 8 + content.length).order(ByteOrder.LITTLE_ENDIAN);
        mat.put("MATLAB 5.0 MAT-file".getBytes(StandardCharsets.US_ASCII));
        mat.putShort(124, (short) 0x0100).put(126, (byte) 'I').put(127, (byte) 'M');
        return mat.position(128).putInt(type).putInt(length).put(content).array();
    }

    private static byte[] deflate(byte[] bytes) {
        try (Deflater deflater = new Deflater()) {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] packed = new byte[bytes.length + 64];
            int n = deflater.deflate(packed);
            return Arrays.copyOf(packed, n);
        }
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int find(ByteBuffer bytes, int word, int from) {
        for (int at = from; at + 4 <= bytes.limit(); at++) {
            if (bytes.getInt(at) == word) {
                return at;
            }
        }
        return -1;
    }
}
