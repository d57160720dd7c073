package stride.data.numpy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import stride.engine.RowBlocks;

/** Writes .npy files of version 1.0, little-endian and row-major, as {@code numpy.save} does. */
public final class NpyWriter {
    /** Elements begin at a multiple of 64, so that they can be mapped and read with aligned vectors. */
    private static final int ALIGNMENT = 64;

    /** Values written at a time. */
    private static final int RUN = 1 << 16;

    /** Values read at a time: where neurons lie by columns or in chunks, each block walks through all of the file. */
    private static final int BLOCK = 1 << 22;

    private NpyWriter() {}

    /** Writes a float32 array of two dimensions, read block by block. */
    public static void write(OutputStream out, RowBlocks matrix) throws IOException {
        out.write(header("<f4", matrix.rows(), matrix.columns()));
        int rows = Math.clamp(BLOCK / Math.max(1, matrix.columns()), 1, Math.max(1, matrix.rows()));
        float[] block = new float[Math.multiplyExact(rows, matrix.columns())];
        for (int first = 0; first < matrix.rows(); first += rows) {
            int count = Math.min(rows, matrix.rows() - first);
            matrix.read(first, count, block);
            values(out, block, count * matrix.columns());
        }
    }

    /** Writes a float32 array of one dimension. */
    public static void write(OutputStream out, float[] vector) throws IOException {
        out.write(header("<f4", vector.length));
        values(out, vector, vector.length);
    }

    /** Writes a float64 array of one dimension. */
    public static void write(OutputStream out, double[] vector) throws IOException {
        write(out, vector, new int[] {vector.length});
    }

    /** Writes a float64 array of two dimensions; {@code values} are row-major. */
    public static void write(OutputStream out, int rows, int columns, double[] values) throws IOException {
        if (values.length != Math.multiplyExact(rows, columns)) {
            throw new IllegalArgumentException(
                    "array %d x %d does not fit %d values".formatted(rows, columns, values.length));
        }
        write(out, values, new int[] {rows, columns});
    }

    private static void write(OutputStream out, double[] values, int[] shape) throws IOException {
        out.write(header("<f8", shape));
        ByteBuffer bytes =
                ByteBuffer.allocate(Double.BYTES * Math.min(RUN, values.length)).order(ByteOrder.LITTLE_ENDIAN);
        for (int done = 0; done < values.length; done += RUN) {
            int n = Math.min(RUN, values.length - done);
            bytes.asDoubleBuffer().put(values, done, n);
            out.write(bytes.array(), 0, Double.BYTES * n);
        }
    }

    private static void values(OutputStream out, float[] values, int count) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(Float.BYTES * Math.min(RUN, count)).order(ByteOrder.LITTLE_ENDIAN);
        for (int done = 0; done < count; done += RUN) {
            int n = Math.min(RUN, count - done);
            bytes.asFloatBuffer().put(values, done, n);
            out.write(bytes.array(), 0, Float.BYTES * n);
        }
    }

    /** What stands before the elements: a multiple of 64 bytes. */
    static byte[] header(String descr, int... shape) {
        // Python writes a tuple of one with a comma behind it.
        String sizes = Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(", "));
        String dict = "{'descr': '%s', 'fortran_order': False, 'shape': (%s%s), }"
                .formatted(descr, sizes, shape.length == 1 ? "," : "");
        byte[] magic = NpyHeader.magic();
        int fixed = magic.length + 4;
        int padding = ALIGNMENT - 1 - (fixed + dict.length()) % ALIGNMENT;
        String padded = dict + " ".repeat(padding) + "\n";
        ByteBuffer bytes = ByteBuffer.allocate(fixed + padded.length()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(magic).put((byte) 1).put((byte) 0).putShort((short) padded.length());
        return bytes.put(padded.getBytes(StandardCharsets.US_ASCII)).array();
    }
}
