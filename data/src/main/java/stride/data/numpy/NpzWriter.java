package stride.data.numpy;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import stride.engine.RowBlocks;

/**
 * Writes .npz files as {@code numpy.savez} does: a zip archive of .npy files that are stored, not compressed. Arrays are
 * streamed, and may be larger than memory and than 4 GB. Unlike numpy's, elements begin at a multiple of 64 bytes in the
 * archive, so that they can be mapped and read with aligned vectors.
 *
 * <p>The archive is complete only after {@link #finish}.
 */
public final class NpzWriter implements AutoCloseable {
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_SIZE = 30;
    private static final int CRC_IN_LOCAL = 14;
    private static final int ZIP64_SIZE = 20;
    /** Its number is the one that Android's zipalign took for padding; readers skip what they do not know. */
    private static final short PADDING = (short) 0xd935;

    private static final int ALIGNMENT = 64;
    private static final int BUFFER = 1 << 18;

    private final FileChannel channel;
    private final long zip64From;
    private final List<ZipDirectory.Written> entries = new ArrayList<>();

    private NpzWriter(FileChannel channel, long zip64From) {
        this.channel = channel;
        this.zip64From = zip64From;
    }

    /** Begins an archive in a new file. */
    public static NpzWriter create(Path file) throws IOException {
        return create(file, ZipDirectory.SEE_ZIP64);
    }

    /** With zip64's fields from another size on, so that a small file can show them. */
    static NpzWriter create(Path file, long zip64From) throws IOException {
        return new NpzWriter(
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), zip64From);
    }

    /** Adds a float32 array of two dimensions, read block by block. */
    public void add(String name, RowBlocks matrix) throws IOException {
        byte[] header = NpyWriter.header("<f4", matrix.rows(), matrix.columns());
        long size = header.length + (long) Float.BYTES * matrix.rows() * matrix.columns();
        add(name, size, out -> NpyWriter.write(out, matrix));
    }

    /** Adds a float64 array of two dimensions; {@code values} are row-major. */
    public void add(String name, int rows, int columns, double[] values) throws IOException {
        byte[] header = NpyWriter.header("<f8", rows, columns);
        long size = header.length + (long) Double.BYTES * values.length;
        add(name, size, out -> NpyWriter.write(out, rows, columns, values));
    }

    @FunctionalInterface
    private interface Content {
        void to(OutputStream out) throws IOException;
    }

    private void add(String name, long size, Content content) throws IOException {
        byte[] entryName = (name + ".npy").getBytes(StandardCharsets.UTF_8);
        long local = channel.size();
        writeLocal(local, entryName, size);
        long data = channel.size();
        CRC32 crc = new CRC32();
        // Closing is the channel's: its stream must stay open for the next entry.
        OutputStream out = new BufferedOutputStream(
                new CheckedOutputStream(Channels.newOutputStream(channel.position(data)), crc), BUFFER);
        content.to(out);
        out.flush();
        if (channel.size() - data != size) {
            throw new IllegalStateException(
                    "%s has %d bytes, announced were %d".formatted(name, channel.size() - data, size));
        }
        ByteBuffer sum = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        sum.putInt((int) crc.getValue()).flip();
        channel.write(sum, local + CRC_IN_LOCAL);
        entries.add(new ZipDirectory.Written(entryName, size, (int) crc.getValue(), local));
    }

    /** Sizes are known before the bytes; their checksum is filled in after them. */
    private void writeLocal(long at, byte[] name, long size) throws IOException {
        boolean wide = size >= zip64From;
        int fixed = LOCAL_SIZE + name.length + (wide ? ZIP64_SIZE : 0);
        int padding = Math.floorMod(-(at + fixed + Integer.BYTES), ALIGNMENT);
        ByteBuffer header = ByteBuffer.allocate(fixed + Integer.BYTES + padding).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(LOCAL);
        ZipDirectory.putCommon(header, wide, 0, size);
        header.putShort((short) name.length);
        header.putShort((short) (header.capacity() - LOCAL_SIZE - name.length));
        header.put(name);
        if (wide) {
            header.putShort((short) 1).putShort((short) 16).putLong(size).putLong(size);
        }
        header.putShort(PADDING).putShort((short) padding);
        header.position(header.capacity()).flip();
        writeAt(at, header);
    }

    private void writeAt(long at, ByteBuffer bytes) throws IOException {
        channel.position(at);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Writes the directory and brings all of it to the disk; nothing can be added after that. */
    public void finish() throws IOException {
        writeAt(channel.size(), ZipDirectory.of(entries, channel.size(), zip64From));
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
