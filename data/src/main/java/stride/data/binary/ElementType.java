package stride.data.binary;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import stride.engine.Kernels;

/**
 * The real numbers that files hold.
 *
 * <p>Decoding copies a run of elements into an array of the stored type first, which swaps bytes where needed at the
 * speed of memory, and converts it there: to float32 by the engine's kernels, to double in a plain loop that the JIT
 * compiler vectorises; reading element by element through a layout that is chosen at run time is many times slower.
 */
public enum ElementType {
    BOOL("bool", 1),
    INT8("int8", 1),
    UINT8("uint8", 1),
    INT16("int16", 2),
    UINT16("uint16", 2),
    INT32("int32", 4),
    UINT32("uint32", 4),
    INT64("int64", 8),
    UINT64("uint64", 8),
    FLOAT16("float16", 2),
    FLOAT32("float32", 4),
    FLOAT64("float64", 8);

    /** Elements converted at a time: the intermediate array stays in the first-level cache. */
    private static final int RUN = 2048;

    private final String label;
    private final int bytes;

    ElementType(String label, int bytes) {
        this.label = label;
        this.bytes = bytes;
    }

    /** The name that numpy gives it. */
    public String label() {
        return label;
    }

    /** The bytes that one element takes. */
    public int bytes() {
        return bytes;
    }

    /** Decodes {@code count} elements to the float32 values nearest them. */
    public void floats(Kernels kernels, MemorySegment source, ByteOrder order, int count, float[] target, int at) {
        if (this == FLOAT32) {
            MemorySegment.copy(source, JAVA_FLOAT_UNALIGNED.withOrder(order), 0, target, at, count);
            return;
        }
        Object run = run(Math.min(count, RUN));
        for (int done = 0; done < count; done += RUN) {
            int n = Math.min(RUN, count - done);
            MemorySegment.copy(source, layout(order), (long) done * bytes, run, 0, n);
            convert(kernels, n, run, target, at + done);
        }
    }

    /** An array of the stored type. */
    private Object run(int n) {
        return switch (this) {
            case BOOL, INT8, UINT8 -> new byte[n];
            case INT16, UINT16, FLOAT16 -> new short[n];
            case INT32, UINT32 -> new int[n];
            case INT64, UINT64 -> new long[n];
            case FLOAT32 -> new float[n];
            case FLOAT64 -> new double[n];
        };
    }

    private ValueLayout layout(ByteOrder order) {
        return switch (this) {
            case BOOL, INT8, UINT8 -> ValueLayout.JAVA_BYTE;
            case INT16, UINT16, FLOAT16 -> JAVA_SHORT_UNALIGNED.withOrder(order);
            case INT32, UINT32 -> JAVA_INT_UNALIGNED.withOrder(order);
            case INT64, UINT64 -> JAVA_LONG_UNALIGNED.withOrder(order);
            case FLOAT32 -> JAVA_FLOAT_UNALIGNED.withOrder(order);
            case FLOAT64 -> JAVA_DOUBLE_UNALIGNED.withOrder(order);
        };
    }

    private void convert(Kernels kernels, int n, Object run, float[] target, int at) {
        switch (run) {
            case byte[] x when this == BOOL -> kernels.convert(n, truths(n, x), 0, false, target, at);
            case byte[] x -> kernels.convert(n, x, 0, this == UINT8, target, at);
            case short[] x when this == FLOAT16 -> kernels.convertHalves(n, x, 0, target, at);
            case short[] x -> kernels.convert(n, x, 0, this == UINT16, target, at);
            case int[] x -> kernels.convert(n, x, 0, this == UINT32, target, at);
            case long[] x -> kernels.convert(n, x, 0, this == UINT64, target, at);
            case double[] x -> kernels.convert(n, x, 0, target, at);
            default -> throw new AssertionError(this);
        }
    }

    /** Makes every byte that is not zero a 1. */
    private static byte[] truths(int n, byte[] x) {
        for (int i = 0; i < n; i++) {
            x[i] = (byte) (x[i] == 0 ? 0 : 1);
        }
        return x;
    }

    /** Decodes {@code count} elements to double. */
    public void doubles(MemorySegment source, ByteOrder order, int count, double[] target, int at) {
        if (this == FLOAT64) {
            MemorySegment.copy(source, JAVA_DOUBLE_UNALIGNED.withOrder(order), 0, target, at, count);
            return;
        }
        for (int done = 0; done < count; done += RUN) {
            int n = Math.min(RUN, count - done);
            MemorySegment run = source.asSlice((long) done * bytes, (long) n * bytes);
            switch (bytes) {
                case 1 -> fromBytes(run, n, target, at + done);
                case 2 -> fromShorts(run, order, n, target, at + done);
                case 4 -> fromInts(run, order, n, target, at + done);
                default -> fromLongs(run, order, n, target, at + done);
            }
        }
    }

    private void fromBytes(MemorySegment source, int n, double[] target, int at) {
        byte[] run = source.toArray(ValueLayout.JAVA_BYTE);
        for (int i = 0; i < n; i++) {
            target[at + i] = switch (this) {
                case BOOL -> run[i] == 0 ? 0 : 1;
                case INT8 -> run[i];
                default -> run[i] & 0xff;
            };
        }
    }

    private void fromShorts(MemorySegment source, ByteOrder order, int n, double[] target, int at) {
        short[] run = source.toArray(JAVA_SHORT_UNALIGNED.withOrder(order));
        for (int i = 0; i < n; i++) {
            target[at + i] = switch (this) {
                case INT16 -> run[i];
                case UINT16 -> run[i] & 0xffff;
                default -> Float.float16ToFloat(run[i]);
            };
        }
    }

    private void fromInts(MemorySegment source, ByteOrder order, int n, double[] target, int at) {
        int[] run = source.toArray(JAVA_INT_UNALIGNED.withOrder(order));
        for (int i = 0; i < n; i++) {
            target[at + i] = switch (this) {
                case INT32 -> run[i];
                case UINT32 -> Integer.toUnsignedLong(run[i]);
                default -> Float.intBitsToFloat(run[i]);
            };
        }
    }

    private void fromLongs(MemorySegment source, ByteOrder order, int n, double[] target, int at) {
        long[] run = source.toArray(JAVA_LONG_UNALIGNED.withOrder(order));
        for (int i = 0; i < n; i++) {
            // An unsigned value beyond 2^63 is halved, with its last bit kept for the rounding, and doubled again.
            target[at + i] = this == INT64 || run[i] >= 0 ? run[i] : ((run[i] >>> 1) | (run[i] & 1)) * 2.0;
        }
    }
}
