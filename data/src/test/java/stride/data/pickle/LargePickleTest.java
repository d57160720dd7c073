package stride.data.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stride.data.ArrayChoice;
import stride.data.ReadProgress;
import stride.data.Recording;
import stride.data.Recordings;
import stride.engine.Kernels;
import stride.engine.RowBlocks;
import stride.engine.Workers;

/** An array of more than 2 GiB in a pickle: places in it are longs throughout. */
class LargePickleTest {
    private static final int NEURONS = 40_000;
    private static final int BINS = 14_000;
    private static final long BYTES = (long) NEURONS * BINS * Float.BYTES;

    @TempDir
    private Path folder;

    @Test
    void everyRowIsReadFromItsPlace() throws IOException {
        assertThat(BYTES).isGreaterThan(1L << 31);
        Path file = folder.resolve("large.npy");
        assumeTrue(writeSparse(file), "a file with a hole of 2 GiB takes that much disk here");
        try (Recording recording = Recordings.openForActivity(
                file.toString(),
                ArrayChoice.AUTO.withActivity("x"),
                Kernels.choose(),
                Workers.NONE,
                ReadProgress.NONE)) {
            RowBlocks activity = recording.activity();
            assertThat(activity.rows()).isEqualTo(NEURONS);
            assertThat(activity.columns()).isEqualTo(BINS);
            float[] rows = new float[3 * BINS];
            activity.read(NEURONS - 3, 3, rows);
            // The value at each end of the last row, and nothing around them.
            for (int i = 0; i < rows.length; i++) {
                assertThat(rows[i]).isEqualTo(i == 2 * BINS ? 1.5f : i == rows.length - 1 ? 2.5f : 0);
            }
            activity.read(0, 1, rows);
            assertThat(rows[0]).isZero();
        }
    }

    /** Writes a pickled dict of one array that is zero but for the ends of its last row; whether zeros took no disk. */
    private static boolean writeSparse(Path file) throws IOException {
        byte[] before = new PickleBytes()
                .op(Opcode.EMPTY_DICT)
                .text("x")
                .global("numpy.core.numeric", "_frombuffer")
                .op(Opcode.MARK, Opcode.BINBYTES8)
                .longLE(BYTES)
                .bytes();
        byte[] after = new PickleBytes()
                .global("numpy", "dtype")
                .text("f4")
                .op(Opcode.TUPLE1, Opcode.REDUCE, Opcode.MARK, Opcode.BININT)
                .intLE(NEURONS)
                .op(Opcode.BININT)
                .intLE(BINS)
                .op(Opcode.TUPLE)
                .text("C")
                .op(Opcode.TUPLE, Opcode.REDUCE, Opcode.SETITEM)
                .stop();
        String header = "{'descr': '|O', 'fortran_order': False, 'shape': (), }";
        byte[] padded = (header + " ".repeat(117 - header.length()) + "\n").getBytes(StandardCharsets.US_ASCII);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            channel.write(ByteBuffer.wrap(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0}));
            channel.write(ByteBuffer.wrap(padded));
            channel.write(ByteBuffer.wrap(before));
            long start = channel.position();
            long free = file.toFile().getUsableSpace();
            channel.position(start + BYTES);
            // The opcode that names the protocol is allowed once only, at the very start.
            channel.write(ByteBuffer.wrap(after, 2, after.length - 2));
            write(channel, start + BYTES - (long) BINS * Float.BYTES, 1.5f);
            write(channel, start + BYTES - Float.BYTES, 2.5f);
            channel.force(false);
            return file.toFile().getUsableSpace() > free - (1L << 30);
        }
    }

    private static void write(FileChannel channel, long place, float value) throws IOException {
        channel.write(
                ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, value), place);
    }
}
