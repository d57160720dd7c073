package stride.data.binary;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import stride.data.DataException;
import stride.engine.Kernels;
import stride.engine.RowBlocks;

/**
 * A matrix that lies in a payload, by rows or by columns, decoded block by block.
 *
 * @param array     the file and the array, for messages
 * @param rowMajor  whether the elements of a row lie side by side, or those of a column
 */
record BinaryMatrix(
        String array,
        int rows,
        int columns,
        boolean rowMajor,
        ElementType type,
        ByteOrder order,
        Payload payload,
        Kernels kernels)
        implements RowBlocks {
    /** Elements asked for at a time: where bytes must be unpacked, what is unpacked stays in the second-level cache. */
    private static final int RUN = 1 << 16;

    /** A tile of 16 columns fills whole cache lines of the target; 1024 rows of it take 64 KiB. */
    private static final int TILE_COLUMNS = 16;

    private static final int TILE_ROWS = 1024;

    /**
     * Bytes from which on pages of a mapped file are given back as soon as they are read, for otherwise all of them count as
     * this process's memory. The system keeps them all the same, but to meet them again takes 0.4 ns a value.
     */
    private static final long LARGE = 1L << 30;

    /** The same bytes with rows and columns exchanged. */
    BinaryMatrix transposed() {
        return new BinaryMatrix(array, columns, rows, !rowMajor, type, order, payload, kernels);
    }

    @Override
    public void read(int first, int count, float[] target) {
        RowBlocks.check(this, first, count, target);
        Decoder decoder = new Decoder(type, order);
        try {
            if (rowMajor) {
                readRows(decoder, first, count, target);
            } else {
                readAcrossColumns(decoder, first, count, target);
            }
        } catch (InternalError e) {
            throw new DataException(array, "the file was cut while it was read; copy it again", e);
        }
    }

    private void readRows(Decoder decoder, int first, int count, float[] target) {
        long start = (long) first * columns;
        int elements = count * columns;
        boolean large = (long) rows * columns * type.bytes() >= LARGE;
        for (int done = 0; done < elements; done += RUN) {
            int run = Math.min(RUN, elements - done);
            MemorySegment bytes = payload.bytes((start + done) * type.bytes(), run * type.bytes());
            decoder.floats(kernels, bytes, run, target, done);
            if (large && run == RUN && bytes.isMapped()) {
                bytes.unload();
            }
        }
    }

    private void readAcrossColumns(Decoder decoder, int first, int count, float[] target) {
        float[] tile = new float[TILE_COLUMNS * Math.min(TILE_ROWS, count)];
        for (int r = 0; r < count; r += TILE_ROWS) {
            int tileRows = Math.min(TILE_ROWS, count - r);
            for (int c = 0; c < columns; c += TILE_COLUMNS) {
                int tileColumns = Math.min(TILE_COLUMNS, columns - c);
                for (int j = 0; j < tileColumns; j++) {
                    decode(decoder, (long) (c + j) * rows + first + r, tileRows, tile, j * tileRows);
                }
                for (int i = 0; i < tileRows; i++) {
                    for (int j = 0; j < tileColumns; j++) {
                        target[(r + i) * columns + c + j] = tile[j * tileRows + i];
                    }
                }
            }
        }
    }

    private void decode(Decoder decoder, long element, int count, float[] target, int at) {
        decoder.floats(kernels, payload.bytes(element * type.bytes(), count * type.bytes()), count, target, at);
    }
}
