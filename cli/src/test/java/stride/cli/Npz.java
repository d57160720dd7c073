package stride.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes .npz files as numpy.savez does, of double arrays, for tests to read. */
final class Npz {
    private Npz() {}

    /** An array by name; the shape may be of any number of dimensions. */
    record Entry(String name, byte[] npy) {}

    static Entry array(String name, double[] values, int... shape) {
        String dimensions = Arrays.stream(shape).mapToObj(n -> n + ",").collect(Collectors.joining(" "));
        String header = "{'descr': '<f8', 'fortran_order': False, 'shape': (%s), }".formatted(dimensions);
        String padded = header + " ".repeat(Math.floorMod(-(header.length() + 11), 64)) + "\n";
        ByteBuffer bytes = ByteBuffer.allocate(10 + padded.length() + 8 * values.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("\u0093NUMPY\u0001\u0000".getBytes(StandardCharsets.ISO_8859_1))
                .putShort((short) padded.length())
                .put(padded.getBytes(StandardCharsets.ISO_8859_1));
        for (double value : values) {
            bytes.putDouble(value);
        }
        return new Entry(name, bytes.array());
    }

    static void write(Path file, Entry... entries) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Entry entry : entries) {
                zip.putNextEntry(new ZipEntry(entry.name() + ".npy"));
                zip.write(entry.npy());
            }
        }
    }
}
