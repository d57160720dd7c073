package stride.data.binary;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import stride.data.ArrayInfo;
import stride.data.DataException;
import stride.data.StoredArray;
import stride.data.ValueRange;
import stride.engine.Kernels;
import stride.engine.RowBlocks;

/** An array of real numbers that lie in a payload, one after the other. */
public final class BinaryArray implements StoredArray {
    /** Elements taken in at a time: they stay in the second-level cache. */
    private static final int RUN = 1 << 15;

    private final String file;
    private final ArrayInfo info;
    private final ElementType type;
    private final ByteOrder order;
    private final Payload payload;

    /**
     * Describes an array; nothing is read.
     *
     * @param file    the file's name, for messages
     * @param info    its shape has exactly as many elements as the payload
     * @param payload the elements, in the order that {@code info} says
     */
    public BinaryArray(String file, ArrayInfo info, ElementType type, ByteOrder order, Payload payload) {
        this.file = file;
        this.info = info;
        this.type = type;
        this.order = order;
        this.payload = payload;
    }

    @Override
    public ArrayInfo info() {
        return info;
    }

    @Override
    public RowBlocks matrix(Kernels kernels) {
        return asMatrix(kernels);
    }

    @Override
    public RowBlocks transposed(Kernels kernels) {
        return asMatrix(kernels).transposed();
    }

    @Override
    public double[] values() {
        int rows = rows();
        int columns = columns();
        long elements = (long) rows * columns;
        // Half of the heap: an array in Fortran order is there twice while it is turned.
        if (elements > Math.min(Integer.MAX_VALUE - 8, Runtime.getRuntime().maxMemory() / 2 / Double.BYTES)) {
            throw new DataException(
                    file,
                    "%s is too large to be held in memory; choose a smaller array or start java with a larger -Xmx"
                            .formatted(info.summary()));
        }
        double[] stored = new double[(int) elements];
        read(elements, (done, n, decoder, bytes) -> decoder.doubles(bytes, n, stored, Math.toIntExact(done)));
        return rowMajor() ? stored : byRows(stored, rows, columns);
    }

    @Override
    public Optional<ValueRange> range() {
        long elements = 1;
        for (long size : info.shape()) {
            elements *= size;
        }
        double[] values = new double[(int) Math.min(elements, RUN)];
        ValueRange[] range = {ValueRange.NONE};
        read(elements, (done, n, decoder, bytes) -> {
            decoder.doubles(bytes, n, values, 0);
            range[0] = range[0].with(values, n);
        });
        return Optional.of(range[0]);
    }

    private interface Run {
        void take(long first, int count, Decoder decoder, MemorySegment bytes);
    }

    /** Reads all elements once, in the order in which they are stored. */
    private void read(long elements, Run each) {
        try {
            Payload once = payload.onePass();
            Decoder decoder = new Decoder(type, order);
            for (long done = 0; done < elements; done += RUN) {
                int n = (int) Math.min(RUN, elements - done);
                each.take(done, n, decoder, once.bytes(done * type.bytes(), n * type.bytes()));
            }
        } catch (InternalError e) {
            throw new DataException(file, "the file was cut while it was read; copy it again", e);
        }
    }

    /**
     * Some rows of a matrix, under the same name.
     *
     * @param chosen ascending
     * @throws DataException if it has not two dimensions
     */
    public BinaryArray rows(int[] chosen) {
        int rows = rows();
        int columns = columns();
        ArrayInfo fewer =
                new ArrayInfo(info.name(), List.of((long) chosen.length, (long) columns), info.type(), info.order());
        Payload some = new RowsPayload(payload, chosen, rows, columns, rowMajor(), type.bytes());
        return new BinaryArray(file, fewer, type, order, some);
    }

    private static double[] byRows(double[] byColumns, int rows, int columns) {
        double[] values = new double[byColumns.length];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                values[r * columns + c] = byColumns[c * rows + r];
            }
        }
        return values;
    }

    private BinaryMatrix asMatrix(Kernels kernels) {
        return new BinaryMatrix(
                file + ": " + info.name(), rows(), columns(), rowMajor(), type, order, payload, kernels);
    }

    private int rows() {
        List<Long> shape = info.shape();
        if (shape.size() > 2) {
            throw new DataException(
                    file, "%s has %d dimensions; choose an array with two".formatted(info.summary(), shape.size()));
        }
        return dimension(shape.isEmpty() ? 1 : shape.get(0));
    }

    private int columns() {
        return dimension(info.shape().size() < 2 ? 1 : info.shape().get(1));
    }

    private boolean rowMajor() {
        return info.order().equals("C");
    }

    private int dimension(long size) {
        if (size > Integer.MAX_VALUE) {
            throw new DataException(file, "%s: a dimension is larger than 2^31 - 1".formatted(info.summary()));
        }
        return (int) size;
    }
}
